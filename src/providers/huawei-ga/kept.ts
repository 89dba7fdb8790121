import { keptAs } from "../kit/kept.js";
import type { Remapping } from "../provider.js";
import type { Context } from "./client.js";
import { toListener, toParent, toPool } from "./mapping.js";
import { readAccelerator, readEndpointGroup, readListener } from "./wire.js";

export function remappingOf({ account }: Context): Remapping {
  return {
    listenerAgain: (kept) => toListener(keptAs(readListener, kept), account),
    /** The group does not name its accelerator. */
    poolAgain: (kept) => toPool(keptAs(readEndpointGroup, kept), account, kept.parentRef),
    parentAgain: (kept) => toParent(keptAs(readAccelerator, kept), account),
  };
}

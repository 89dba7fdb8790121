import { keptAs } from "../kit/kept.js";
import type { Remapping } from "../provider.js";
import type { Context } from "./client.js";
import { toListener, toParent, toPool } from "./mapping.js";
import { readListener, readParent, readPool } from "./wire.js";

export function remappingOf({ account }: Context): Remapping {
  return {
    listenerAgain: (kept) => toListener(keptAs(readListener, kept), account),
    poolAgain: (kept) => toPool(keptAs(readPool, kept), account),
    parentAgain: (kept) => toParent(keptAs(readParent, kept), account),
  };
}

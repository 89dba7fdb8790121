import { keptAs } from "../../src/providers/kit/kept.js";
import type { Remapping } from "../../src/providers/provider.js";
import type { Context } from "./client.js";
import { toListener, toParent, toPool } from "./mapping.js";
import { readListener, readLoadBalancer } from "./wire.js";

export function remappingOf({ account }: Context): Remapping {
  return {
    listenerAgain: (kept) => toListener(keptAs(readListener, kept), account),
    /** A pool is the listener that it goes with. */
    poolAgain: (kept) => toPool(keptAs(readListener, kept), account),
    parentAgain: (kept) => toParent(keptAs(readLoadBalancer, kept), account),
  };
}

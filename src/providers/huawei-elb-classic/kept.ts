import { keptAs } from "../kit/kept.js";
import type { Remapping } from "../provider.js";
import type { Context } from "./client.js";
import { toListener, toParent, toPool } from "./mapping.js";
import { readListener, readLoadBalancer } from "./wire.js";

export function remappingOf({ account }: Context): Remapping {
  return {
    /** Without its load balancer: where a listener does not say whether it is frozen, that is asked. */
    listenerAgain: (kept) => toListener(keptAs(readListener, kept), account),
    /** A pool is the listener that implies it. */
    poolAgain: (kept) => toPool(keptAs(readListener, kept), account),
    parentAgain: (kept) => toParent(keptAs(readLoadBalancer, kept), account),
  };
}

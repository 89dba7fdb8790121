import type { Listener } from "../model/listener.js";
import type { FreezeInfo } from "../model/listener-parts.js";
import { type Answer, hasHealthyMember, isServingAmong } from "../providers/kit/serving.js";
import { membersWithHealth } from "./member-health.js";
import type { RequestLoaders } from "./request-loaders.js";

type Loaders = Pick<RequestLoaders, "parent" | "poolsOfListener" | "membersOfPool" | "healthOfPool">;

/**
 * Whether a listener is out of service by itself or with its parent.
 * @throws ProblemError when the parent could not be read
 */
export async function freezeOf(listener: Listener, { parent }: Pick<Loaders, "parent">): Promise<FreezeInfo | null> {
  if (listener.frozen) return listener.frozen;
  return (listener.parentRef && (await parent.load(listener.parentRef)))?.freeze ?? null;
}

/**
 * Whether a listener forwards traffic to at least one healthy member, by what is read for it.
 * @throws ProblemError when it cannot be known because something could not be read
 */
export function isServing(listener: Listener, loaders: Loaders): Promise<Answer> {
  return isServingAmong(listener, {
    parent: (ref) => loaders.parent.load(ref),
    pools: (one) => loaders.poolsOfListener.load(one),
    hasHealthyMember: (pool) => hasHealthyMember(pool, () => membersWithHealth(pool, loaders)),
  });
}

import type { Pool } from "../model/pool.js";
import type { ResourceRef } from "../model/resource-ref.js";
import type { RequestLoaders } from "./request-loaders.js";

/**
 * The load balancer or accelerator that a pool belongs to, found through its listener where the pool does not name it;
 * null: the cloud does not report it.
 *
 * @throws ProblemError when the listener could not be read
 */
export async function parentRefOf(pool: Pool, loaders: Pick<RequestLoaders, "listener">): Promise<ResourceRef | null> {
  if (pool.parentRef) return pool.parentRef;
  const [listenerRef] = pool.listenerRefs ?? [];
  const listener = listenerRef ? await loaders.listener.load(listenerRef) : null;
  return listener?.parentRef ?? null;
}

import type { PoolMember } from "../model/pool.js";
import { poolOfMember, type ResourceRef } from "../model/resource-ref.js";
import { membersWithHealth } from "./member-health.js";
import type { RequestLoaders } from "./request-loaders.js";

type Loaders = Pick<RequestLoaders, "pool" | "membersOfPool" | "healthOfPool">;

/**
 * One member by its name, among the members of its pool; null when it is gone. With its health, where that is asked for.
 *
 * @throws ProblemError when the pool or its members could not be read, or not as far as the member
 */
export async function readMember(ref: ResourceRef, asksHealth: boolean, loaders: Loaders): Promise<PoolMember | null> {
  const pool = await loaders.pool.load(poolOfMember(ref));
  if (!pool) return null;
  const listing = await (asksHealth ? membersWithHealth(pool, loaders) : loaders.membersOfPool.load(pool));
  const member = listing?.items.find(({ ref: { key } }) => key === ref.key);
  if (member) return member;
  const [problem] = listing?.problems ?? [];
  if (problem) throw problem;
  return null;
}

import type { SourceProblem } from "../model/change-problem.js";
import type { PoolMember } from "../model/pool.js";
import { poolOfMember, type ResourceRef } from "../model/resource-ref.js";
import { membersWithHealth } from "./member-health.js";
import type { RequestLoaders } from "./request-loaders.js";
import { sourceProblemOf } from "./sources.js";

type Loaders = Pick<RequestLoaders, "pool" | "membersOfPool" | "healthOfPool">;

/** A member with the problem that prevented reading its health; null: it is gone. */
export interface FoundMember {
  readonly member: PoolMember | null;
  readonly sourceProblems: readonly SourceProblem[];
}

/**
 * One member by its name, from the members of its pool; with its health if that is selected.
 *
 * @throws ProblemError when the pool or its members could not be read, or not as far as this member
 */
export async function readMember(ref: ResourceRef, asksHealth: boolean, loaders: Loaders): Promise<FoundMember> {
  const pool = await loaders.pool.load(poolOfMember(ref));
  const listing = pool && (await (asksHealth ? membersWithHealth(pool, loaders) : loaders.membersOfPool.load(pool)));
  const member = listing?.items.find(({ ref: { key } }) => key === ref.key) ?? null;
  const problems = listing?.problems ?? [];
  const [first] = problems;
  if (!member && first) throw first;
  const isUnread = member?.health === "NOT_READ";
  return { member, sourceProblems: isUnread ? problems.map((problem) => sourceProblemOf(pool!.account, problem)) : [] };
}

import type { MemberHealth } from "../../model/enums.js";
import { PoolMember } from "../../model/pool.js";
import { ProblemError } from "../../model/problem-error.js";
import type { HealthOfMembers, Listing } from "../provider.js";

/** Whether members were read without their health. */
export const lacksHealth = ({ items }: Listing<PoolMember>): boolean => items.some(({ health }) => health === null);

/**
 * Members with the health that was read for them: NOT_READ, with the problem beside them, if that failed.
 * @param seen null: the pool is gone
 */
export function withHealth(
  { items, problems }: Listing<PoolMember>,
  seen: HealthOfMembers | ProblemError | null,
): Listing<PoolMember> {
  const failure = seen instanceof ProblemError ? seen : null;
  const healths = seen instanceof ProblemError ? null : seen;
  const healthOf = ({ ref }: PoolMember): MemberHealth => (failure ? "NOT_READ" : (healths?.get(ref.key) ?? "UNKNOWN"));
  return {
    items: items.map((member) => new PoolMember({ ...member, health: member.health ?? healthOf(member) })),
    problems: failure ? [...problems, healthUnread(failure)] : problems,
  };
}

const healthUnread = (problem: ProblemError): ProblemError =>
  problem.with({ message: `The health of the pool's members could not be read. ${problem.message}` });

import type { MemberHealth, SeenHealth } from "../model/enums.js";
import { type Pool, PoolMember } from "../model/pool.js";
import { asProblem, type ProblemError } from "../model/problem-error.js";
import { whole } from "../providers/kit/listing.js";
import type { Listing } from "../providers/provider.js";
import type { RequestLoaders } from "./request-loaders.js";

type Loaders = Pick<RequestLoaders, "membersOfPool" | "healthOfPool">;

/**
 * A pool's members with their health, which takes another request on some clouds. If that fails, the members are
 * returned with health NOT_READ and the problem beside them. Null: the pool is gone.
 *
 * @throws ProblemError when the members themselves could not be read
 */
export function membersWithHealth(pool: Pool, loaders: Loaders): Promise<Listing<PoolMember> | null> {
  // There is one for each pool of a list: an async function costs each of them three promises.
  return loaders.membersOfPool
    .load(pool)
    .then((listing) => (listing?.items.some(isUnread) ? readHealth(pool, listing, loaders) : listing));
}

const isUnread = ({ health }: PoolMember): boolean => health === null;

async function readHealth(
  pool: Pool,
  { items, problems }: Listing<PoolMember>,
  loaders: Loaders,
): Promise<Listing<PoolMember>> {
  const withHealth = (healthOf: (member: PoolMember) => MemberHealth) =>
    items.map((member) => new PoolMember({ ...member, health: member.health ?? healthOf(member) }));
  try {
    const seen = await loaders.healthOfPool.load(pool);
    return { items: withHealth(({ ref }) => seen?.get(ref.key) ?? "UNKNOWN"), problems };
  } catch (error) {
    return { items: withHealth(() => "NOT_READ"), problems: [...problems, healthUnread(error)] };
  }
}

/**
 * The health of all of a pool's members. Null: the pool is gone.
 * @throws ProblemError when something could not be read
 */
export async function healthsOf(pool: Pool, loaders: Loaders): Promise<readonly SeenHealth[] | null> {
  const listing = await membersWithHealth(pool, loaders);
  return listing && whole(listing).map(({ health }) => seenHealth(health));
}

/** Where health was not read, the list is incomplete. */
const seenHealth = (health: MemberHealth | null): SeenHealth =>
  health === null || health === "NOT_READ" ? "UNKNOWN" : health;

function healthUnread(error: unknown): ProblemError {
  const problem = asProblem(error);
  return problem.with({ message: `The health of the pool's members could not be read. ${problem.message}` });
}

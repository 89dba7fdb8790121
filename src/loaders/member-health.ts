import type { MemberHealth, SeenHealth } from "../model/enums.js";
import type { Pool, PoolMember } from "../model/pool.js";
import { whole } from "../providers/kit/listing.js";
import { lacksHealth, withHealth } from "../providers/kit/member-health.js";
import { problemOr } from "../providers/outcomes.js";
import type { Listing } from "../providers/provider.js";
import { type Soon, settled } from "./keyed-loader.js";
import type { RequestLoaders } from "./request-loaders.js";

type Loaders = Pick<RequestLoaders, "membersOfPool" | "healthOfPool">;

/**
 * A pool's members with their health, which takes another request on some clouds. If that fails, the members are
 * returned with health NOT_READ and the problem beside them. Null: the pool is gone.
 *
 * @throws ProblemError when the members themselves could not be read
 */
export function membersWithHealth(pool: Pool, loaders: Loaders): Promise<Listing<PoolMember> | null> {
  return settled(membersWithHealthSoon(pool, loaders));
}

/** The same at once, if the members were read ahead and have their health. */
export function membersWithHealthSoon(pool: Pool, loaders: Loaders): Soon<Listing<PoolMember>> {
  const members = loaders.membersOfPool.soon(pool);
  if (members instanceof Promise) return onceRead(pool, members, loaders);
  return members instanceof Error ? members : complete(pool, members, loaders);
}

/** There is one for each pool of a list: an async function costs each of them three promises. */
const onceRead = (pool: Pool, members: Promise<Listing<PoolMember> | null>, loaders: Loaders) =>
  members.then((listing) => complete(pool, listing, loaders));

const complete = (pool: Pool, listing: Listing<PoolMember> | null, loaders: Loaders) =>
  listing && lacksHealth(listing) ? readHealth(pool, listing, loaders) : listing;

const readHealth = async (pool: Pool, listing: Listing<PoolMember>, loaders: Loaders): Promise<Listing<PoolMember>> =>
  withHealth(listing, await problemOr(loaders.healthOfPool.load(pool)));

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

import { hasUnhealthy } from "../model/filter-conditions.js";
import type { HealthMonitor, Pool, PoolMember } from "../model/pool.js";
import { ProblemError } from "../model/problem-error.js";
import { isOfOne, listingOf } from "../providers/kit/listing.js";
import { lacksHealth, withHealth } from "../providers/kit/member-health.js";
import { type Answer, hasHealthyMember } from "../providers/kit/serving.js";
import { problemOr } from "../providers/outcomes.js";
import type { Found, HealthOfMembers, Listing, Reads } from "../providers/provider.js";
import type { Call } from "../transport/call.js";
import { inTurns } from "./in-turns.js";
import type { Servers } from "./kept-objects.js";

/** The values of a pool that the listeners forwarding to it are searched by. */
export interface PoolDigest extends Servers {
  readonly members: readonly Pick<PoolMember, "address" | "targetId">[];
  /** Null: not known. */
  readonly hasHealthyMember: Answer;
}

/** A pool with its parts. */
export interface ReadPool {
  readonly pool: Pool;
  readonly digest: PoolDigest;
  readonly monitor: HealthMonitor | null | ProblemError;
  /** With their health. */
  readonly listing: Listing<PoolMember> | ProblemError;
}

/** How an account is read. */
export interface Reading {
  /** Runs a read with a call of its own. @throws ProblemError */
  read<T>(work: (call: Call) => Promise<T>): Promise<T>;
  /** Returns the same problem, after logging it if it is an internal error. */
  told(problem: ProblemError): ProblemError;
}

/**
 * The object with this key; undefined: it no longer exists.
 * @throws ProblemError for a failure that its siblings share
 */
export function outcomeOf<T>(
  found: ReadonlyMap<string, T | ProblemError>,
  key: string,
  reading: Reading,
): T | ProblemError | undefined {
  const outcome = found.get(key);
  if (!(outcome instanceof ProblemError)) return outcome;
  if (!isOfOne(outcome)) throw outcome;
  return reading.told(outcome);
}

/**
 * Reads the parts of pools: members, the members' health, and health monitors.
 * @throws ProblemError for an outage
 */
export async function readPools(
  pools: readonly Pool[],
  service: Reads,
  reading: Reading,
): Promise<readonly ReadPool[]> {
  const members = await reading.read((call) => service.membersOfPools(pools, call));
  const lacking = pools.filter(({ ref }) => {
    const listing = members.get(ref.key);
    return listing !== undefined && !(listing instanceof ProblemError) && lacksHealth(listing);
  });
  const asks = service.healthOfPools !== undefined && lacking.length > 0;
  const healths: Found<HealthOfMembers> = asks
    ? await reading.read((call) => service.healthOfPools!(lacking, call))
    : new Map<string, never>();
  const monitors = await reading.read((call) => service.healthMonitorsOfPools(pools, call));
  const isLacking = new Set(lacking.map(({ ref }) => ref.key));
  return inTurns(pools, async (pool): Promise<ReadPool> => {
    const { key } = pool.ref;
    const found = outcomeOf(members, key, reading);
    const isListed = found !== undefined && !(found instanceof ProblemError);
    const listing =
      isListed && isLacking.has(key) ? withHealth(found, outcomeOf(healths, key, reading) ?? null) : found;
    const monitor = outcomeOf(monitors, key, reading) ?? null;
    return {
      pool,
      digest: await digestOf(pool, listing, reading),
      monitor,
      listing: listing ?? listingOf<PoolMember>([]),
    };
  });
}

/** Null when something that it depends on could not be read. */
export function knownOf(answer: Answer | ProblemError, reading: Pick<Reading, "told">): Answer {
  if (!(answer instanceof ProblemError)) return answer;
  reading.told(answer);
  return null;
}

/** @param listing undefined: the pool no longer exists */
async function digestOf(
  pool: Pool,
  listing: Listing<PoolMember> | ProblemError | undefined,
  reading: Reading,
): Promise<PoolDigest> {
  const isHealthy = await problemOr(
    hasHealthyMember(pool, async () => {
      if (listing instanceof ProblemError) throw listing;
      return listing ?? null;
    }),
  );
  const { items, problems } =
    listing instanceof ProblemError ? listingOf<PoolMember>([], [listing]) : (listing ?? listingOf<PoolMember>([]));
  return {
    members: items.map(({ address, targetId }) => ({ address, targetId })),
    hasUnhealthyMembers: hasUnhealthy({ items, isWhole: problems.length === 0 }),
    hasHealthyMember: knownOf(isHealthy, reading),
  };
}

/** Whether a member of one of a listener's pools fails its health checks. Null: not known. */
export function hasUnhealthyIn(pools: Listing<Pool> | ProblemError, digests: readonly PoolDigest[]): Answer {
  const answers = digests.map(({ hasUnhealthyMembers }) => hasUnhealthyMembers);
  if (answers.includes(true)) return true;
  const isWhole = !(pools instanceof ProblemError) && pools.problems.length === 0;
  return isWhole && !answers.includes(null) ? false : null;
}

import { originOf } from "../inventory/origin.js";
import { type Seen, type Test, testOf, type Verdict } from "../model/conditions.js";
import { BY_HEALTH, BY_MEMBERS, BY_PARENT, BY_SERVING } from "../model/filter-conditions.js";
import type { ListenerFilter, PoolFilter, PoolMemberFilter } from "../model/filters.js";
import type { Listener } from "../model/listener.js";
import type { ListenerParent } from "../model/listener-parent.js";
import type { Pool, PoolMember } from "../model/pool.js";
import { asProblem, ProblemError } from "../model/problem-error.js";
import { type ResourceRef, urnOf } from "../model/resource-ref.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import { listingOf, whole } from "../providers/kit/listing.js";
import { problemOr } from "../providers/outcomes.js";
import type { CallsPerKey, Listing } from "../providers/provider.js";
import { type CallBudget, callsOfReads } from "./call-budget.js";
import { membersWithHealth } from "./member-health.js";
import { parentRefOf } from "./parent-of-pool.js";
import type { RequestLoaders } from "./request-loaders.js";
import { isServing } from "./serving.js";

/** A condition that something has to be read for. */
export interface Stage<T> {
  /** What is read for each. */
  readonly reads: readonly (keyof CallsPerKey)[];
  /** @throws ProblemError when it cannot be told because something could not be read */
  fits(item: T): Promise<boolean>;
}

type Reads = Stage<unknown>["reads"];
type Named = { readonly ref: ResourceRef; readonly nativeId: string | null };

/** What these conditions read, by the filter's field: what a filter may cost is estimated from it. */
export const LISTENER_READS = {
  addresses: ["parents"],
  memberAddress: ["poolsOfListeners", "membersOfPools"],
  hasUnhealthyMembers: ["poolsOfListeners", "membersOfPools", "healthOfPools"],
  isServing: ["parents", "poolsOfListeners", "membersOfPools", "healthOfPools"],
} as const satisfies Partial<Record<keyof ListenerFilter, Reads>>;
export const POOL_READS = {
  addresses: ["listeners", "parents"],
  memberAddress: ["membersOfPools"],
  hasUnhealthyMembers: ["membersOfPools", "healthOfPools"],
} as const satisfies Partial<Record<keyof PoolFilter, Reads>>;

export const MEMBER_READS = { healths: ["healthOfPools"] } as const satisfies Partial<
  Record<keyof PoolMemberFilter, Reads>
>;

function stage<T, W>(test: Test<W> | null, reads: Reads, look: (item: T) => Promise<W>): Stage<T>[] {
  if (!test) return [];
  return [{ reads, fits: async (item) => test(await look(item)) === true }];
}

/** Of a list that may have been read in part: what could not be read matters where the rest does not tell. */
function stageOfMembers<T>(
  test: Test<Seen<PoolMember>> | null,
  reads: Reads,
  look: (item: T) => Promise<Listing<PoolMember>>,
): Stage<T>[] {
  if (!test) return [];
  const fits = async (item: T): Promise<boolean> => {
    const listing = await look(item);
    const verdict: Verdict = test({ items: listing.items, isWhole: listing.problems.length === 0 });
    if (verdict === null) whole(listing);
    return verdict === true;
  };
  return [{ reads, fits }];
}

/** What a filter of listeners has to read something for, what costs least first. */
export function listenerStages(filter: ListenerFilter, loaders: RequestLoaders): readonly Stage<Listener>[] {
  const parent = async ({ parentRef }: Listener): Promise<ListenerParent | null> =>
    parentRef && loaders.parent.load(parentRef);
  const members = (listener: Listener) => membersOfListener(listener, false, loaders);
  const healths = (listener: Listener) => membersOfListener(listener, true, loaders);
  const serving = (listener: Listener) => isServing(listener, loaders);
  return [
    ...stage<Listener, ListenerParent | null>(testOf(BY_PARENT, filter), LISTENER_READS.addresses, parent),
    ...stageOfMembers(testOf(BY_MEMBERS, filter), LISTENER_READS.memberAddress, members),
    ...stageOfMembers(testOf(BY_HEALTH, filter), LISTENER_READS.hasUnhealthyMembers, healths),
    ...stage(testOf(BY_SERVING, filter), LISTENER_READS.isServing, serving),
  ];
}

/** The same for pools. */
export function poolStages(filter: PoolFilter, loaders: RequestLoaders): readonly Stage<Pool>[] {
  const parent = async (pool: Pool): Promise<ListenerParent | null> => {
    const ref = await parentRefOf(pool, loaders);
    return ref && loaders.parent.load(ref);
  };
  const members = (pool: Pool) => membersOfPool(pool, false, loaders);
  const healths = (pool: Pool) => membersOfPool(pool, true, loaders);
  return [
    ...stage(testOf(BY_PARENT, filter), POOL_READS.addresses, parent),
    ...stageOfMembers(testOf(BY_MEMBERS, filter), POOL_READS.memberAddress, members),
    ...stageOfMembers(testOf(BY_HEALTH, filter), POOL_READS.hasUnhealthyMembers, healths),
  ];
}

/** Whether pools are on a load balancer or accelerator, where they do not say themselves on which they are. */
export function stageOfParent(parent: ResourceRef, loaders: RequestLoaders): Stage<Pool> {
  return {
    reads: ["listeners"],
    async fits(pool) {
      const ref = await parentRefOf(pool, loaders);
      return ref !== null && urnOf(ref) === urnOf(parent);
    },
  };
}

/** A pool that is gone has none. */
async function membersOfPool(pool: Pool, asksHealth: boolean, loaders: RequestLoaders): Promise<Listing<PoolMember>> {
  const listing = await (asksHealth ? membersWithHealth(pool, loaders) : loaders.membersOfPool.load(pool));
  return listing ?? listingOf<PoolMember>([]);
}

/** The members of all of a listener's pools; what one pool does not tell keeps nothing of the others away. */
async function membersOfListener(
  listener: Listener,
  asksHealth: boolean,
  loaders: RequestLoaders,
): Promise<Listing<PoolMember>> {
  const pools = (await loaders.poolsOfListener.load(listener)) ?? listingOf<Pool>([]);
  const listings = await Promise.all(pools.items.map((pool) => problemOr(membersOfPool(pool, asksHealth, loaders))));
  return {
    items: listings.flatMap((one) => (one instanceof ProblemError ? [] : one.items)),
    problems: [...pools.problems, ...listings.flatMap((one) => (one instanceof ProblemError ? [one] : one.problems))],
  };
}

/** What meets all conditions. What cannot be told is left out, with a problem that says of which. */
export async function sift<T extends Named>(
  items: readonly T[],
  stages: readonly Stage<T>[],
  source: ConnectedAccount,
  budget: CallBudget,
): Promise<Listing<T>> {
  let left = items;
  const problems: ProblemError[] = [];
  for (const { reads, fits } of stages) {
    if (left.length === 0) break;
    if (!originOf(source.service)?.reads) budget.spend(callsOfReads(left.length, reads, source));
    const verdicts = await Promise.all(left.map((item) => fits(item).catch((error: unknown) => asProblem(error))));
    problems.push(...untold(left, verdicts));
    left = left.filter((_, index) => verdicts[index] === true);
  }
  return { items: left, problems };
}

/** Things that one problem names; further ones are counted. */
const MOST_NAMED = 5;

function untold(items: readonly Named[], verdicts: readonly (boolean | ProblemError)[]): ProblemError[] {
  const byMessage = new Map<string, { readonly problem: ProblemError; readonly of: Named[] }>();
  for (const [index, verdict] of verdicts.entries()) {
    if (!(verdict instanceof ProblemError)) continue;
    const known = byMessage.get(verdict.message) ?? { problem: verdict, of: [] };
    byMessage.set(verdict.message, known);
    known.of.push(items[index]!);
  }
  return [...byMessage.values()].map(({ problem, of }) => {
    const more = of.length > MOST_NAMED ? ` and ${of.length - MOST_NAMED} more` : "";
    const names = of
      .slice(0, MOST_NAMED)
      .map(({ ref }) => urnOf(ref))
      .join(", ");
    const message = `${names}${more} could not be matched against the filter and ${of.length === 1 ? "is" : "are"} left out. ${problem.message}`;
    return problem.with({ message, nativeId: of.length === 1 ? (of[0]!.nativeId ?? undefined) : undefined });
  });
}

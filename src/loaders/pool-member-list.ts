import { testOf } from "../model/conditions.js";
import type { Connection } from "../model/connections.js";
import { OF_MEMBER } from "../model/filter-conditions.js";
import { PoolMemberFilter } from "../model/filters.js";
import type { PoolMember } from "../model/pool.js";
import { globalIdOf, parseGlobalId, poolOfMember, type ResourceRef, urnOf } from "../model/resource-ref.js";
import { withinCall } from "../transport/call.js";
import type { PlaceOf } from "./connection.js";
import type { Freshness } from "./freshness.js";
import { accountsFor, checkedFilter, type ListArguments, namedIn, parentIn } from "./list-arguments.js";
import { MembersOfPools } from "./members-of-pools.js";
import { readMergedList } from "./merged-list.js";

export interface MemberListArguments extends ListArguments<PoolMemberFilter> {
  /** Whether the members' health is asked for, or a filter looks at it. */
  readonly asksHealth: boolean;
}

/** A member's place: its pool's id, and its own name within that. */
const placeOf: PlaceOf<PoolMember> = ({ ref }) => {
  const pool = poolOfMember(ref);
  return { accountId: ref.accountId, position: `${globalIdOf(pool)}/${ref.key.slice(pool.key.length + 1)}` };
};

/**
 * The members of all pools: pool after pool, as the clouds list those, and within a pool by the members' keys.
 * @throws ProblemError INVALID_INPUT for arguments that make no sense; TooManyCalls
 */
export async function listPoolMembers(
  { filter: given, first, after, asksHealth, maxAgeSeconds }: MemberListArguments,
  freshness: Freshness,
): Promise<Connection<PoolMember>> {
  const page = { first, after };
  const filter = checkedFilter(
    PoolMemberFilter,
    { filter: given, maxAgeSeconds, ...page },
    null,
    freshness.live.accounts,
  );
  const context = await freshness.atMost(maxAgeSeconds);
  const { accounts, budget, clock } = context;
  const parent = parentIn(filter);
  const test = testOf(OF_MEMBER, filter);
  const members = new MembersOfPools(context, asksHealth, placeOf);
  const pools = poolsNamedBy(filter);
  const { accountIds, providers, ...conditions } = filter;
  return readMergedList(
    {
      name: `poolMembers ${JSON.stringify({ ...conditions, asksHealth })}`,
      accounts: accountsFor(filter, accounts, [pools, parent ? new Set([parent.accountId]) : null]),
      list: (_service, request, call, source) =>
        withinCall(
          call,
          clock,
          pools
            ? members.ofThese(pools.get(source.account.id) ?? [], parent, request, source)
            : members.ofAll({ parent }, request, source, call),
        ),
      keep: test ? (member) => test(member) === true : undefined,
      budget: test ? budget : undefined,
      placeOf,
    },
    page,
    context,
  );
}

/** The pools in which alone members are looked for, by account; null: in all. */
function poolsNamedBy({ ids, poolId }: PoolMemberFilter): ReadonlyMap<string, readonly ResourceRef[]> | null {
  const ofMembers = ids?.map(parseGlobalId).map((ref) => ref && globalIdOf(poolOfMember(ref)));
  const named = ofMembers?.filter((id) => id !== null);
  if (poolId == null) return named ? namedIn({ ids: named }) : null;
  const ref = parseGlobalId(poolId)!;
  const isNamed = !named || named.some((id) => urnOf(parseGlobalId(id)!) === urnOf(ref));
  return namedIn({ ids: isNamed ? [poolId] : [] });
}

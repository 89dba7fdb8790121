import { SeenList } from "../inventory/seen-list.js";
import { type PoolsOfMembers, unreadMembers } from "../inventory/unread-members.js";
import { testOf } from "../model/conditions.js";
import type { Connection } from "../model/connections.js";
import { OF_MEMBER } from "../model/filter-conditions.js";
import { PoolMemberFilter } from "../model/filters.js";
import { MEMBER_ORDERS, type PoolMemberOrderField } from "../model/orders.js";
import type { PoolMember } from "../model/pool.js";
import { ProblemError } from "../model/problem-error.js";
import { globalIdOf, parseGlobalId, poolOfMember, type ResourceRef, urnOf } from "../model/resource-ref.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import { memberPlaceAt } from "../providers/kit/places.js";
import type { Page, PageRequest } from "../providers/provider.js";
import { type Call, withinCall } from "../transport/call.js";
import type { AccountList } from "./account-reading.js";
import { type AskedList, accountsOf, askedList, type ListContext, type OrderedArguments } from "./asked-list.js";
import type { PlaceOf } from "./connection.js";
import { decodeCursor } from "./cursor.js";
import type { Freshness } from "./freshness.js";
import { accountsFor, namedIn } from "./list-arguments.js";
import { BEHIND_POOL, MembersOfPools, memberAt, memberPosition } from "./members-of-pools.js";
import { readList } from "./ordered-list.js";
import { orCloud, readSeenOr } from "./seen-list.js";

export interface MemberListArguments extends OrderedArguments<PoolMemberFilter, PoolMemberOrderField> {
  /** Whether the members' health is selected. */
  readonly asksHealth: boolean;
}

type AskedMembers = AskedList<PoolMemberFilter, PoolMember>;

const placeOf: PlaceOf<PoolMember> = ({ ref }) => ({ accountId: ref.accountId, position: memberPosition(ref) });

/**
 * The members of all pools. Without an order: pool after pool, as the clouds list those, and within a pool by the
 * members' keys.
 * @throws ProblemError INVALID_INPUT for arguments that make no sense, NOT_FOUND for a cursor of no member; TooManyCalls
 */
export async function listPoolMembers(
  given: MemberListArguments,
  freshness: Freshness,
): Promise<Connection<PoolMember>> {
  const asked: AskedMembers = askedList(PoolMemberFilter, given, MEMBER_ORDERS, freshness.live.accounts);
  const { filter, order, page, parent, countsAll } = asked;
  if (page.after != null && !order) memberAt(decodeCursor(page.after).position);
  const context = await freshness.atMost(given.maxAgeSeconds);
  const { accounts, budget, call } = context;
  const within: PoolsOfMembers = { parent, pools: poolsNamedBy(filter) };
  const sources = accountsFor(filter, accounts, [within.pools, parent ? accountsOf(parent, accounts) : null]);
  const test = testOf(OF_MEMBER, filter);
  const asksHealth = given.asksHealth || filter.healths != null || order?.field === "HEALTH";
  const { accountIds, providers, ...conditions } = filter;
  const merged = {
    name: `poolMembers ${JSON.stringify({ ...conditions, asksHealth })}`,
    accounts: sources,
    list: listOf(asked, within, asksHealth, context),
    keep: test ? (member: PoolMember) => test(member) === true : undefined,
    budget: test ? budget : undefined,
    placeOf,
  };
  const list = SeenList.over("member", sources, filter);
  const plan = list && {
    ...{ list, accounts: sources, order, placeOf, countsAll },
    sortedPlace: ({ accountId, position }: { readonly accountId: string; readonly position: string }) => {
      const source = accounts.get(accountId);
      return source ? memberPlaceAt(source, memberAt(position)) : position;
    },
    lacks: () => unreadMembers(sources, within),
  };
  return readSeenOr(plan, page, call, () => readList(merged, order, page, context));
}

/** The members of one account: from its inventory if that answers for it, or pool by pool. */
function listOf(
  { filter, parent }: AskedMembers,
  within: PoolsOfMembers,
  asksHealth: boolean,
  context: ListContext,
): AccountList<PoolMember>["list"] {
  const members = new MembersOfPools(context, asksHealth);
  const byPools = (request: PageRequest, call: Call, source: ConnectedAccount) =>
    withinCall(
      call,
      context.clock,
      within.pools
        ? members.ofThese(within.pools.get(source.account.id) ?? [], parent, request, source)
        : members.ofAll({ parent }, request, source, call),
    );
  return (_service, request, call, source) => {
    const isBegun = request.after?.startsWith(BEHIND_POOL) ?? false;
    const list = isBegun ? null : SeenList.over("member", [source], filter);
    if (!list) return byPools(request, call, source);
    return orCloud(
      () => pageOf(list, request, source, within),
      call,
      () => byPools(request, call, source),
    );
  };
}

/** A page of one account's members from its inventory. */
async function pageOf(
  list: SeenList<PoolMember>,
  { after, limit }: PageRequest,
  source: ConnectedAccount,
  within: PoolsOfMembers,
): Promise<Page<PoolMember>> {
  const place = after === null ? null : memberPlaceAt(source, memberAt(after));
  const [entries, lacks] = await Promise.all([
    list.page({ after: place === null ? undefined : { accountId: source.account.id, place }, limit }),
    unreadMembers([source], within),
  ]);
  const found = entries.map((entry) => entry.found);
  return {
    items: found.flatMap((one) => (one instanceof ProblemError ? [] : [one])),
    problems: [...lacks.get(source)!, ...found.filter((one) => one instanceof ProblemError)],
    next: entries.length === limit ? memberPosition(entries.at(-1)!.ref) : null,
    totalCount: null,
    hasChecked: true,
  };
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

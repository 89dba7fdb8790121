import type { ClassType } from "type-graphql";
import { originOf } from "../inventory/origin.js";
import type { ListedKind } from "../inventory/seen-conditions.js";
import { SeenList } from "../inventory/seen-list.js";
import { type Conditions, testOf } from "../model/conditions.js";
import type { Connection } from "../model/connections.js";
import type { SourceFilter } from "../model/filter-parts.js";
import type { ListenerOrderDirection, OrderValue } from "../model/orders.js";
import type { ResourceRef } from "../model/resource-ref.js";
import type { Accounts, ConnectedAccount } from "../providers/accounts.js";
import { sortKey } from "../providers/kit/places.js";
import type { Listing } from "../providers/provider.js";
import { type Call, withinCall } from "../transport/call.js";
import type { AccountList } from "./account-reading.js";
import { type Stage, sift } from "./filter-stages.js";
import { accountsFor, checkedFilter, type ListArguments, type Maybe, namedIn, parentIn } from "./list-arguments.js";
import type { ListTerms } from "./merged-list.js";
import { type ListOrder, readList } from "./ordered-list.js";
import type { RequestLoaders } from "./request-loaders.js";
import { lacksOf, readSeenOr } from "./seen-list.js";
import { placesAt, wholeList } from "./whole-lists.js";

export interface ListContext extends ListTerms {
  readonly accounts: Accounts;
  readonly loaders: RequestLoaders;
}

/** The arguments of a list at the graph's root that can be ordered. */
export interface OrderedArguments<F extends SourceFilter, N extends string> extends ListArguments<F> {
  /** Whether the number of entries is asked for. */
  readonly countsAll: boolean;
  readonly orderBy: Maybe<{ readonly field: N; readonly direction?: ListenerOrderDirection | null }>;
}

/** A filter that can name things, or what they hang on. */
interface NamingFilter extends SourceFilter {
  readonly ids?: string[] | null;
  readonly urns?: string[] | null;
  readonly parentId?: string | null;
}

/** What is asked of a list, when nothing is wrong with it. */
export interface AskedList<F, T> {
  readonly filter: F;
  readonly order: ListOrder<T> | null;
  readonly page: Pick<ListArguments<SourceFilter>, "first" | "after">;
  readonly countsAll: boolean;
  readonly parent: ResourceRef | undefined;
  /** What is asked for by ids and urns, by account; null: nothing is. */
  readonly named: ReadonlyMap<string, readonly ResourceRef[]> | null;
}

/** @throws ProblemError INVALID_INPUT with every rule that the arguments break; NOT_FOUND for names of what cannot be */
export function askedList<F extends NamingFilter, T, N extends string>(
  type: ClassType<F>,
  { filter: given, first, after, orderBy, maxAgeSeconds, countsAll }: OrderedArguments<F, N>,
  orders: Readonly<Record<N, (item: T) => OrderValue>>,
  accounts: Accounts,
): AskedList<F, T> {
  const order = orderBy
    ? { field: orderBy.field, direction: orderBy.direction ?? "ASC", compared: orders[orderBy.field] }
    : null;
  const page = { first, after };
  const filter = checkedFilter(type, { filter: given, maxAgeSeconds, ...page }, order, accounts);
  return { filter, order, page, countsAll, parent: parentIn(filter), named: namedIn(filter) };
}

/** How what fits is found. */
export interface ListPlan<F, T> {
  /** The list's name in the graph. */
  readonly name: string;
  readonly kind: ListedKind;
  readonly conditions: Conditions<F, T>;
  readonly stages: readonly Stage<T>[];
  /** The cloud's own list. */
  readonly list: AccountList<T>["list"];
  /** A shorter way to all that may fit, where there is one; it takes the place of the cloud's list. */
  readonly whole: ((source: ConnectedAccount, call: Call) => Promise<Listing<T>>) | null;
}

/** Whether an account answers from what was seen, where any way is short. */
const isSeen = ({ service }: ConnectedAccount): boolean => originOf(service)?.reads !== undefined;

/** The account of a load balancer or accelerator; none when its cloud has no such things. */
export function accountsOf({ accountId, kind }: ResourceRef, accounts: Accounts): ReadonlySet<string> {
  return new Set(accounts.get(accountId)?.manifest.parentKind === kind ? [accountId] : []);
}

/** Reads a page of what was asked. @throws TooManyCalls */
export function readAsked<
  F extends NamingFilter,
  T extends { readonly ref: ResourceRef; readonly nativeId: string | null },
>(
  { filter, order, page, parent, named, countsAll }: AskedList<F, T>,
  { name, kind, conditions, stages, list, whole }: ListPlan<F, T>,
  context: ListContext,
): Promise<Connection<T>> {
  const { accounts, budget, clock, call } = context;
  const { accountIds, providers, ...rest } = filter;
  const test = testOf(conditions, filter);
  const within = [named, parent ? accountsOf(parent, accounts) : null];
  const sources = accountsFor(filter, accounts, within);
  const shortest = whole && wholeList<T>((source, call) => withinCall(call, clock, whole(source, call)));
  const listed: AccountList<T>["list"] = (service, request, call, source) =>
    (named || !isSeen(source) ? shortest! : list)(service, request, call, source);
  const merged = {
    name: `${name} ${JSON.stringify(rest)}`,
    accounts: sources,
    // What loaders read is read for the whole operation; the list has a share of its time.
    list: shortest ? listed : list,
    // What an object does not tell of itself is left to the cloud's own filter, or to what is read further.
    keep: test ? (item: T) => test(item) !== false : undefined,
    sift:
      stages.length > 0
        ? (items: readonly T[], source: ConnectedAccount, call: Call) =>
            withinCall(call, clock, sift(items, stages, source, budget))
        : undefined,
    budget: stages.length > 0 ? budget : undefined,
    placeOf: placesAt<T>(accounts),
  };
  const fromClouds = () => readList(merged, order, page, context);
  const seen = named ? null : (SeenList.over(kind, sources, filter) as SeenList<T> | null);
  const plan = seen && {
    list: seen,
    accounts: sources,
    order,
    placeOf: merged.placeOf,
    sortedPlace: ({ position }: { readonly position: string }) => sortKey(position),
    lacks: () => lacksOf({ list: seen, kind, accounts: sources, stages }),
    countsAll,
  };
  return readSeenOr(plan, page, call, fromClouds);
}

import { originOf } from "../inventory/origin.js";
import type { SeenList } from "../inventory/seen-list.js";
import { COULD_NOT_READ } from "../inventory/seen-or-cloud.js";
import type { SourceProblem } from "../model/change-problem.js";
import type { Connection } from "../model/connections.js";
import { ProblemError } from "../model/problem-error.js";
import type { ResourceRef } from "../model/resource-ref.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import type { SeenColumn, SeenKind } from "../store/seen.js";
import { StoreError } from "../store/store-error.js";
import type { Call } from "../transport/call.js";
import { reportFault } from "../transport/report-fault.js";
import { CallBudget } from "./call-budget.js";
import { connectionOf, type PlaceOf } from "./connection.js";
import type { Cursor } from "./cursor.js";
import { type Stage, sift } from "./filter-stages.js";
import { lackingAfter, lackingBefore } from "./lacking.js";
import { type ListOrder, orderPlaceOf, placeIn } from "./ordered-list.js";
import { checkPageArguments, type PageArguments } from "./page-arguments.js";
import { readAtOf, sourceProblemOf, sourcesOf } from "./sources.js";

/** Why entries may be missing, by account. */
export type Lacks = ReadonlyMap<ConnectedAccount, readonly ProblemError[]>;

/** How a list whose accounts all answer from what was seen is read. */
export interface SeenPlan<T> {
  readonly list: SeenList<T>;
  /** In the list's order. */
  readonly accounts: readonly ConnectedAccount[];
  readonly order: ListOrder<T> | null;
  readonly placeOf: PlaceOf<T>;
  /** The place in rows of a cursor without an order. */
  sortedPlace(cursor: Pick<Cursor, "accountId" | "position">): string;
  /** @throws StoreError */
  lacks(): Promise<Lacks>;
  readonly countsAll: boolean;
}

/** The most entries whose reasons are looked for: of which something is not known. */
const MOST_UNDECIDED = 200;

/** What rows compare, by the fields of orders. */
const COLUMNS: Readonly<Record<string, SeenColumn>> = {
  NAME: "name",
  STATUS: "status",
  CREATED_AT: "createdAt",
  UPDATED_AT: "updatedAt",
  FIRST_PORT: "firstPort",
  ADDRESS: "name",
  PORT: "firstPort",
  HEALTH: "status",
};

type Item = { readonly ref: ResourceRef; readonly nativeId: string | null };

/**
 * A page of a list from what was seen: its entries are found, put in order and counted by the store.
 * @throws StoreError
 */
async function readSeenList<T extends Item>(
  plan: SeenPlan<T>,
  page: PageArguments,
  call: Call,
): Promise<Connection<T>> {
  const { list, accounts, order, countsAll, sortedPlace } = plan;
  checkPageArguments(page);
  const cursor = page.after == null ? null : placeIn(order, page.after);
  const limit = page.first + 1;
  const behind = cursor?.order && {
    value: cursor.order.value,
    accountId: cursor.accountId,
    key: cursor.position,
  };
  const asked = order
    ? { order: { column: COLUMNS[order.field]!, direction: order.direction, behind }, limit }
    : { after: cursor ? { accountId: cursor.accountId, place: sortedPlace(cursor) } : undefined, limit };
  const [entries, total, lacks] = await Promise.all([list.page(asked), countsAll ? list.count() : null, plan.lacks()]);
  const hasNextPage = entries.length > page.first;
  const shown = entries.slice(0, page.first);
  const last = hasNextPage && !order ? shown.at(-1)?.source.account.id : undefined;
  const read = accounts.filter(
    ({ account: { id } }) => order || ((!cursor || id >= cursor.accountId) && (last === undefined || id <= last)),
  );
  const problems = new Map(
    read.map((source) => [source, (lacks.get(source) ?? []).map((problem) => told(problem, source, call))]),
  );
  for (const { source, found } of shown)
    if (found instanceof ProblemError) problems.get(source)!.push(told(found, source, call));
  const own = [...problems.values()].flat();
  const readings = [...problems].map(([{ service, account }, lacks]) => ({
    readAt: readAtOf(service, account.id, call),
    problems: lacks,
  }));
  const before = cursor ? lackingBefore(cursor, accounts, own) : [];
  const sourceProblems = before.length > 0 ? [...before, ...own] : own;
  return connectionOf({
    items: shown.flatMap(({ found }) => (found instanceof ProblemError ? [] : [found])),
    hasNextPage,
    hasPreviousPage: cursor !== null,
    totalCount: sourceProblems.length === 0 ? total : null,
    sourceProblems,
    sources: () => sourcesOf(before, read, readings),
    lacking: lackingAfter(sourceProblems),
    placeOf: order ? orderPlaceOf(order) : plan.placeOf,
  });
}

const told = (problem: ProblemError, { account }: ConnectedAccount, call: Call): SourceProblem =>
  sourceProblemOf(account, reportFault(problem, call, { account: account.id }));

/** What a list of objects of a kind lacks: those that could not be interpreted, and those of which something is not known. */
export interface Lacking<T> {
  readonly list: SeenList<T>;
  readonly kind: SeenKind;
  readonly accounts: readonly ConnectedAccount[];
  /** What is looked at of entries of which something is not known. */
  readonly stages: readonly Stage<T>[];
}

/** @throws StoreError */
export async function lacksOf<T extends Item>({ list, kind, accounts, stages }: Lacking<T>): Promise<Lacks> {
  const untold = await untoldIn(list, stages);
  return new Map(
    accounts.map((source) => [
      source,
      [...(originOf(source.service)?.reads?.problemsOf(kind) ?? []), ...(untold.get(source) ?? [])],
    ]),
  );
}

/** Why it is not known of entries whether they fit. */
async function untoldIn<T extends Item>(list: SeenList<T>, stages: readonly Stage<T>[]): Promise<Lacks> {
  const bySource = new Map<ConnectedAccount, T[]>();
  for (const { source, found } of await list.undecided(MOST_UNDECIDED))
    if (!(found instanceof ProblemError)) bySource.set(source, [...(bySource.get(source) ?? []), found]);
  const unlimited = new CallBudget(Number.POSITIVE_INFINITY);
  return new Map(
    await Promise.all(
      [...bySource].map(
        async ([source, items]) => [source, (await sift(items, stages, source, unlimited)).problems] as const,
      ),
    ),
  );
}

/** A page from the inventory; from the clouds when there is no plan, or when the database cannot be read. */
export async function readSeenOr<T extends Item>(
  plan: SeenPlan<T> | null,
  page: PageArguments,
  call: Call,
  fromClouds: () => Promise<Connection<T>>,
): Promise<Connection<T>> {
  if (!plan) return fromClouds();
  return orCloud(() => readSeenList(plan, page, call), call, fromClouds);
}

/** What the inventory answers; what the clouds answer when the database cannot be read. Each account asks its cloud then. */
export async function orCloud<R>(fromStore: () => Promise<R>, call: Call, fromClouds: () => Promise<R>): Promise<R> {
  try {
    return await fromStore();
  } catch (err) {
    if (!(err instanceof StoreError)) throw err;
    call.log.warn({ requestId: call.requestId, err }, COULD_NOT_READ);
    return fromClouds();
  }
}

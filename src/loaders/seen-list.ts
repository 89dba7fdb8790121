import { originOf } from "../inventory/origin.js";
import type { SeenList } from "../inventory/seen-list.js";
import type { SourceProblem } from "../model/change-problem.js";
import type { Connection } from "../model/connections.js";
import { ProblemError } from "../model/problem-error.js";
import type { ResourceRef } from "../model/resource-ref.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import { sortKey } from "../providers/kit/places.js";
import type { SeenColumn, SeenKind } from "../store/seen.js";
import type { Call } from "../transport/call.js";
import { reportFault } from "../transport/report-fault.js";
import { CallBudget } from "./call-budget.js";
import { connectionOf, type PlaceOf } from "./connection.js";
import { type Stage, sift } from "./filter-stages.js";
import { lackingAfter, lackingBefore } from "./lacking.js";
import { type ListOrder, orderPlaceOf, placeIn } from "./ordered-list.js";
import { checkPageArguments, type PageArguments } from "./page-arguments.js";
import { readAtOf, sourceProblemOf, sourcesOf } from "./sources.js";

/** How a list whose accounts all answer from what was seen is read. */
export interface SeenPlan<T> {
  readonly list: SeenList<T>;
  readonly kind: SeenKind;
  /** In the list's order. */
  readonly accounts: readonly ConnectedAccount[];
  readonly order: ListOrder<T> | null;
  /** What is looked at of entries of which something is not known. */
  readonly stages: readonly Stage<T>[];
  readonly placeOf: PlaceOf<T>;
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
};

type Item = { readonly ref: ResourceRef; readonly nativeId: string | null };

/**
 * A page of a list from what was seen: its entries are found, put in order and counted by the store.
 * @throws StoreError
 */
export async function readSeenList<T extends Item>(
  plan: SeenPlan<T>,
  page: PageArguments,
  call: Call,
): Promise<Connection<T>> {
  const { list, accounts, order, countsAll } = plan;
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
    : { after: cursor ? { accountId: cursor.accountId, place: sortKey(cursor.position) } : undefined, limit };
  const [entries, total, untold] = await Promise.all([
    list.page(asked),
    countsAll ? list.count() : null,
    untoldIn(plan),
  ]);
  const hasNextPage = entries.length > page.first;
  const shown = entries.slice(0, page.first);
  const last = hasNextPage && !order ? shown.at(-1)?.source.account.id : undefined;
  const read = accounts.filter(
    ({ account: { id } }) => order || ((!cursor || id >= cursor.accountId) && (last === undefined || id <= last)),
  );
  const problems = new Map(read.map((source) => [source, problemsOf(source, plan.kind, untold, call)]));
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

type Untold = ReadonlyMap<ConnectedAccount, readonly ProblemError[]>;

function problemsOf(source: ConnectedAccount, kind: SeenKind, untold: Untold, call: Call): SourceProblem[] {
  const known = originOf(source.service)?.reads?.problemsOf(kind) ?? [];
  return [...known, ...(untold.get(source) ?? [])].map((problem) => told(problem, source, call));
}

/** Why it is not known of entries whether they fit, by account. */
async function untoldIn<T extends Item>({ list, stages }: SeenPlan<T>): Promise<Untold> {
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

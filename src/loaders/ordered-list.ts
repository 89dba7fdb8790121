import type { Connection } from "../model/connections.js";
import { compareValues, type ListenerOrderDirection, type OrderValue } from "../model/orders.js";
import { ProblemError } from "../model/problem-error.js";
import type { ResourceRef } from "../model/resource-ref.js";
import type { Call } from "../transport/call.js";
import { type Intake, readAccount } from "./account-reading.js";
import { connectionOf, type PlaceOf } from "./connection.js";
import { type Cursor, decodeCursor } from "./cursor.js";
import { lackingAfter, lackingBefore } from "./lacking.js";
import { type ListTerms, type MergedList, readMergedList, withinShare } from "./merged-list.js";
import { checkPageArguments, type PageArguments } from "./page-arguments.js";
import { readSideBySide } from "./side-by-side.js";
import { sourcesOf } from "./sources.js";

/** An order by a field of the entries. */
export interface ListOrder<T> {
  readonly field: string;
  readonly direction: ListenerOrderDirection;
  compared(item: T): OrderValue;
}

type Item = { readonly ref: ResourceRef };

/** What is compared: the value, then the account, then the id within it. */
interface Row {
  readonly value: OrderValue;
  readonly accountId: string;
  readonly key: string;
}

const nameOf = ({ field, direction }: Pick<ListOrder<unknown>, "field" | "direction">): string =>
  `${field}:${direction}`;

const rowOf = <T extends Item>(item: T, { compared }: ListOrder<T>): Row => ({
  value: compared(item),
  accountId: item.ref.accountId,
  key: item.ref.key,
});

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const compareRows = (a: Row, b: Row, towards: ListenerOrderDirection): number =>
  compareValues(a.value, b.value, towards) || byText(a.accountId, b.accountId) || byText(a.key, b.key);

/**
 * The place to go on from.
 * @throws ProblemError INVALID_INPUT for a cursor of another order
 */
export function placeIn(order: Pick<ListOrder<never>, "field" | "direction"> | null, after: string): Cursor {
  const cursor = decodeCursor(after);
  const by = order ? nameOf(order) : undefined;
  if (cursor.order?.by === by) return cursor;
  const orderOf = (name: string | undefined) => (name ? `ordered by ${name.replace(":", " ")}` : "without orderBy");
  throw new ProblemError({
    code: "INVALID_INPUT",
    path: ["after"],
    message: `\`after\` is a cursor of a list ${orderOf(cursor.order?.by)}, but this list is ${orderOf(by)}. Omit \`after\`, or use the \`orderBy\` of the previous page.`,
  });
}

/** The places of entries in an order. */
export const orderPlaceOf =
  <T extends Item>(order: ListOrder<T>): PlaceOf<T> =>
  (item) => {
    const { accountId, key, value } = rowOf(item, order);
    return { accountId, position: key, order: { by: nameOf(order), value } };
  };

/** Keeps of all that it is given the first entries behind a place, and counts the rest. */
class FirstInOrder<T extends Item> implements Intake<T> {
  readonly missing = Number.POSITIVE_INFINITY;
  count = 0;
  #rows: { readonly row: Row; readonly item: T }[] = [];

  constructor(
    private readonly order: ListOrder<T>,
    private readonly behind: Row | null,
    private readonly wanted: number,
  ) {}

  take(items: readonly T[]): void {
    this.count += items.length;
    for (const item of items) {
      const row = rowOf(item, this.order);
      if (!this.behind || compareRows(row, this.behind, this.order.direction) > 0) this.#rows.push({ row, item });
    }
    this.#cut();
  }

  get items(): readonly T[] {
    return this.#rows.map(({ item }) => item);
  }

  #cut(): void {
    this.#rows.sort((a, b) => compareRows(a.row, b.row, this.order.direction));
    this.#rows.length = Math.min(this.#rows.length, this.wanted);
  }
}

/**
 * One page of a list that is ordered by a field, over all accounts together. A cloud's own lists know no such order, so
 * every account is read to its end for each page; no more than a page of each is kept. Cursors carry the value of their
 * entry, so that it does not matter whether that is still there. Without an order: the list as it is.
 *
 * @throws TooManyCalls when that is more than an operation may ask of clouds
 */
export async function readList<T extends Item>(
  merged: MergedList<T>,
  order: ListOrder<T> | null,
  page: PageArguments,
  terms: ListTerms,
): Promise<Connection<T>> {
  if (!order) return readMergedList(merged, page, terms);
  checkPageArguments(page);
  const cursor = page.after == null ? null : placeIn(order, page.after);
  const behind = cursor?.order
    ? { value: cursor.order.value, accountId: cursor.accountId, key: cursor.position }
    : null;
  const list: MergedList<T> = { ...merged, budget: terms.budget };
  const intakes: FirstInOrder<T>[] = [];
  const sources = {
    ids: list.accounts.map(({ account }) => account.id),
    beginsWithin: false,
    list: `${nameOf(order)} ${list.name}`,
    wanted: Number.POSITIVE_INFINITY,
    read(index: number, part: Call) {
      const intake = new FirstInOrder(order, behind, page.first + 1);
      intakes.push(intake);
      return readAccount(list.accounts[index]!, list, null, intake, part);
    },
  };
  return withinShare(terms, async (call) => {
    const readings = await readSideBySide(sources, terms.readAhead, { call, clock: terms.clock });
    const all = new FirstInOrder(order, null, page.first + 1);
    for (const { items } of readings) all.take(items);
    const own = readings.flatMap(({ problems }) => problems);
    const before = cursor ? lackingBefore(cursor, list.accounts, own) : [];
    const sourceProblems = before.length > 0 ? [...before, ...own] : own;
    return connectionOf({
      items: all.items.slice(0, page.first),
      hasNextPage: all.items.length > page.first,
      hasPreviousPage: cursor !== null,
      totalCount: sourceProblems.length === 0 ? intakes.reduce((sum, { count }) => sum + count, 0) : null,
      sourceProblems,
      sources: () => sourcesOf(before, list.accounts, readings),
      lacking: lackingAfter(sourceProblems),
      placeOf: orderPlaceOf(order),
    });
  });
}

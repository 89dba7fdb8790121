import type { Connection } from "../model/connections.js";
import type { ResourceRef } from "../model/resource-ref.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import { type Call, startCall } from "../transport/call.js";
import type { Clock } from "../transport/clock.js";
import { type AccountList, FirstOnes, joined, type Reading, readAccount } from "./account-reading.js";
import type { CallBudget } from "./call-budget.js";
import { connectionOf, type PlaceOf } from "./connection.js";
import { decodeCursor } from "./cursor.js";
import { lackingAfter, lackingBefore } from "./lacking.js";
import { checkPageArguments, type PageArguments } from "./page-arguments.js";
import type { ReadAhead } from "./read-ahead.js";
import { readSideBySide } from "./side-by-side.js";
import { sourcesOf } from "./sources.js";

export interface MergedList<T> extends AccountList<T> {
  /** Names the list with its conditions, for the memory of yields. */
  readonly name: string;
  /** The accounts to read, in the list's order. */
  readonly accounts: readonly ConnectedAccount[];
  /** The place of an entry, where that is not what its ref says. */
  readonly placeOf?: PlaceOf<T>;
}

export interface ListTerms {
  readonly call: Call;
  readonly clock: Clock;
  readonly readAhead: ReadAhead;
  /** What lists that look at more than they show may ask of clouds. */
  readonly budget: CallBudget;
}

/** The share of the remaining time that lists may use; the rest is for what their entries refer to. */
const LIST_SHARE = 0.6;

/**
 * One page over many accounts: account by account, each in its own order. Reads as many accounts as the page is likely
 * to need, in parallel; one that fails, or cannot be read to its end, is reported in sourceProblems, and all entries
 * that could be read are returned. The page's cursors remember it, so that later pages report it too.
 */
export async function readMergedList<T extends { readonly ref: ResourceRef }>(
  merged: MergedList<T>,
  page: PageArguments,
  { call, clock, readAhead }: ListTerms,
): Promise<Connection<T>> {
  checkPageArguments(page);
  const cursor = page.after == null ? null : decodeCursor(page.after);
  const accounts = merged.accounts.filter(({ account }) => !cursor || account.id >= cursor.accountId);
  const wanted = page.first + 1;
  return withinShare({ call, clock }, async (listCall) => {
    const sources = {
      ids: accounts.map(({ account }) => account.id),
      beginsWithin: cursor !== null && cursor.accountId === accounts[0]?.account.id,
      list: merged.name,
      wanted,
      read: (index: number, part: Call) =>
        readAccount(accounts[index]!, merged, cursor, new FirstOnes<T>(wanted), part),
    };
    const readings = await readSideBySide(sources, readAhead, { call: listCall, clock });
    const items = readings.reduce<readonly T[]>((all, reading) => joined(all, reading.items), []);
    const own = readings.flatMap(({ problems }) => problems);
    const before = cursor ? lackingBefore(cursor, merged.accounts, own) : [];
    const sourceProblems = before.length > 0 ? [...before, ...own] : own;
    const hasNextPage =
      items.length > page.first ||
      readings.length < accounts.length ||
      readings.some(({ isExhausted }) => !isExhausted);
    const isWhole = !cursor && readings.length === accounts.length && sourceProblems.length === 0;
    return connectionOf({
      items: items.slice(0, page.first),
      hasNextPage,
      hasPreviousPage: cursor !== null,
      totalCount: isWhole ? totalOf(readings, hasNextPage, items.length, isFiltered(merged)) : null,
      sourceProblems,
      sources: () => sourcesOf(before, accounts, readings),
      lacking: lackingAfter(sourceProblems),
      placeOf: merged.placeOf,
    });
  });
}

const isFiltered = <T>({ keep, sift }: AccountList<T>): boolean => keep !== undefined || sift !== undefined;

/** Does what a list takes within its share of the time that a call has left. */
export async function withinShare<R>(
  { call, clock }: Pick<ListTerms, "call" | "clock">,
  work: (listCall: Call) => Promise<R>,
): Promise<R> {
  const listCall = startCall({
    requestId: call.requestId,
    log: call.log,
    clientSignal: call.signal,
    acceptsKept: call.acceptsKept,
    ages: call.ages,
    span: call.span,
    clock,
    timeoutMs: Math.max(1, (call.deadlineAt - clock.now()) * LIST_SHARE),
  });
  try {
    return await work(listCall);
  } finally {
    // Accounts that the page turned out not to need may still be read, and others after one read of an account has
    // failed.
    listCall.giveUp();
  }
}

function totalOf(
  readings: readonly Reading<unknown>[],
  hasNextPage: boolean,
  read: number,
  isRestricted: boolean,
): number | null {
  if (!hasNextPage) return read;
  if (isRestricted) return null;
  return readings.reduce<number | null>(
    (sum, { totalCount }) => (sum === null || totalCount === null ? null : sum + totalCount),
    0,
  );
}

import type { SourceProblem } from "../model/change-problem.js";
import type { Connection } from "../model/connections.js";
import type { ResourceRef } from "../model/resource-ref.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import type { Page, PageRequest, ProviderService } from "../providers/provider.js";
import { type Call, startCall } from "../transport/call.js";
import { after, type Clock } from "../transport/clock.js";
import { reportFault } from "../transport/report-fault.js";
import { connectionOf, sourceProblemOf } from "./connection.js";
import { type Cursor, decodeCursor } from "./cursor.js";
import { checkPageArguments, MAX_PAGE, type PageArguments } from "./page-arguments.js";
import { readableOf } from "./unreadable.js";

export interface MergedList<T> {
  /** The accounts to read, in the list's order. */
  readonly accounts: readonly ConnectedAccount[];
  list(service: ProviderService, page: PageRequest, call: Call): Promise<Page<T>>;
  /** The conditions that hold for every entry, checked again after the cloud. Left out: there are none. */
  readonly keep?: (item: T) => boolean;
}

/** How long an account may take before the next one is asked as well. */
const PATIENCE_MS = 400;
/** The part of the time left that lists may use; the rest is for what hangs on their entries. */
const LIST_SHARE = 0.6;

interface Reading<T> {
  readonly items: readonly T[];
  readonly isExhausted: boolean;
  readonly totalCount: number | null;
  readonly problems: readonly SourceProblem[];
}

/**
 * One page over many accounts: account after account, each in its own order. Asks only as many accounts as the page
 * needs; one that is slow does not hold the next ones back, and one that fails, or cannot be read to its end, is told of
 * in sourceProblems while the others' entries stand, and its own as far as they were read.
 */
export async function readMergedList<T extends { readonly ref: ResourceRef }>(
  merged: MergedList<T>,
  page: PageArguments,
  call: Call,
  clock: Clock,
): Promise<Connection<T>> {
  checkPageArguments(page);
  const cursor = page.after == null ? null : decodeCursor(page.after);
  const accounts = merged.accounts.filter(({ account }) => !cursor || account.id >= cursor.accountId);
  const wanted = page.first + 1;
  const listCall = startCall({
    requestId: call.requestId,
    log: call.log,
    clientSignal: call.signal,
    acceptsKept: call.acceptsKept,
    clock,
    timeoutMs: Math.max(1, (call.deadlineAt - clock.now()) * LIST_SHARE),
  });
  try {
    const readings = await readAccounts(
      accounts,
      (connected) => readAccount(connected, merged, cursor, wanted, listCall),
      wanted,
      clock,
    );
    const items = readings.reduce<readonly T[]>((all, reading) => joined(all, reading.items), []);
    const sourceProblems = readings.flatMap(({ problems }) => problems);
    const hasNextPage =
      items.length > page.first ||
      readings.length < accounts.length ||
      readings.some(({ isExhausted }) => !isExhausted);
    const isWhole = !cursor && readings.length === accounts.length && sourceProblems.length === 0;
    return connectionOf({
      items: items.slice(0, page.first),
      hasNextPage,
      hasPreviousPage: cursor !== null,
      totalCount: isWhole ? totalOf(readings, hasNextPage, items.length, merged.keep !== undefined) : null,
      sourceProblems,
    });
  } finally {
    // Where one read of an account has failed, others may still be under way.
    listCall.giveUp();
  }
}

async function readAccounts<T>(
  accounts: readonly ConnectedAccount[],
  read: (account: ConnectedAccount) => Promise<Reading<T>>,
  wanted: number,
  clock: Clock,
): Promise<Reading<T>[]> {
  const started: Promise<Reading<T>>[] = [];
  const settled: Reading<T>[] = [];
  for (const account of accounts) {
    const reading = read(account);
    started.push(reading);
    void reading.then(
      (done) => settled.push(done),
      () => undefined,
    );
    await settledOrAfter(reading, PATIENCE_MS, clock);
    const isContiguous = settled.length === started.length;
    if (isContiguous && settled.reduce((sum, { items }) => sum + items.length, 0) >= wanted) break;
  }
  return Promise.all(started);
}

/** Resolves when the work has ended either way, or the time is over. */
function settledOrAfter(work: Promise<unknown>, ms: number, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const stop = after(clock, ms, resolve);
    const done = () => {
      stop();
      resolve();
    };
    work.then(done, done);
  });
}

async function readAccount<T extends { readonly ref: ResourceRef }>(
  { account, service }: ConnectedAccount,
  { list, keep }: MergedList<T>,
  cursor: Cursor | null,
  wanted: number,
  call: Call,
): Promise<Reading<T>> {
  let items: readonly T[] = [];
  let totalCount: number | null = null;
  const problems: SourceProblem[] = [];
  /** A page that begins where the one before has ended may tell of the same again. */
  const addProblem = (error: unknown) => {
    const problem = reportFault(error, call, { account: account.id });
    if (problems.every(({ message }) => message !== problem.message)) problems.push(sourceProblemOf(account, problem));
  };
  let after = cursor?.accountId === account.id ? cursor.position : null;
  try {
    do {
      // With conditions most entries may fall away, so whole pages are read.
      const limit = keep ? MAX_PAGE + 1 : wanted - items.length;
      const page: Page<T> = await list(service, { after, limit }, call);
      const readable = readableOf(page);
      items = joined(items, keep ? readable.items.filter(keep) : readable.items);
      for (const problem of readable.problems) addProblem(problem);
      totalCount = page.totalCount;
      after = page.next;
    } while (after !== null && items.length < wanted);
    return { items, isExhausted: after === null, totalCount, problems };
  } catch (error) {
    addProblem(error);
    return { items, isExhausted: true, totalCount: null, problems };
  }
}

/** Most pages come whole from one place, and need not be copied. */
function joined<T>(before: readonly T[], more: readonly T[]): readonly T[] {
  return before.length === 0 ? more : before.concat(more);
}

function totalOf(
  readings: readonly Reading<unknown>[],
  hasNextPage: boolean,
  read: number,
  isFiltered: boolean,
): number | null {
  if (!hasNextPage) return read;
  if (isFiltered) return null;
  return readings.reduce<number | null>(
    (sum, { totalCount }) => (sum === null || totalCount === null ? null : sum + totalCount),
    0,
  );
}

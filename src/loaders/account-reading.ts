import { originOf } from "../inventory/origin.js";
import type { SourceProblem } from "../model/change-problem.js";
import type { ResourceRef } from "../model/resource-ref.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import { inChunks } from "../providers/kit/keyed-reads.js";
import type { Listing, Page, PageRequest, ProviderService } from "../providers/provider.js";
import type { Call } from "../transport/call.js";
import { reportFault } from "../transport/report-fault.js";
import { type CallBudget, callsOfPage, TooManyCalls } from "./call-budget.js";
import type { Cursor } from "./cursor.js";
import { MAX_PAGE } from "./page-arguments.js";
import { readAtOf, sourceProblemOf } from "./sources.js";

/** How to ask for the entries of one account. */
export interface AccountList<T> {
  list(service: ProviderService, page: PageRequest, call: Call, source: ConnectedAccount): Promise<Page<T>>;
  /** Conditions that hold for every entry, checked again after the cloud. Omitted: none. */
  readonly keep?: (item: T) => boolean;
  /** Conditions that need further reads. They run after `keep`, on a part of a page at a time, until there are enough entries. */
  readonly sift?: (items: readonly T[], source: ConnectedAccount, call: Call) => Promise<Listing<T>>;
  /** How many calls reading may take. Omitted: no more than the wanted entries need. */
  readonly budget?: CallBudget;
}

/** Collects an account's entries as they are read. */
export interface Intake<T> {
  readonly items: readonly T[];
  /** The number of entries that are still wanted. */
  readonly missing: number;
  take(items: readonly T[]): void;
}

/** Collects the first entries. */
export class FirstOnes<T> implements Intake<T> {
  items: readonly T[] = [];

  constructor(private readonly wanted: number) {}

  get missing(): number {
    return this.wanted - this.items.length;
  }

  take(items: readonly T[]): void {
    this.items = joined(this.items, items);
  }
}

/** The part of an account's list that was read. */
export interface Reading<T> {
  readonly items: readonly T[];
  /** Whether nothing follows, or nothing more can be read. */
  readonly isExhausted: boolean;
  readonly totalCount: number | null;
  readonly problems: readonly SourceProblem[];
  /** When it was read, in milliseconds since 1970; null: nothing could be. */
  readonly readAt: number | null;
}

/** The number of entries whose further reads are batched. */
const SIFTED_AT_ONCE = 50;

/**
 * Reads an account's list from the cursor until it has enough entries. Failures, and lists that cannot be read to their
 * end, are reported in problems beside the entries.
 *
 * @throws TooManyCalls when the list exceeds its budget
 */
export async function readAccount<T extends { readonly ref: ResourceRef }>(
  source: ConnectedAccount,
  { list, keep, sift, budget }: AccountList<T>,
  cursor: Cursor | null,
  intake: Intake<T>,
  call: Call,
): Promise<Reading<T>> {
  const { account, service } = source;
  let totalCount: number | null = null;
  const problems: SourceProblem[] = [];
  /** A page that begins after the previous one may repeat entries. */
  const addProblem = (error: unknown) => {
    const problem = reportFault(error, call, { account: account.id });
    if (problems.every(({ message }) => message !== problem.message)) problems.push(sourceProblemOf(account, problem));
  };
  let after = cursor?.accountId === account.id ? cursor.position : null;
  let isExhausted = true;
  let wasRead = false;
  const isSeen = originOf(service)?.reads !== undefined;
  const readAt = () => (wasRead ? readAtOf(service, account.id, call) : null);
  try {
    do {
      // With conditions most entries may be dropped, so whole pages are read.
      const limit = keep || sift ? MAX_PAGE + 1 : Math.min(MAX_PAGE + 1, intake.missing);
      const page: Page<T> = await list(service, { after, limit }, call, source);
      wasRead = true;
      if (!isSeen) budget?.spend(callsOfPage(page.items.length));
      for (const problem of page.problems) addProblem(problem);
      const keeps = page.hasChecked ? undefined : keep;
      const sifts = page.hasChecked ? undefined : sift;
      const kept = keeps ? page.items.filter(keeps) : page.items;
      totalCount = page.totalCount;
      after = page.next;
      for (const part of sifts ? inChunks(kept, SIFTED_AT_ONCE) : [kept]) {
        if (intake.missing <= 0)
          return { items: intake.items, isExhausted: false, totalCount, problems, readAt: readAt() };
        const fitting = sifts ? await sifts(part, source, call) : { items: part, problems: [] };
        for (const problem of fitting.problems) addProblem(problem);
        intake.take(fitting.items);
      }
    } while (after !== null && intake.missing > 0);
    isExhausted = after === null;
  } catch (error) {
    if (error instanceof TooManyCalls) throw error;
    addProblem(error);
    totalCount = null;
  }
  return { items: intake.items, isExhausted, totalCount, problems, readAt: readAt() };
}

/** Most pages come from one place as a whole and need not be copied. */
export function joined<T>(before: readonly T[], more: readonly T[]): readonly T[] {
  return before.length === 0 ? more : before.concat(more);
}

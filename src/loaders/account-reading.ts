import type { SourceProblem } from "../model/change-problem.js";
import type { ResourceRef } from "../model/resource-ref.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import type { Page, PageRequest, ProviderService } from "../providers/provider.js";
import type { Call } from "../transport/call.js";
import { reportFault } from "../transport/report-fault.js";
import { sourceProblemOf } from "./connection.js";
import type { Cursor } from "./cursor.js";
import { MAX_PAGE } from "./page-arguments.js";

/** How the entries of one account are asked for. */
export interface AccountList<T> {
  list(service: ProviderService, page: PageRequest, call: Call): Promise<Page<T>>;
  /** The conditions that hold for every entry, checked again after the cloud. Left out: there are none. */
  readonly keep?: (item: T) => boolean;
}

/** What of an account's list was read. */
export interface Reading<T> {
  readonly items: readonly T[];
  /** Whether nothing more follows, or nothing more can be had. */
  readonly isExhausted: boolean;
  readonly totalCount: number | null;
  readonly problems: readonly SourceProblem[];
}

/**
 * Reads an account's list from the cursor on until there are as many entries as are wanted. What fails, or cannot be read
 * to its end, is told of in problems beside what was read; it never rejects.
 */
export async function readAccount<T extends { readonly ref: ResourceRef }>(
  { account, service }: ConnectedAccount,
  { list, keep }: AccountList<T>,
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
      items = joined(items, keep ? page.items.filter(keep) : page.items);
      for (const problem of page.problems) addProblem(problem);
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
export function joined<T>(before: readonly T[], more: readonly T[]): readonly T[] {
  return before.length === 0 ? more : before.concat(more);
}

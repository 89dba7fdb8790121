import type { SourceProblem } from "../model/change-problem.js";
import type { ResourceRef } from "../model/resource-ref.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import type { Page, PageRequest, ProviderService } from "../providers/provider.js";
import type { Call } from "../transport/call.js";
import { reportFault } from "../transport/report-fault.js";
import { sourceProblemOf } from "./connection.js";
import type { Cursor } from "./cursor.js";
import { MAX_PAGE } from "./page-arguments.js";

/** How to ask for the entries of one account. */
export interface AccountList<T> {
  list(service: ProviderService, page: PageRequest, call: Call): Promise<Page<T>>;
  /** Conditions that hold for every entry, checked again after the cloud. Omitted: none. */
  readonly keep?: (item: T) => boolean;
}

/** The part of an account's list that was read. */
export interface Reading<T> {
  readonly items: readonly T[];
  /** Whether nothing follows, or nothing more can be read. */
  readonly isExhausted: boolean;
  readonly totalCount: number | null;
  readonly problems: readonly SourceProblem[];
}

/**
 * Reads an account's list from the cursor until it has enough entries. Failures, and lists that cannot be read to their
 * end, are reported in problems beside the entries; never rejects.
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
  /** A page that begins after the previous one may repeat entries. */
  const addProblem = (error: unknown) => {
    const problem = reportFault(error, call, { account: account.id });
    if (problems.every(({ message }) => message !== problem.message)) problems.push(sourceProblemOf(account, problem));
  };
  let after = cursor?.accountId === account.id ? cursor.position : null;
  try {
    do {
      // With conditions most entries may be dropped, so whole pages are read.
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

/** Most pages come from one place as a whole and need not be copied. */
export function joined<T>(before: readonly T[], more: readonly T[]): readonly T[] {
  return before.length === 0 ? more : before.concat(more);
}

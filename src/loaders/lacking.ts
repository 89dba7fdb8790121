import type { SourceProblem } from "../model/change-problem.js";
import { ProblemError } from "../model/problem-error.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import type { Cursor, Lack } from "./cursor.js";
import { sourceProblemOf } from "./sources.js";

/**
 * What the pages before a cursor lack, for the page after it: a client that collects pages and looks only at the last
 * one must not take the list for complete. Accounts that this page reports itself are left out.
 *
 * @param accounts those of the list; entries of a cursor about other accounts are ignored
 * @param own the page's own problems
 */
export function lackingBefore(
  { accountId, order, lacking = [] }: Cursor,
  accounts: readonly ConnectedAccount[],
  own: readonly SourceProblem[],
): SourceProblem[] {
  const told = new Set(own.map(({ account }) => account.id));
  const codes = new Map(lacking.map((lack) => [lack.accountId, lack.code]));
  return accounts.flatMap(({ account }) => {
    const code = codes.get(account.id);
    if (code === undefined || told.has(account.id) || (!order && account.id > accountId)) return [];
    return [sourceProblemOf(account, new ProblemError({ code, message: LACKING }))];
  });
}

const LACKING =
  "The pages before this one lack entries of this account: it could not be read completely at that time. Start again without `after` to get them.";

/** What the page's cursors remember; undefined, the usual case: nothing. */
export function lackingAfter(problems: readonly SourceProblem[]): readonly Lack[] | undefined {
  if (problems.length === 0) return undefined;
  const codes = new Map<string, Lack>();
  for (const { account, code } of problems)
    if (!codes.has(account.id)) codes.set(account.id, { accountId: account.id, code });
  return [...codes.values()];
}

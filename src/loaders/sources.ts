import { originOf } from "../inventory/origin.js";
import type { SourceProblem } from "../model/change-problem.js";
import type { CloudAccount } from "../model/cloud-account.js";
import type { SourceState } from "../model/connections.js";
import { instantAt } from "../model/date-time.js";
import type { ProblemError } from "../model/problem-error.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import type { Call } from "../transport/call.js";
import type { Reading } from "./account-reading.js";

/** When something was read, in milliseconds since 1970: all that happened before is in it. */
export const readAtOf = (thing: object, accountId: string, { ages }: Pick<Call, "ages">): number =>
  originOf(thing)?.readAt ?? ages.of(accountId);

export function sourceProblemOf(account: CloudAccount, problem: ProblemError): SourceProblem {
  const { code, message, nativeCode = null, requestId = null, nativeId = null, retryAfterSeconds = null } = problem;
  return { account, code, message, nativeCode, requestId, nativeId, retryAfterSeconds };
}

/**
 * An account's part of a page.
 * @param origin what has answered for it: its service, or what a nested list belongs to
 * @param readAt in milliseconds since 1970; null: nothing could be read
 * @param problem why it could not be read completely
 */
export function sourceState(
  account: CloudAccount,
  origin: object | null,
  readAt: number | null,
  problem: SourceProblem | undefined,
): SourceState {
  const failure = origin && originOf(origin)?.reads?.failure;
  return {
    account,
    readAt: readAt === null ? null : instantAt(readAt),
    isComplete: problem === undefined,
    problem: problem ?? (failure ? sourceProblemOf(account, failure) : null),
  };
}

/** What only earlier pages lack of an account. */
export const lackingState = (problem: SourceProblem): SourceState => sourceState(problem.account, null, null, problem);

/**
 * The accounts of a page over several, in the list's order.
 * @param before what earlier pages lack of other accounts
 * @param readings of the first accounts, in their order
 */
export function sourcesOf(
  before: readonly SourceProblem[],
  accounts: readonly ConnectedAccount[],
  readings: readonly Pick<Reading<unknown>, "readAt" | "problems">[],
): SourceState[] {
  const read = readings.map(({ readAt, problems }, index) => {
    const { account, service } = accounts[index]!;
    return sourceState(account, service, readAt, problems[0]);
  });
  return [...before.map(lackingState), ...read].sort((a, b) => (a.account.id < b.account.id ? -1 : 1));
}

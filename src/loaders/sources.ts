import { originOf } from "../inventory/origin.js";
import type { SourceProblem } from "../model/change-problem.js";
import type { CloudAccount } from "../model/cloud-account.js";
import type { SourceState } from "../model/connections.js";
import { instantAt } from "../model/date-time.js";
import type { ProblemError } from "../model/problem-error.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import type { Call } from "../transport/call.js";
import type { Reading } from "./account-reading.js";

/** The earliest time at which something was read, in milliseconds since 1970; it includes every change made before. */
export const readAtOf = (thing: object, accountId: string, { ages }: Pick<Call, "ages">): number =>
  originOf(thing)?.readAt ?? ages.of(accountId);

export function sourceProblemOf(account: CloudAccount, problem: ProblemError): SourceProblem {
  const { code, message, nativeCode = null, requestId = null, nativeId = null, retryAfterSeconds = null } = problem;
  return { account, code, message, nativeCode, requestId, nativeId, retryAfterSeconds };
}

/**
 * An account's part of a page.
 * @param origin its service, or the object that a nested list belongs to
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

/** The state of an account that failed on an earlier page only. */
export const lackingState = (problem: SourceProblem): SourceState => sourceState(problem.account, null, null, problem);

/**
 * The accounts of a page over several, in the list's order.
 * @param before problems of other accounts on earlier pages
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

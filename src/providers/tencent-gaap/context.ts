import type { CloudAccount } from "../../model/cloud-account.js";
import { ProblemError } from "../../model/problem-error.js";
import type { Call } from "../../transport/call.js";
import type { Clock } from "../../transport/clock.js";
import type { CloudClient } from "../../transport/cloud-client.js";
import { pollUntil } from "../../transport/poll.js";

/** One account's line to GAAP, handed to every read and change. */
export interface Gaap {
  readonly client: CloudClient;
  readonly account: CloudAccount;
  readonly clock: Clock;
  /** Milliseconds between two looks at something that is settling. */
  readonly pollIntervalMs: number;
}

const messageOf = (error: ProblemError) => error.message.replace(/\.?$/, ".");

/**
 * Waits between two steps of one change until the first has settled.
 * @throws ProblemError TIMED_OUT when the deadline comes first; `done` says what has been done by then.
 */
export async function settleStep<T>(
  gaap: Gaap,
  read: () => Promise<T>,
  isDone: (value: T) => boolean,
  call: Call,
): Promise<T> {
  const value = await pollUntil(read, isDone, { call, clock: gaap.clock, intervalMs: gaap.pollIntervalMs });
  if (isDone(value)) return value;
  throw new ProblemError({ code: "TIMED_OUT", message: "The cloud did not finish the step before in time." });
}

/**
 * Runs a later step of a change whose earlier steps were done. Its failure must not read as if nothing had happened.
 * @param done what has been done: "The listener listener-1 was created"
 */
export async function laterStep<T>(done: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    // TIMED_OUT would say that nothing was done.
    const code = error.code === "TIMED_OUT" ? "OUTCOME_UNKNOWN" : error.code;
    throw error.with({
      code,
      retry: "never",
      message: `${done}, but not everything after it. ${messageOf(error)}`,
      cause: error,
    });
  }
}

/** Reads a changed object back. A failure to read it is no failure of the change, and must not look like one. */
export async function readBack<T>(done: string, read: () => Promise<T | null | undefined>): Promise<T> {
  const unknown = (why: string, cause?: ProblemError) =>
    new ProblemError({
      ...(cause && { provider: cause.provider, nativeCode: cause.nativeCode, requestId: cause.requestId, cause }),
      code: "OUTCOME_UNKNOWN",
      message: `${done}, but it cannot be read now: ${why}`,
    });
  let value: T | null | undefined;
  try {
    value = await read();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    throw unknown(messageOf(error), error);
  }
  if (value == null) throw unknown("the cloud does not find it.");
  return value;
}

/** What is read, or `otherwise` when there is no such thing (any more). */
export async function unlessGone<T, U>(reading: Promise<T>, otherwise: U): Promise<T | U> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof ProblemError && error.code === "NOT_FOUND") return otherwise;
    throw error;
  }
}

import { ProblemError } from "../../model/problem-error.js";
import type { Call } from "../../transport/call.js";
import type { Clock } from "../../transport/clock.js";
import type { CloudClient } from "../../transport/cloud-client.js";
import { pollUntil } from "../../transport/poll.js";
import { reportFault } from "../../transport/report-fault.js";

/**
 * Reads an object back after a change that the cloud has accepted. That it cannot be read is no failure of the change:
 * what the cloud's own answer to the change said of it will do. Where that said nothing, the error goes on, and the
 * change's verdict is that its outcome is not known.
 *
 * @param answered what the answer to the change told, if it told enough
 * @param nativeId the object's id, for people who have to look for it
 */
export async function readBack<T>(
  answered: T | null,
  nativeId: string,
  read: () => Promise<T | null | undefined>,
  call: Call,
): Promise<T> {
  try {
    const value = await read();
    if (value != null) return value;
    if (answered !== null) return answered;
    throw new ProblemError({
      code: "PROVIDER_UNAVAILABLE",
      nativeId,
      message: `The cloud accepted the change, but does not show ${nativeId} afterwards.`,
    });
  } catch (error) {
    const problem = reportFault(error, call, { nativeId });
    if (answered === null) throw problem.with({ nativeId, cause: problem });
    call.log.warn({ err: error, requestId: call.requestId }, "could not read back what was changed");
    return answered;
  }
}

/**
 * Waits between two steps of one change until what the first has made, or has set going, has settled.
 * @returns it as it was read last
 * @throws ProblemError TIMED_OUT when the deadline comes first
 */
export async function settled<T>(
  { clock, pollIntervalMs }: { readonly clock: Clock; readonly pollIntervalMs: number },
  read: () => Promise<T>,
  isDone: (value: T) => boolean,
  call: Call,
): Promise<T> {
  const value = await pollUntil(read, isDone, { call, clock, intervalMs: pollIntervalMs });
  if (isDone(value)) return value;
  throw new ProblemError({ code: "TIMED_OUT", message: "The cloud did not finish the step before in time." });
}

/**
 * Refuses work that cannot be done before the deadline at the rate that the account is known to allow.
 * @param path where the input asks for so much
 * @throws ProblemError INVALID_INPUT, before anything was sent
 */
export function refuseWhatTakesTooLong(
  client: Pick<CloudClient, "leastTimeFor">,
  clock: Clock,
  { action, requests, what, path }: { action: string; requests: number; what: string; path: readonly string[] },
  call: Call,
): void {
  const leftMs = call.deadlineAt - clock.now();
  const neededMs = client.leastTimeFor(action, requests);
  if (neededMs <= leftMs) return;
  const most = mostWithin(client, action, requests, leftMs);
  throw new ProblemError({
    code: "INVALID_INPUT",
    path,
    message: `${what} takes ${requests} requests of ${action}, which need at least ${Math.ceil(neededMs / 1000)} s at the rate that this account allows; ${Math.max(0, Math.floor(leftMs / 1000))} s are left before the deadline. Ask for at most ${most} at once, or for a later deadline.`,
  });
}

function mostWithin(
  client: Pick<CloudClient, "leastTimeFor">,
  action: string,
  requests: number,
  leftMs: number,
): number {
  let least = 0;
  let most = requests;
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (client.leastTimeFor(action, middle) <= leftMs) least = middle;
    else most = middle - 1;
  }
  return least;
}

import { ProblemError } from "../../model/problem-error.js";
import type { Call, PlannedRequest } from "../../transport/call.js";
import type { Clock } from "../../transport/clock.js";
import type { CloudClient } from "../../transport/cloud-client.js";
import { pollUntil } from "../../transport/poll.js";
import { reportFault } from "../../transport/report-fault.js";
import { unlessMissing } from "../outcomes.js";

/** The id of objects that do not exist yet, in a plan. */
export const NEW_ID = "new";

/**
 * Takes one step of a change: every request that changes something is a step. In a plan it is noted and not taken.
 * @param assumed the result that a plan continues with in place of the cloud's answer
 */
export async function step<T>(call: Call, planned: PlannedRequest, run: () => Promise<T>, assumed: T): Promise<T> {
  if (call.rehearsal) {
    call.rehearsal.steps.push(planned);
    return assumed;
  }
  const { action, description } = planned;
  call.log.debug({ requestId: call.requestId, action, description }, "step of a change");
  return run();
}

/** A step that deletes something. It succeeds if the object is already gone. */
export const removal = (call: Call, planned: PlannedRequest, run: () => Promise<unknown>): Promise<unknown> =>
  step(call, planned, () => unlessMissing(run()), null);

/** The result that a plan continues with; null when the change is real. */
export const whenRehearsed = <T>({ rehearsal }: Call, assumed: T): T | null => (rehearsal ? assumed : null);

/** Adds a warning to a plan: what people should know before they apply it. */
export function warn({ rehearsal }: Call, warning: string): void {
  if (rehearsal && !rehearsal.warnings.includes(warning)) rehearsal.warnings.push(warning);
}

/** How people know an object: its name, with the id that distinguishes namesakes. */
export const knownAs = ({ id, name }: { readonly id: string; readonly name: string | null }): string =>
  name ? `${name} (${id})` : id;

/**
 * Reads an object back after a change that the cloud has accepted. A failed read is not a failure of the change: then
 * the answer to the change is used. If the answer does not say enough, the error is thrown, and the change's outcome is
 * not known. A plan uses its assumed result.
 *
 * @param answered the object as the answer to the change describes it, if it says enough
 * @param nativeId the object's id, for people who have to look for it
 */
export async function readBack<T>(
  answered: T | null,
  nativeId: string,
  read: () => Promise<T | null | undefined>,
  call: Call,
): Promise<T> {
  if (call.rehearsal && answered !== null) return answered;
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

/** What polling needs: the clock, and the milliseconds between two reads. */
interface Waiting {
  readonly clock: Clock;
  readonly pollIntervalMs: number;
}

/**
 * Waits between two steps of one change until the result of the first has settled.
 * @param unfinished what is the case until then, for people: "the pool is still being created"
 * @param assumed the settled state, for a plan
 * @returns the object as last read
 * @throws ProblemError TIMED_OUT when the deadline comes first
 */
export async function settled<T>(
  { clock, pollIntervalMs }: Waiting,
  unfinished: string,
  read: () => Promise<T>,
  isDone: (value: T) => boolean,
  call: Call,
  assumed: T,
): Promise<T> {
  if (call.rehearsal) return assumed;
  const value = await pollUntil(read, isDone, { call, clock, intervalMs: pollIntervalMs });
  if (isDone(value)) return value;
  throw new ProblemError({
    code: "TIMED_OUT",
    message: `The cloud did not finish before the deadline: ${unfinished}.`,
  });
}

/**
 * Waits until nothing is left of the deleted objects.
 * @param what their name for people: "the listener's pools"
 * @param gaveUp whether the cloud has failed to delete one for good; omitted: it does not say
 * @throws ProblemError TIMED_OUT when the deadline comes first, PROVIDER_REJECTED when the cloud gave up
 */
export async function allGone<T extends { readonly id: string }>(
  waiting: Waiting,
  what: string,
  left: () => Promise<readonly T[]>,
  call: Call,
  gaveUp: (item: T) => boolean = () => false,
): Promise<void> {
  const [broken] = await settled(
    waiting,
    `${what} are still being deleted`,
    left,
    (rest) => rest.every(gaveUp),
    call,
    [],
  );
  if (!broken) return;
  throw new ProblemError({
    code: "PROVIDER_REJECTED",
    nativeId: broken.id,
    message: `The cloud could not delete ${what}: ${broken.id} is in a failed state. Delete again to retry.`,
  });
}

/** Requests of one action. */
export interface Work {
  readonly action: string;
  readonly requests: number;
}

export interface Undertaking {
  /** The undertaking, for people: "Setting 250 members". */
  readonly what: string;
  /** The input field that asks for it. */
  readonly path: readonly string[];
  /** The actions that it needs many requests of, one after the other. */
  readonly work: readonly Work[];
  /** An alternative, for people; omitted: to ask for less at once. */
  readonly instead?: string;
}

/**
 * Refuses what cannot be done before the deadline at the account's known rate limit.
 * @throws ProblemError INVALID_INPUT, before anything of it was sent
 */
export function refuseWhatTakesTooLong(
  { client, clock }: { readonly client: Pick<CloudClient, "leastTimeFor">; readonly clock: Clock },
  { what, path, work, instead }: Undertaking,
  call: Call,
): void {
  const leftMs = call.deadlineAt - clock.now();
  const neededMs = work.reduce((sum, { action, requests }) => sum + client.leastTimeFor(action, requests), 0);
  if (neededMs <= leftMs) return;
  const [first, ...others] = work.filter(({ requests }) => requests > 0);
  const asked = [first!, ...others].map(({ action, requests }) => `${requests} requests of ${action}`).join(", ");
  const most = others.length === 0 ? mostWithin(client, first!, leftMs) : null;
  const less = `Ask for ${most === null ? "fewer" : `at most ${most}`} at once`;
  throw new ProblemError({
    code: "INVALID_INPUT",
    path,
    message: `${what} takes ${asked}, which need at least ${Math.ceil(neededMs / 1000)} s at this account's rate limit; ${Math.max(0, Math.floor(leftMs / 1000))} s are left before the deadline. ${instead ?? less}, or use a later deadline.`,
  });
}

/** How many of the requests can be made in the given milliseconds. */
function mostWithin(client: Pick<CloudClient, "leastTimeFor">, { action, requests }: Work, withinMs: number): number {
  let least = 0;
  let most = requests;
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (client.leastTimeFor(action, middle) <= withinMs) least = middle;
    else most = middle - 1;
  }
  return least;
}

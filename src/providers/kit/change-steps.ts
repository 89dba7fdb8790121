import { ProblemError } from "../../model/problem-error.js";
import type { Call, PlannedRequest } from "../../transport/call.js";
import type { Clock } from "../../transport/clock.js";
import type { CloudClient } from "../../transport/cloud-client.js";
import { pollUntil } from "../../transport/poll.js";
import { reportFault } from "../../transport/report-fault.js";
import { unlessMissing } from "../outcomes.js";

/** What the cloud has not made yet is called in a plan. */
export const NEW_ID = "new";

/**
 * Takes one step of a change: every request that changes something is one. In a rehearsal it is noted and not taken.
 * @param assumed what a rehearsal goes on with in place of the cloud's answer
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

/** A step that takes something away. What is gone already is no problem. */
export const removal = (call: Call, planned: PlannedRequest, run: () => Promise<unknown>): Promise<unknown> =>
  step(call, planned, () => unlessMissing(run()), null);

/** What a rehearsal goes on with where the cloud has nothing to show yet; null when the change is made. */
export const whenRehearsed = <T>({ rehearsal }: Call, assumed: T): T | null => (rehearsal ? assumed : null);

/** Tells people who plan a change what they should know before they have it made. */
export function warn({ rehearsal }: Call, warning: string): void {
  if (rehearsal && !rehearsal.warnings.includes(warning)) rehearsal.warnings.push(warning);
}

/** What people know a thing by: its name, with the id that tells it from its namesakes. */
export const knownAs = ({ id, name }: { readonly id: string; readonly name: string | null }): string =>
  name ? `${name} (${id})` : id;

/**
 * Reads an object back after a change that the cloud has accepted. That it cannot be read is no failure of the change:
 * what the cloud's own answer to the change said of it will do. Where that said nothing, the error goes on, and the
 * change's verdict is that its outcome is not known. In a rehearsal what is assumed to be answered is as good as read.
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

/** What waiting takes: the clock, and the milliseconds between two looks. */
interface Waiting {
  readonly clock: Clock;
  readonly pollIntervalMs: number;
}

/**
 * Waits between two steps of one change until what the first has made, or has set going, has settled.
 * @param unfinished what is the case until then, for people: "the pool is still being set up"
 * @param assumed what it settles to, for a rehearsal
 * @returns it as it was read last
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
 * Waits until nothing is left of what the cloud was told to delete.
 * @param what they are, for people: "the listener's pools"
 * @param gaveUp whether the cloud will not delete one any more; left out: it does not say
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
  /** What is undertaken, for people: "Setting 250 members". */
  readonly what: string;
  /** Where the input asks for it. */
  readonly path: readonly string[];
  /** The actions that it takes many requests of, one after the other. */
  readonly work: readonly Work[];
  /** What would do instead, for people; left out: to ask for less at once. */
  readonly instead?: string;
}

/**
 * Refuses what cannot be done before the deadline at the rate that the account is known to allow.
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

/** How many of the requests can be made in so many milliseconds. */
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

import type { CloudAccount } from "../../model/cloud-account.js";
import { ProblemError } from "../../model/problem-error.js";
import type { Call } from "../../transport/call.js";
import type { Clock } from "../../transport/clock.js";
import type { CloudClient } from "../../transport/cloud-client.js";
import { pollUntil } from "../../transport/poll.js";
import type { GaObject } from "./wire-types.js";

/** What changes are made with, and the steps that they share. */

export interface Changing {
  readonly client: CloudClient;
  readonly account: CloudAccount;
  readonly clock: Clock;
  /** Milliseconds between two looks at something that the cloud is still working on. */
  readonly pollIntervalMs: number;
}

/** How far the cloud's clock may be behind ours. */
const CLOCKS_APART_MS = 5 * 60_000;

/**
 * Whether an object may be the one that was asked for at `startedAt`: it was not there long before. When the cloud does
 * not say since when it is there, it may.
 */
export function isNewerThan({ createdAt }: GaObject, startedAt: number): boolean {
  const at = createdAt === null ? Number.NaN : Date.parse(createdAt);
  return Number.isNaN(at) || at >= startedAt - CLOCKS_APART_MS;
}

/**
 * Refuses what the cloud would refuse for ever: it has the same answer, GA.9004, for an object in state ERROR as for one
 * that is busy, so waiting it out would use up the deadline.
 */
export function refuseBroken({ status, id }: GaObject, what: string): void {
  if (status !== "ERROR") return;
  throw new ProblemError({
    code: "PROVIDER_REJECTED",
    message: `The cloud gave up on the ${what} ${id} and takes no change of it. Delete it and create it anew.`,
  });
}

/**
 * Waits until nothing is left.
 * @throws ProblemError PARENT_BUSY when the deadline comes first, PROVIDER_REJECTED when the cloud gave up on a deletion
 */
export async function untilGone(
  { clock, pollIntervalMs }: Changing,
  left: () => Promise<readonly GaObject[]>,
  what: string,
  call: Call,
): Promise<void> {
  const isOver = (objects: readonly GaObject[]) => objects.every(({ status }) => status === "ERROR");
  const rest = await pollUntil(left, isOver, { call, clock, intervalMs: pollIntervalMs });
  const [broken] = rest.filter(({ status }) => status === "ERROR");
  if (broken) {
    throw new ProblemError({
      code: "PROVIDER_REJECTED",
      message: `${what} could not be deleted: the cloud gave up on ${broken.id}. Delete again to have it tried once more.`,
    });
  }
  if (rest.length > 0) throw stillWorking(`${what} are still being deleted.`);
}

export function stillWorking(what: string): ProblemError {
  return new ProblemError({
    code: "PARENT_BUSY",
    retry: "busy",
    message: `${what} Try again shortly to go on from there.`,
  });
}

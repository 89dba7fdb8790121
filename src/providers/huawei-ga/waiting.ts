import { ProblemError } from "../../model/problem-error.js";
import type { Call } from "../../transport/call.js";
import { pollUntil } from "../../transport/poll.js";
import type { Context } from "./client.js";
import { nativeStatus } from "./mapping.js";
import type { WireAny } from "./wire.js";

/** Waiting for the cloud between the steps of one change. */

/**
 * Waits until nothing is left.
 * @throws ProblemError PARENT_BUSY when the deadline comes first, PROVIDER_REJECTED when the cloud gave up on a deletion
 */
export async function untilGone(
  { clock, pollIntervalMs }: Context,
  left: () => Promise<readonly WireAny[]>,
  what: string,
  call: Call,
): Promise<void> {
  const isBroken = (wire: WireAny) => nativeStatus(wire) === "ERROR";
  const rest = await pollUntil(left, (objects) => objects.every(isBroken), { call, clock, intervalMs: pollIntervalMs });
  const broken = rest.find(isBroken);
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

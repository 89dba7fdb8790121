import type { ResourceStatus } from "../model/enums.js";
import type { ResourceRef } from "../model/resource-ref.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import type { Call } from "../transport/call.js";
import { pollUntil } from "../transport/poll.js";
import { reportFault } from "../transport/report-fault.js";
import type { ChangeRunner, Existing, Reader } from "./change-runner.js";

interface Living {
  readonly ref: ResourceRef;
  readonly status: ResourceStatus;
}

/** Waits for a change to settle, if requested. Reaching the deadline is not a failure of the change. */
export async function awaitActive<R extends Living>(
  runner: ChangeRunner,
  call: Call,
  connected: ConnectedAccount,
  resource: R,
  reader: Pick<Reader<R & Existing>, "readAwaited">,
  wanted: boolean | null | undefined,
): Promise<R> {
  if (!wanted || !isSettling(resource)) return resource;
  let latest = resource;
  let isBroken = false;
  const read = async (): Promise<R> => {
    try {
      latest = (await reader.readAwaited(runner.awaiting, connected, resource.ref, call)) ?? latest;
    } catch (error) {
      // A read that failed once will fail again.
      isBroken = reportFault(error, call).code === "INTERNAL_SERVER_ERROR";
      call.log.warn({ err: error, requestId: call.requestId }, "could not read the state of a change that is settling");
    }
    return latest;
  };
  return pollUntil(read, (value) => isBroken || !isSettling(value), {
    call,
    clock: runner.clock,
    intervalMs: untilNextRead(runner, connected),
  });
}

/**
 * All who wait for objects of an account read at the same instants, so that their reads are made together: half an
 * interval to one and a half after the last one, once, and then every interval.
 */
function untilNextRead({ clock }: ChangeRunner, { pollIntervalMs }: ConnectedAccount): () => number {
  return () => {
    const left = pollIntervalMs - (clock.now() % pollIntervalMs);
    return left < pollIntervalMs / 2 ? left + pollIntervalMs : left;
  };
}

function isSettling({ status }: Living): boolean {
  return status === "CREATING" || status === "UPDATING";
}

/** Waits until a deleted object is gone, if requested. Reaching the deadline is not a failure of the change. */
export async function awaitGone<R extends Existing>(
  runner: ChangeRunner,
  call: Call,
  { connected, ref }: { readonly connected: ConnectedAccount; readonly ref: ResourceRef },
  reader: Pick<Reader<R>, "readAwaited">,
): Promise<void> {
  const isGone = async (): Promise<boolean> => {
    try {
      return (await reader.readAwaited(runner.awaiting, connected, ref, call)) === null;
    } catch (error) {
      const { code } = reportFault(error, call);
      call.log.warn({ err: error, requestId: call.requestId }, "could not check whether a deleted object is gone");
      // A read that failed once will fail again.
      return code === "INTERNAL_SERVER_ERROR";
    }
  };
  await pollUntil(isGone, Boolean, { call, clock: runner.clock, intervalMs: untilNextRead(runner, connected) });
}

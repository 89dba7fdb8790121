import { ProblemError } from "../model/problem-error.js";
import { type Call, isOver } from "./call.js";
import type { Clock } from "./clock.js";

export interface PollOptions {
  readonly call: Call;
  readonly clock: Clock;
  /** Milliseconds from one read to the next. */
  readonly intervalMs: number | (() => number);
}

/**
 * Reads repeatedly until `isDone` accepts what was read, or the deadline leaves no time for another read. Returns the
 * last value in both cases. A read that fails permanently ends the wait with its error, unless only the deadline caused
 * it.
 */
export async function pollUntil<T>(
  read: () => Promise<T>,
  isDone: (value: T) => boolean,
  options: PollOptions,
): Promise<T> {
  const { call, clock } = options;
  for (let value = await read(); ; ) {
    const intervalMs = typeof options.intervalMs === "number" ? options.intervalMs : options.intervalMs();
    if (isDone(value) || call.signal.aborted || clock.now() + intervalMs >= call.deadlineAt) return value;
    await clock.sleep(intervalMs, call.signal).catch(() => undefined);
    if (call.signal.aborted) return value;
    try {
      value = await read();
    } catch (error) {
      const isLate = error instanceof ProblemError && error.code === "TIMED_OUT" && isOver(call, clock);
      if (isLate) return value;
      throw error;
    }
  }
}

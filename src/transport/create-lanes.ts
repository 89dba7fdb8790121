import { ProblemError } from "../model/problem-error.js";
import { type Call, isOver, whyOver, withinCall } from "./call.js";
import { type Clock, systemClock } from "./clock.js";
import type { Lanes } from "./lanes.js";

export interface LanesOptions {
  readonly clock?: Clock;
  /** The most tasks that may wait for one key, not counting the running one. */
  readonly maxQueued?: number;
}

/** Waits for its turn. */
type Turn = () => void;

/** Lanes in this process's memory. A key without tasks takes no memory. */
export function createLanes({ clock = systemClock, maxQueued = 100 }: LanesOptions = {}): Lanes {
  /** The waiting tasks, by the keys that are in use. */
  const lanes = new Map<string, Turn[]>();

  async function take(key: string, call: Call): Promise<void> {
    const queue = lanes.get(key);
    if (!queue) {
      lanes.set(key, []);
      return;
    }
    if (queue.length >= maxQueued) throw busy(queue.length);
    let turn: Turn = () => undefined;
    const called = new Promise<void>((resolve) => {
      turn = resolve;
    });
    queue.push(turn);
    try {
      await withinCall(call, clock, called);
    } catch (error) {
      const place = queue.indexOf(turn);
      if (place >= 0) queue.splice(place, 1);
      // The turn came at the same moment as the end of the call: it passes to the next.
      else release(key);
      throw busy(Math.max(place, 0), error);
    }
  }

  function release(key: string): void {
    const next = lanes.get(key)?.shift();
    if (next) next();
    else lanes.delete(key);
  }

  return {
    async run(key, call, task) {
      if (isOver(call, clock)) throw whyOver(call);
      await take(key, call);
      try {
        return await task();
      } finally {
        release(key);
      }
    },
  };
}

/** The problem while earlier changes are queued. On fast clouds a change takes about a second. */
export function busy(ahead: number, cause?: unknown): ProblemError {
  return new ProblemError({
    code: "PARENT_BUSY",
    retry: "busy",
    retryAfterSeconds: Math.min(60, ahead + 1),
    message: "Timed out waiting for earlier changes of the same load balancer or accelerator.",
    cause,
  });
}

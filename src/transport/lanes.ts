import type { Call } from "./call.js";

/** Runs changes one at a time per key, in order of arrival. */
export interface Lanes {
  /**
   * Runs `task` after every earlier task with the same key has ended.
   * @throws ProblemError PARENT_BUSY with retryAfterSeconds when the queue is full or the call's deadline comes before
   * its turn.
   */
  run<T>(key: string, call: Call, task: () => Promise<T>): Promise<T>;
}

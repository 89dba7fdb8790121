import type { Call } from "./call.js";

/** Runs changes one at a time per key, first come first served. */
export interface Lanes {
  /**
   * Runs `task` when every earlier task of the same key is done.
   * @throws ProblemError PARENT_BUSY with retryAfterSeconds when the queue is full or the call's deadline comes before its turn.
   */
  run<T>(key: string, call: Call, task: () => Promise<T>): Promise<T>;
}

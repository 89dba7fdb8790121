import { setTimeout as delay } from "node:timers/promises";

/** Time as the rest of the program sees it, so that tests and the sandbox can choose their own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /**
   * Resolves after `ms` milliseconds; rejects with the signal's reason when it is aborted before.
   * An idle sleep does not keep the process alive.
   */
  sleep(ms: number, signal?: AbortSignal, options?: { readonly isIdle?: boolean }): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal, options) => {
    try {
      await delay(ms, undefined, { signal, ref: !options?.isIdle });
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    }
  },
};

import { Interruption, type Signal } from "./signal.js";

export interface SleepOptions {
  /** Does not keep the process alive. */
  readonly isIdle?: boolean;
}

/** The program's only source of time, so that tests and the sandbox can replace it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it is aborted before that. */
  sleep(ms: number, signal?: Signal, options?: SleepOptions): Promise<void>;
  /**
   * Runs `action` after `ms` milliseconds unless the returned function is called first; {@link after} uses it if
   * present.
   */
  timer?(ms: number, action: () => void, options?: SleepOptions): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  // Does not use node:timers/promises: its errors dominate the cost of a cancelled timer.
  sleep: (ms, signal, options) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const stop = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener("abort", stop);
        resolve();
      }, ms);
      if (options?.isIdle) timer.unref();
      signal?.addEventListener("abort", stop, { once: true });
    }),
  timer: (ms, action, options) => {
    const timer = setTimeout(action, ms);
    if (options?.isIdle) timer.unref();
    return () => clearTimeout(timer);
  },
};

/** The reason of cancelled timers, created once. */
const notNeeded = new Error("This timer is no longer needed.");

/** Runs `action` after `ms` milliseconds, unless the returned function is called first. */
export function after(clock: Clock, ms: number, action: () => void, options?: SleepOptions): () => void {
  if (clock.timer) return clock.timer(ms, action, options);
  const stop = new Interruption();
  clock.sleep(ms, stop, options).then(action, () => undefined);
  return () => stop.abort(notNeeded);
}

/** Resolves when everything else that is pending, sockets included, has had its turn. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

let lastTurn: Promise<void> = Promise.resolve();

/** Resolves in a separate turn of the event loop for each caller, in the order of their calls. */
export function ownTurn(): Promise<void> {
  lastTurn = lastTurn.then(nextTurn);
  return lastTurn;
}

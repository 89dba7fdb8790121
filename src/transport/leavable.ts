import { Interruption, type Signal } from "./signal.js";

/** The reason why an iteration's signal is aborted; created once. */
const left = new Error("Nobody takes more of this.");

/**
 * An iteration that can be left while it waits for what comes next: `return` aborts the signal that `begin` is given. A
 * generator alone would only end at its next `yield`.
 */
export function leavable<T>(begin: (signal: Signal) => AsyncGenerator<T, void>): AsyncIterableIterator<T, void> {
  const over = new Interruption();
  const items = begin(over);
  return {
    next: () => items.next(),
    return() {
      over.abort(left);
      return items.return();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

import type { Told } from "../loaders/watch/event-queue.js";
import { leavable } from "../transport/leavable.js";

/**
 * A stream that says why it ends early, as its last item: an iterator that fails would end some transports without a
 * word to the client.
 */
export function withLastWords<T>(items: AsyncIterableIterator<T>): AsyncIterableIterator<Told<T>> {
  return leavable(async function* (signal) {
    const leave = () => void items.return?.();
    signal.addEventListener("abort", leave, { once: true });
    try {
      for await (const value of items) yield { value };
    } catch (error) {
      yield { error };
    } finally {
      signal.removeEventListener("abort", leave);
    }
  });
}

/** @throws whatever is told instead of a value */
export function valueIn<T>(told: Told<T>): T {
  if ("error" in told) throw told.error;
  return told.value;
}

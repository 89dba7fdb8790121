import { leavable } from "../transport/leavable.js";

/** The last item of a stream that cannot go on. */
class LastWords {
  constructor(readonly reason: unknown) {}
}

/** An item of a subscription, or why there are no more. */
export type Item<T> = T | LastWords;

/**
 * A stream that says why it ends early, as its last item: an iterator that fails would end some transports without a
 * word to the client.
 */
export function withLastWords<T>(items: AsyncIterableIterator<T>): AsyncIterableIterator<Item<T>> {
  return leavable(async function* (signal) {
    const leave = () => void items.return?.();
    signal.addEventListener("abort", leave, { once: true });
    try {
      yield* items;
    } catch (error) {
      yield new LastWords(error);
    } finally {
      signal.removeEventListener("abort", leave);
    }
  });
}

/** @throws whatever ended the stream */
export function itemIn<T>(item: Item<T>): T {
  if (item instanceof LastWords) throw item.reason;
  return item;
}

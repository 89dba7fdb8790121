import { getHeapStatistics } from "node:v8";

/** The share of the heap's limit above which nothing more is taken on. */
const FULL = 0.8;
/** Milliseconds for which a look at the heap is good. */
const LOOK_EVERY_MS = 50;

/** Tells, mostly at the price of a comparison, whether the heap is nearly full. */
export function heapWatch(now: () => number): () => boolean {
  let lookedAt = Number.NEGATIVE_INFINITY;
  let isFull = false;
  return () => {
    if (now() - lookedAt >= LOOK_EVERY_MS) {
      lookedAt = now();
      const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
      isFull = used > limit * FULL;
    }
    return isFull;
  };
}

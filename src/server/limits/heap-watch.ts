import { getHeapStatistics } from "node:v8";

/** The share of the heap's limit above which no new work is accepted. */
const FULL = 0.8;
/** Milliseconds for which a measurement of the heap is used. */
const LOOK_EVERY_MS = 50;

/** Whether the heap is nearly full. Usually costs only a comparison. */
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

/**
 * Splits a list into parts of few sizes, so that there are few statements to compile.
 * @param sizes from the largest to 1
 */
export function* inChunks<T>(list: readonly T[], sizes: readonly number[]): Iterable<readonly T[]> {
  let at = 0;
  for (const size of sizes) for (; list.length - at >= size; at += size) yield list.slice(at, at + size);
}

/** Splits a list into parts with limited entries and limited weight; a single heavier entry is a part of its own. */
export function* inBatches<T>(
  list: readonly T[],
  most: number,
  heaviest: number,
  weightOf: (one: T) => number,
): Iterable<readonly T[]> {
  let batch: T[] = [];
  let weight = 0;
  for (const one of list) {
    const more = weightOf(one);
    if (batch.length > 0 && (batch.length >= most || weight + more > heaviest)) {
      yield batch;
      batch = [];
      weight = 0;
    }
    batch.push(one);
    weight += more;
  }
  if (batch.length > 0) yield batch;
}

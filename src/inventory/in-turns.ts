import { nextTurn } from "../transport/clock.js";

/** Objects to process before yielding to other work: a few milliseconds. */
const SLICE = 25;

/** Returns the results in the order of the items, and yields to pending work in between. */
export async function inTurns<T, U>(items: readonly T[], work: (item: T) => U | Promise<U>): Promise<U[]> {
  const results: U[] = [];
  for (const item of items) {
    results.push(await work(item));
    if (results.length % SLICE === 0) await nextTurn();
  }
  return results;
}

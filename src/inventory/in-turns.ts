import { nextTurn } from "../transport/clock.js";

/** Objects that are worked on before others have a turn: a few milliseconds. */
const SLICE = 25;

/** The results in the order of the items. Whatever else is pending has turns in between. */
export async function inTurns<T, U>(items: readonly T[], work: (item: T) => U | Promise<U>): Promise<U[]> {
  const results: U[] = [];
  for (const item of items) {
    results.push(await work(item));
    if (results.length % SLICE === 0) await nextTurn();
  }
  return results;
}

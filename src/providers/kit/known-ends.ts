import { LRUCache } from "lru-cache";

/**
 * Whether a list ends with a full page can be told only by asking for what comes behind it: a total alone may be that of
 * the page. What such a question has found is kept, by list and length, so that lists that fill their pages do not cost
 * a call more each time they are read.
 */
export interface KnownEnd {
  isAt(total: number): boolean;
  learn(total: number): void;
}

/** Lists of one account that are remembered at most. */
const MOST_LISTS = 1_000;

const ends = new WeakMap<object, LRUCache<string, number>>();

/**
 * @param owner whose list it is; what is known goes with it
 * @param list names the list among the owner's
 */
export function knownEnd(owner: object, list: string): KnownEnd {
  return {
    isAt: (total) => ends.get(owner)?.get(list) === total,
    learn(total) {
      const known = ends.get(owner) ?? new LRUCache<string, number>({ max: MOST_LISTS });
      ends.set(owner, known.set(list, total));
    },
  };
}

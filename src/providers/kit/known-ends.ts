import { LRUCache } from "lru-cache";

/**
 * Whether a list ends with a full page can only be found out by asking for the next page: a total alone may be that of
 * the page. The result of asking is remembered, by list and length, so that lists that fill their pages do not cost an
 * extra call each time.
 */
export interface KnownEnd {
  isAt(total: number): boolean;
  learn(total: number): void;
}

/** The most lists of one account that are remembered. */
const MOST_LISTS = 1_000;

const ends = new WeakMap<object, LRUCache<string, number>>();

/**
 * @param owner the list's owner; the memory lives as long as it does
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

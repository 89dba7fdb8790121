import { LRUCache } from "lru-cache";

/** How many entries an account had when its list was last read. */
export interface Yield {
  readonly items: number;
  /** False: there were more than were read. */
  readonly isAll: boolean;
}

/** The most lists of accounts to remember. */
const MOST_YIELDS = 10_000;
/** Lists with longer names are not remembered, because clients decide how long conditions are. */
const LONGEST_NAME = 200;

/**
 * How many entries accounts returned, by list and conditions. It is only a hint of how many accounts a page will need:
 * if it is missing or wrong, a page costs a few more calls or a little more time.
 */
export class KnownYields {
  readonly #known = new LRUCache<string, Yield>({ max: MOST_YIELDS });

  /** @param list names the list with its conditions */
  of(list: string, accountId: string): Yield | undefined {
    return this.#known.get(keyOf(list, accountId));
  }

  learn(list: string, accountId: string, found: Yield): void {
    if (list.length > LONGEST_NAME) return;
    const before = this.of(list, accountId);
    // A smaller page of the same list adds no knowledge.
    if (before && !found.isAll && before.items >= found.items) return;
    this.#known.set(keyOf(list, accountId), found);
  }
}

const keyOf = (list: string, accountId: string): string => `${accountId} ${list}`;

import { LRUCache } from "lru-cache";

/** What an account had of a list when it was read last. */
export interface Yield {
  readonly items: number;
  /** False: there was more than was read. */
  readonly isAll: boolean;
}

/** Lists of accounts that are remembered at most. */
const MOST_YIELDS = 10_000;
/** Characters of a list's name up to which it is remembered: conditions are as long as a client makes them. */
const LONGEST_NAME = 200;

/**
 * How many entries accounts have brought, by list and conditions. It is a hint of how many accounts a page will take, and
 * decides nothing else: what is not known, or wrong, costs a few calls more or a moment longer.
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
    // A smaller page of the same list tells nothing new.
    if (before && !found.isAll && before.items >= found.items) return;
    this.#known.set(keyOf(list, accountId), found);
  }
}

const keyOf = (list: string, accountId: string): string => `${accountId} ${list}`;

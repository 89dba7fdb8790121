import type { Accounts } from "../providers/accounts.js";
import type { YoungRows } from "./young-rows.js";

/** Where answers of some age come from. */
export interface AgedAccounts {
  /** The same accounts; those with an inventory of at most this age answer from it. */
  readonly accounts: Accounts;
  /** Of the others, by account: single objects that were read recently enough. */
  readonly rows: ReadonlyMap<string, YoungRows>;
}

/** The kept copy of what the clouds hold, for callers that accept answers of some age. See docs/inventory.md. */
export interface Inventory {
  /**
   * An account answers from its cloud when it was never read completely, when its inventory is older, or when a change of
   * ours is in flight or has ended since; so do all accounts when the store cannot be read.
   * @param maxAgeSeconds 0: all accounts answer from their clouds
   */
  atMost(maxAgeSeconds: number, accounts: Accounts): Promise<AgedAccounts>;
}

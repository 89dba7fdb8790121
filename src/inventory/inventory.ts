import type { Accounts } from "../providers/accounts.js";

/** The kept copy of what the clouds hold, for callers that accept answers of some age. See docs/inventory.md. */
export interface Inventory {
  /**
   * The same accounts; those with an inventory of at most this age answer from it. An account still answers from its
   * cloud when it was never read completely, when its inventory is older, or when a change of ours is in flight or has
   * ended since; so do all accounts when the store cannot be read.
   * @param maxAgeSeconds 0: all accounts answer from their clouds
   */
  atMost(maxAgeSeconds: number, accounts: Accounts): Promise<Accounts>;
}

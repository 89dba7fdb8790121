import type { Accounts } from "../providers/accounts.js";

/** What the clouds were seen to hold, for callers who take answers of some age. See docs/inventory.md. */
export interface Inventory {
  /**
   * The same accounts, those with answers of at most this age answering from what was seen. An account is left as it is
   * when it was never read to its end, when what was read is older, or when a change of ours has ended in it since or is
   * under way; and all are when the store cannot be read.
   * @param maxAgeSeconds 0: all are left as they are
   */
  atMost(maxAgeSeconds: number, accounts: Accounts): Promise<Accounts>;
}

import type { Accounts } from "../providers/accounts.js";
import type { Lists, Reads } from "../providers/provider.js";

/** One account as it was seen: it answers what the account's service answers, without calling the cloud. */
export interface SeenReads extends Lists, Reads {}

/** Where the answers about one account come from. */
export interface SourceAge {
  /** When what is answered was read at the latest, in milliseconds since 1970. */
  readonly readAt: number;
}

/**
 * What the clouds were seen to hold, for callers who take answers of some age. See docs/inventory.md.
 */
export interface Inventory {
  /**
   * The same accounts, those with answers of at most this age answering from what was seen. An account is left as it is
   * when it was never read to its end, when what was read is older, or when a change of ours has ended in it since or is
   * under way.
   * @param maxAgeSeconds 0: all are left as they are
   */
  atMost(maxAgeSeconds: number, accounts: Accounts): Promise<Accounts>;
  /** Where an object comes from; null: from the cloud, for the request that asks. */
  sourceOf(object: object): (SourceAge & { readonly reads: Reads }) | null;
}

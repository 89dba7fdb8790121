import { Flag, Optional, WholeNumber } from "./fields.js";

/** What is kept of what the clouds hold, so that lists can be answered and searched without asking them. */
export class InventoryConfig {
  /** Whether all accounts are read again and again. Omitted: if a store is configured. */
  @Optional()
  @Flag()
  enabled?: boolean;

  /** Seconds from one read of an account to the next; longer while nothing changes or the cloud refuses. */
  @WholeNumber({ min: 5, max: 86_400 })
  intervalSeconds = 60;

  /** Accounts that a process reads at a time. */
  @WholeNumber({ min: 1, max: 100 })
  maxAccountsAtOnce = 4;
}

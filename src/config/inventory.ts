import { Flag, Optional, WholeNumber } from "./fields.js";

/** The copy of what the clouds hold, from which lists are answered and searched without calling the clouds. */
export class InventoryConfig {
  /** Whether all accounts are read regularly in the background. Omitted: true if a store is configured. */
  @Optional()
  @Flag()
  enabled?: boolean;

  /** Seconds from one read of an account to the next; longer while nothing changes or reads fail. */
  @WholeNumber({ min: 5, max: 86_400 })
  intervalSeconds = 60;

  /** Maximum number of accounts that a process reads at the same time. */
  @WholeNumber({ min: 1, max: 100 })
  maxAccountsAtOnce = 4;
}

import type { CloudAccount } from "../../model/cloud-account.js";
import type { Clock } from "../../transport/clock.js";
import type { CloudClient } from "../../transport/cloud-client.js";

/** What reads and changes of one account work with. */
export interface GaAccount {
  readonly account: CloudAccount;
  readonly client: CloudClient;
  readonly clock: Clock;
  /** Milliseconds between two looks at something that the cloud is still working on. */
  readonly pollIntervalMs: number;
}

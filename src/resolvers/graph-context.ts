import type { ChangeRunner } from "../changes/change-runner.js";
import type { ReadAhead } from "../loaders/read-ahead.js";
import type { RequestLoaders } from "../loaders/request-loaders.js";
import type { Accounts } from "../providers/accounts.js";
import type { Call } from "../transport/call.js";
import type { Clock } from "../transport/clock.js";

/** What resolvers are given besides their arguments; made anew for every operation. */
export interface GraphContext {
  readonly accounts: Accounts;
  readonly loaders: RequestLoaders;
  readonly readAhead: ReadAhead;
  readonly changes: ChangeRunner;
  readonly call: Call;
  readonly clock: Clock;
}

import type { Gate } from "../access/gate.js";
import type { ChangeRunner } from "../changes/change-runner.js";
import type { Watching } from "../inventory/watch/watching.js";
import type { CallBudget } from "../loaders/call-budget.js";
import type { ChangeHistory } from "../loaders/change-history.js";
import type { Freshness } from "../loaders/freshness.js";
import type { ReadAhead } from "../loaders/read-ahead.js";
import type { RequestLoaders } from "../loaders/request-loaders.js";
import type { Accounts } from "../providers/accounts.js";
import type { Call } from "../transport/call.js";
import type { Clock } from "../transport/clock.js";
import type { IncompleteSources } from "./incomplete-sources.js";

/** What resolvers receive besides their arguments; created for every operation. */
export interface GraphContext {
  /** Who calls, and what the caller may do. */
  readonly gate: Gate;
  /** The accounts that the caller may read. */
  readonly accounts: Accounts;
  readonly loaders: RequestLoaders;
  /** How old answers may be, and what they are read from accordingly. */
  readonly freshness: Freshness;
  /** Who changed what, as far as the caller may know it. */
  readonly history: ChangeHistory;
  readonly readAhead: ReadAhead;
  /** What lists that look at more than they show may ask of clouds. */
  readonly budget: CallBudget;
  readonly changes: ChangeRunner;
  readonly watching: Watching;
  readonly call: Call;
  readonly clock: Clock;
  readonly incomplete: IncompleteSources;
}

import type { CallLog } from "./call.js";
import { type Clock, systemClock } from "./clock.js";
import type { CloudClient } from "./cloud-client.js";
import { createRetryBudget, type RetryBudget } from "./retry-budget.js";
import { createCloudClient } from "./send.js";
import type { Transport } from "./transport.js";
import { noMetrics, type TransportMetrics } from "./transport-metrics.js";

export interface TransportOptions {
  readonly clock?: Clock;
  /** For what concerns no single call. */
  readonly log: CallLog;
  readonly metrics?: TransportMetrics;
}

/** The way to all clouds. Closing it closes every client that it gave out. */
export function createTransport({
  clock = systemClock,
  log,
  metrics = noMetrics,
}: TransportOptions): Transport & { close(): Promise<void> } {
  const budgets = new Map<string, RetryBudget>();
  const clients: CloudClient[] = [];
  return {
    clock,
    client(dialect, options) {
      const budget = budgets.get(options.accountId) ?? createRetryBudget();
      budgets.set(options.accountId, budget);
      const client = createCloudClient(dialect, options, { clock, log, metrics, budget });
      clients.push(client);
      return client;
    },
    async close() {
      await Promise.all(clients.map((client) => client.close()));
    },
  };
}

import type { CallLog } from "./call.js";
import { type Clock, systemClock } from "./clock.js";
import type { Proxies } from "./dispatcher.js";
import { createRetryBudget, type RetryBudget, type RetryBudgetOptions } from "./retry-budget.js";
import { createCloudClient, type ForgettingClient } from "./send.js";
import type { Transport } from "./transport.js";
import { noMetrics, type ObservedRefusal, type TransportMetrics } from "./transport-metrics.js";

export interface TransportOptions {
  readonly clock?: Clock;
  /** The log for events that belong to no single call. */
  readonly log: CallLog;
  readonly metrics?: TransportMetrics;
  /** Omitted: clouds are reached directly. */
  readonly proxies?: Proxies | null;
  /** Whether requests to clouds carry the trace context in the header traceparent. */
  readonly passesTraceContext?: boolean;
}

/** Access to all clouds, for the composition root. */
export interface AllClients extends Transport {
  /** Drops cached reads of an account, because another process has changed it. */
  forget(accountId: string): void;
  close(): Promise<void>;
}

/** Access to all clouds. Closing it closes every client that it created. */
export function createTransport({
  clock = systemClock,
  log,
  metrics = noMetrics,
  proxies = null,
  passesTraceContext = false,
}: TransportOptions): AllClients {
  const budgets = new Map<string, RetryBudget>();
  const clients = new Map<ForgettingClient, string>();
  return {
    clock,
    client(dialect, options) {
      const { accountId } = options;
      const refused = tellRefusals({ provider: dialect.provider, accountId }, { clock, log, metrics });
      const budget = budgets.get(accountId) ?? createRetryBudget({ refused });
      budgets.set(accountId, budget);
      const client = createCloudClient(dialect, options, { clock, log, metrics, budget, proxies, passesTraceContext });
      clients.set(client, accountId);
      return {
        ...client,
        async close() {
          clients.delete(client);
          await client.close();
        },
      };
    },
    forget(accountId) {
      for (const [client, id] of clients) if (id === accountId) client.forget();
    },
    async close() {
      await Promise.all([...clients.keys()].map((client) => client.close()));
    },
  };
}

/**
 * Milliseconds between two log lines about an account's empty retry budget: during an outage every request is refused a
 * retry.
 */
const SILENT_MS = 60_000;

/** Counts the retries that an account's budget does not allow, and logs it at most once a minute. */
function tellRefusals(
  account: ObservedRefusal,
  { clock, log, metrics }: Required<Pick<TransportOptions, "clock" | "log" | "metrics">>,
): NonNullable<RetryBudgetOptions["refused"]> {
  let quietUntil = Number.NEGATIVE_INFINITY;
  let untold = 0;
  return () => {
    metrics.retryRefused(account);
    untold += 1;
    if (clock.now() < quietUntil) return;
    quietUntil = clock.now() + SILENT_MS;
    const { provider, accountId } = account;
    log.warn(
      { provider, account: accountId, retries: untold },
      "no more retries: the account's retry budget is used up",
    );
    untold = 0;
  };
}

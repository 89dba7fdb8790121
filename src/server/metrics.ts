import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** Everything that is measured, for Prometheus to fetch at /metrics. Durations in seconds. */
export interface Metrics {
  readonly registry: Registry;
  readonly operations: Histogram<"operation" | "outcome">;
  readonly operationsInFlight: Gauge;
  readonly upstreamCalls: Histogram<"provider" | "account" | "action" | "outcome">;
  readonly upstreamCacheHits: Counter<"provider" | "account" | "action">;
  readonly upstreamRetries: Counter<"provider" | "account" | "action" | "reason">;
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    operations: new Histogram({
      name: "graphql_operation_seconds",
      help: "GraphQL operations by kind (query, mutation) and outcome (ok, errors).",
      labelNames: ["operation", "outcome"],
      buckets: SECONDS,
      registers: [registry],
    }),
    operationsInFlight: new Gauge({
      name: "graphql_operations_in_flight",
      help: "Operations at work now.",
      registers: [registry],
    }),
    upstreamCalls: new Histogram({
      name: "upstream_call_seconds",
      help: "Requests sent to clouds, each attempt, by outcome (ok or the problem's code).",
      labelNames: ["provider", "account", "action", "outcome"],
      buckets: SECONDS,
      registers: [registry],
    }),
    upstreamCacheHits: new Counter({
      name: "upstream_cache_hits_total",
      help: "Reads that were answered from what is kept, without asking the cloud.",
      labelNames: ["provider", "account", "action"],
      registers: [registry],
    }),
    upstreamRetries: new Counter({
      name: "upstream_retries_total",
      help: "Requests to clouds that were sent again, by the reason for it.",
      labelNames: ["provider", "account", "action", "reason"],
      registers: [registry],
    }),
  };
}

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

export const TRANSPORTS = ["sse", "websocket", "callback"] as const;

/** Everything that is measured, for Prometheus to fetch at /metrics. Durations in seconds. */
export interface Metrics {
  readonly registry: Registry;
  readonly operations: Histogram<"operation" | "name" | "outcome">;
  readonly callersOperations: Counter<"caller" | "client" | "outcome">;
  readonly operationsInFlight: Gauge;
  readonly requestsRefused: Counter<"reason">;
  readonly connections: Gauge;
  readonly pendingBodyBytes: Gauge;
  readonly untakenAnswerBytes: Gauge;
  readonly answersCutOff: Counter;
  readonly streams: Gauge<"transport">;
  readonly streamEvents: Counter<"transport">;
  readonly streamsEnded: Counter<"transport" | "reason">;
  readonly upstreamCalls: Histogram<"provider" | "account" | "action" | "outcome">;
  readonly upstreamCacheHits: Counter<"provider" | "account" | "action">;
  readonly upstreamRetries: Counter<"provider" | "account" | "action" | "reason">;
  readonly upstreamRetriesRefused: Counter<"provider" | "account">;
  readonly inventorySweeps: Histogram<"provider" | "account" | "outcome">;
  readonly inventoryReadsDropped: Counter<"provider" | "account">;
  readonly outsideChanges: Counter<"provider" | "account">;
  /** @param ages seconds by account, at each time that somebody fetches the metrics */
  showInventoryAges(ages: () => ReadonlyMap<string, number>): void;
}

const SWEEP_SECONDS = [0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3_600];
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  let inventoryAges: () => ReadonlyMap<string, number> = () => new Map();
  new Gauge({
    name: "inventory_age_seconds",
    help: "Seconds since the beginning of the last whole read of an account for the inventory; of one that was never read, since the program knows of it.",
    labelNames: ["account"],
    registers: [registry],
    collect() {
      this.reset();
      for (const [account, seconds] of inventoryAges()) this.set({ account }, seconds);
    },
  });
  const metrics: Metrics = {
    registry,
    operations: new Histogram({
      name: "graphql_operation_seconds",
      help: "GraphQL operations by kind (query, mutation, subscription: its start and each event), the name that their document gives them, and outcome (ok, errors).",
      labelNames: ["operation", "name", "outcome"],
      buckets: SECONDS,
      registers: [registry],
    }),
    callersOperations: new Counter({
      name: "graphql_caller_operations_total",
      help: "GraphQL operations by who asked, the name that the client program gives itself, and outcome (ok, errors).",
      labelNames: ["caller", "client", "outcome"],
      registers: [registry],
    }),
    operationsInFlight: new Gauge({
      name: "graphql_operations_in_flight",
      help: "Operations at work now.",
      registers: [registry],
    }),
    requestsRefused: new Counter({
      name: "http_requests_refused_total",
      help: "Requests and connections that were turned away before GraphQL, by the reason for it.",
      labelNames: ["reason"],
      registers: [registry],
    }),
    connections: new Gauge({
      name: "http_connections",
      help: "Connections of clients that are open now.",
      registers: [registry],
    }),
    pendingBodyBytes: new Gauge({
      name: "http_pending_body_bytes",
      help: "Bytes held for request bodies that are not whole yet, the first 16 KiB of each left out.",
      registers: [registry],
    }),
    untakenAnswerBytes: new Gauge({
      name: "http_untaken_answer_bytes",
      help: "Bytes of answers that their clients have not taken yet.",
      registers: [registry],
    }),
    answersCutOff: new Counter({
      name: "http_answers_cut_off_total",
      help: "Answers that their clients did not take in time, or that made place for others.",
      registers: [registry],
    }),
    streams: new Gauge({
      name: "graphql_streams",
      help: "Subscriptions that are open now, by transport (sse, websocket, callback).",
      labelNames: ["transport"],
      registers: [registry],
    }),
    streamEvents: new Counter({
      name: "graphql_stream_events_total",
      help: "Events that were sent on streams, by transport.",
      labelNames: ["transport"],
      registers: [registry],
    }),
    streamsEnded: new Counter({
      name: "graphql_streams_ended_total",
      help: "Streams that have ended, by transport and by the reason for it.",
      labelNames: ["transport", "reason"],
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
    upstreamRetriesRefused: new Counter({
      name: "upstream_retries_refused_total",
      help: "Requests to clouds that were not sent again because the account's budget for retries was empty.",
      labelNames: ["provider", "account"],
      registers: [registry],
    }),
    inventorySweeps: new Histogram({
      name: "inventory_sweep_seconds",
      help: "Reads of whole accounts for the inventory, by outcome (changed, unchanged, failed).",
      labelNames: ["provider", "account", "outcome"],
      buckets: SWEEP_SECONDS,
      registers: [registry],
    }),
    outsideChanges: new Counter({
      name: "outside_changes_total",
      help: "Changes made outside of this graph that were found when accounts were read for the inventory.",
      labelNames: ["provider", "account"],
      registers: [registry],
    }),
    inventoryReadsDropped: new Counter({
      name: "inventory_reads_dropped_total",
      help: "Objects that were read from clouds and not taken into the inventory at once, because too many were waiting.",
      labelNames: ["provider", "account"],
      registers: [registry],
    }),
    showInventoryAges(ages) {
      inventoryAges = ages;
    },
  };
  for (const transport of TRANSPORTS) {
    metrics.streams.set({ transport }, 0);
    metrics.streamEvents.inc({ transport }, 0);
  }
  return metrics;
}

import { type DiagLogger, DiagLogLevel, diag } from "@opentelemetry/api";
import { setGlobalErrorHandler } from "@opentelemetry/core";
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import { MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import { BasicTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";
import type { Registry } from "prom-client";
import type { Telemetry } from "../../config/telemetry.js";
import type { Clock } from "../../transport/clock.js";
import { after } from "../../transport/clock.js";
import type { Tracer } from "../../transport/span.js";
import type { Logger } from "../log.js";
import { prometheusProducer } from "./prometheus-producer.js";
import { tracerOf } from "./tracer.js";

export interface TelemetryOptions {
  readonly telemetry: Telemetry;
  readonly registry: Registry;
  readonly log: Logger;
  readonly clock: Clock;
}

export interface RunningTelemetry {
  /** Undefined: nothing is traced. */
  readonly tracer: Tracer | undefined;
  /** Sends what is left, within a short time limit. Resolves to whether the collector accepted everything. */
  close(): Promise<boolean>;
}

const NAME = "cloud-listeners";
/** Milliseconds that a stop waits for a collector. */
const LAST_WORDS_MS = 2_000;
/** Milliseconds between two log lines about a collector. */
const SILENT_MS = 60_000;
/** Milliseconds that sending metrics may take. */
const MOST_FOR_METRICS_MS = 30_000;
/** Most characters of a failure's reason in the log. */
const MOST_OF_A_REASON = 200;

/**
 * Sends traces and metrics to a collector periodically, in the background. An unreachable collector is logged; unsent
 * data is dropped when there is too much of it.
 */
export function startTelemetry({ telemetry, registry, log, clock }: TelemetryOptions): RunningTelemetry {
  tellTrouble(log, clock);
  const resource = defaultResource()
    .merge(resourceFromAttributes({ "service.name": NAME }))
    .merge(detectResources({ detectors: [envDetector] }));
  const traces = telemetry.traces
    ? new BasicTracerProvider({ resource, spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())] })
    : null;
  const metrics = telemetry.metrics
    ? new MeterProvider({ resource, readers: [metricReader(telemetry, registry)] })
    : null;
  return {
    tracer: traces ? tracerOf(traces.getTracer(NAME)) : undefined,
    async close() {
      const all = Promise.all([traces, metrics].map((one) => one?.shutdown()));
      let stopTimer: () => void = () => undefined;
      const late = new Promise<false>((resolve) => {
        stopTimer = after(clock, LAST_WORDS_MS, () => resolve(false));
      });
      const isTaken = await Promise.race([all.then(() => true).catch(() => false), late]);
      stopTimer();
      return isTaken;
    },
  };
}

function metricReader({ metricsEveryMs }: Telemetry, registry: Registry): PeriodicExportingMetricReader {
  return new PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter(),
    exportIntervalMillis: metricsEveryMs,
    exportTimeoutMillis: Math.min(metricsEveryMs, MOST_FOR_METRICS_MS),
    metricProducers: [prometheusProducer(registry, { name: NAME, version: "" })],
  });
}

/** Logs OpenTelemetry's errors, at most one line per minute, without anything that a collector answered. */
function tellTrouble(log: Logger, clock: Clock): void {
  let quietUntil = Number.NEGATIVE_INFINITY;
  const tell = (reason: string): void => {
    if (clock.now() < quietUntil) return;
    quietUntil = clock.now() + SILENT_MS;
    log.warn({ reason: reason.slice(0, MOST_OF_A_REASON) }, "traces or metrics could not be sent");
  };
  const ignore = (): void => undefined;
  const logger: DiagLogger = { error: tell, warn: tell, info: ignore, debug: ignore, verbose: ignore };
  diag.setLogger(logger, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  setGlobalErrorHandler((error) =>
    tell(error instanceof Error ? error.message : String((error as { message?: string }).message ?? error)),
  );
}

import { httpAddress } from "./address.js";
import { ConfigError } from "./config-error.js";
import type { Mistake } from "./mistake.js";

/** What is sent to a collector of OpenTelemetry. Off without an endpoint; switched by OpenTelemetry's own environment variables. */
export interface Telemetry {
  readonly traces: boolean;
  readonly metrics: boolean;
  /** Milliseconds between two exports of metrics. */
  readonly metricsEveryMs: number;
}

export const NO_TELEMETRY: Telemetry = { traces: false, metrics: false, metricsEveryMs: 60_000 };

const SIGNALS = ["TRACES", "METRICS"] as const;
const ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
const PROTOCOL = "OTEL_EXPORTER_OTLP_PROTOCOL";
const INTERVAL = "OTEL_METRIC_EXPORT_INTERVAL";
const MOST_MS = 86_400_000;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * OTEL_EXPORTER_OTLP_ENDPOINT, or the variable of one signal, is the address of the collector. All other variables
 * (headers, sampler, service name, batches, timeouts) are read by OpenTelemetry's packages.
 * @throws ConfigError for settings with which nothing could be sent
 */
export function telemetryIn(env: Environment): Telemetry {
  if (env.OTEL_SDK_DISABLED?.trim().toLowerCase() === "true") return NO_TELEMETRY;
  const [traces, metrics] = SIGNALS.map((signal) => isSent(signal, env)) as [boolean, boolean];
  if (!traces && !metrics) return NO_TELEMETRY;
  const endpoints = [ENDPOINT, ...SIGNALS.map((signal) => `OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`)];
  const protocols = [PROTOCOL, ...SIGNALS.map((signal) => `OTEL_EXPORTER_OTLP_${signal}_PROTOCOL`)];
  const mistakes = [
    ...endpoints.flatMap((name) => endpointMistakes(name, env[name])),
    ...protocols.flatMap((name) => protocolMistakes(name, env[name])),
    ...intervalMistakes(env[INTERVAL]),
  ];
  if (mistakes.length > 0) throw new ConfigError("The environment", mistakes);
  return { traces, metrics, metricsEveryMs: Number(env[INTERVAL] || NO_TELEMETRY.metricsEveryMs) };
}

function isSent(signal: (typeof SIGNALS)[number], env: Environment): boolean {
  const endpoint = env[`OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`] || env[ENDPOINT];
  return Boolean(endpoint?.trim()) && env[`OTEL_${signal}_EXPORTER`]?.trim() !== "none";
}

/** The values may hold passwords, and are not shown. */
function endpointMistakes(path: string, value = ""): Mistake[] {
  const rule = httpAddress("http://localhost:4318");
  if (value.trim() === "" || rule.takes(value.trim())) return [];
  const message = `\`${path}\` must be ${rule.is}; got ${rule.describes?.(value) ?? "something else, which is not shown here"}. Credentials go into OTEL_EXPORTER_OTLP_HEADERS.`;
  return [{ path, message }];
}

function protocolMistakes(path: string, value = ""): Mistake[] {
  if (["", "http/json"].includes(value.trim())) return [];
  const message = `\`${path}\` must be http/json, the only protocol that is spoken here; collectors take it at the address of http/protobuf, port 4318 as a rule.`;
  return [{ path, message }];
}

function intervalMistakes(value = ""): Mistake[] {
  if (value === "" || (/^\d{1,8}$/.test(value) && Number(value) >= 100 && Number(value) <= MOST_MS)) return [];
  return [
    { path: INTERVAL, message: `\`${INTERVAL}\` must be a whole number of milliseconds between 100 and ${MOST_MS}.` },
  ];
}

import { describe, expect, it } from "vitest";
import { NO_TELEMETRY, telemetryIn } from "../../src/config/telemetry.js";

const URL = "http://collector.example.com:4318";
const sent = (env: Record<string, string>) => {
  const { traces, metrics } = telemetryIn(env);
  return { traces, metrics };
};
const mistakeIn = (env: Record<string, string>): string => {
  try {
    telemetryIn(env);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("There was no mistake.");
};

describe("what the environment says of a collector", () => {
  it.each<[string, Record<string, string>, boolean, boolean]>([
    ["nothing", {}, false, false],
    ["one endpoint for all", { OTEL_EXPORTER_OTLP_ENDPOINT: URL }, true, true],
    ["an endpoint for traces alone", { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${URL}/v1/traces` }, true, false],
    ["an endpoint for metrics alone", { OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: `${URL}/v1/metrics` }, false, true],
    ["no exporter of metrics", { OTEL_EXPORTER_OTLP_ENDPOINT: URL, OTEL_METRICS_EXPORTER: "none" }, true, false],
    ["that all is off", { OTEL_EXPORTER_OTLP_ENDPOINT: URL, OTEL_SDK_DISABLED: "true" }, false, false],
    ["an endpoint that is empty", { OTEL_EXPORTER_OTLP_ENDPOINT: " " }, false, false],
  ])("%s", (_what, env, traces, metrics) => expect(sent(env)).toEqual({ traces, metrics }));

  it("may say how often metrics are sent", () => {
    expect(NO_TELEMETRY.metricsEveryMs).toBe(60_000);
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: URL, OTEL_METRIC_EXPORT_INTERVAL: "5000" };
    expect(telemetryIn(env).metricsEveryMs).toBe(5_000);
  });

  it("is refused with all that is wrong, and without what may be secret", () => {
    const message = mistakeIn({
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://user:hush@collector.example.com",
      OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: "hush",
      OTEL_EXPORTER_OTLP_PROTOCOL: "grpc",
      OTEL_METRIC_EXPORT_INTERVAL: "soon",
    });
    expect(message.split("\n")).toEqual([
      "The environment has 4 mistakes:",
      expect.stringMatching(/^ {2}OTEL_EXPORTER_OTLP_ENDPOINT: .*not shown here.*OTEL_EXPORTER_OTLP_HEADERS/),
      expect.stringMatching(/^ {2}OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: .*not shown here/),
      expect.stringMatching(/^ {2}OTEL_EXPORTER_OTLP_PROTOCOL: .*http\/json/),
      expect.stringMatching(/^ {2}OTEL_METRIC_EXPORT_INTERVAL: .*between 100 and 86400000/),
    ]);
    expect(message).not.toContain("hush");
  });
});

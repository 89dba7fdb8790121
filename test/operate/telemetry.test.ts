import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type ReceivedSpan, type Receiver, startReceiver } from "./otlp-receiver.js";
import { type Program, startProgram } from "./program.js";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const CALLER = "00f067aa0ba902b7";
const TOKEN = "graph-token-nobody-may-see";
const authorization = `Bearer ${TOKEN}`;

const folder = mkdtempSync(join(tmpdir(), "telemetry-"));
const config = join(folder, "listeners.yaml");
writeFileSync(
  config,
  "server: { bearerToken: { env: GRAPH_TOKEN }, logLevel: debug }\nsandbox: { enabled: true, pace: 0 }\ntransport: { passesTraceContext: true }\n",
);
afterAll(() => rmSync(folder, { recursive: true }));

const CREATE = `mutation Open($input: CreateListenerInput!) {
  createListener(input: $input) { listener { id } change { id } problems { code message } }
}`;

describe("a collector of OpenTelemetry", () => {
  let receiver: Receiver;
  let program: Program;
  let query: ReceivedSpan[];
  let change: ReceivedSpan[];
  let changeId: string;

  const withTrace = (traceId: string) => receiver.spans.filter((span) => span.traceId === traceId);
  const server = (name: string) =>
    receiver.spans.find((span) => span.kind === 2 && span.attributes["graphql.operation.name"] === name);

  beforeAll(async () => {
    receiver = await startReceiver();
    program = await startProgram(["--config", config], {
      GRAPH_TOKEN: TOKEN,
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_EXPORTER_OTLP_HEADERS: "x-collector-key=key-nobody-may-see",
      OTEL_RESOURCE_ATTRIBUTES: "deployment.environment.name=test",
      OTEL_BSP_SCHEDULE_DELAY: "100",
      OTEL_METRIC_EXPORT_INTERVAL: "200",
    });
    await program.ask(
      'query Look { listeners(first: 3, filter: { accountIds: ["tencent-sandbox"] }) { nodes { name pools(first: 1) { nodes { name } } } } }',
      undefined,
      {
        authorization,
        traceparent: `00-${TRACE}-${CALLER}-01`,
      },
    );
    const { data: parents } = await program.ask(
      "query Parents { listenerParents(first: 50) { nodes { id status account { id } } } }",
      undefined,
      { authorization },
    );
    const parent = parents.listenerParents.nodes.find(
      (one: { status: string; account: { id: string } }) =>
        one.status === "ACTIVE" && one.account.id === "tencent-sandbox",
    );
    const input = { parentId: parent.id, name: "traced", protocol: "TCP", portRanges: [{ fromPort: 19_000 }] };
    const { data } = await program.ask(CREATE, { input }, { authorization });
    expect(data.createListener.problems).toEqual([]);
    changeId = data.createListener.change.id;
    await receiver.until(() => server("Look") !== undefined && server("Open") !== undefined);
    query = withTrace(TRACE);
    change = withTrace(server("Open")!.traceId);
  });
  afterAll(async () => {
    await program.stop();
    await receiver.stop();
  });

  it("gets a server span of a query, below the span that its client named, and a client span for each request to a cloud", () => {
    const [root, ...others] = query.filter(({ kind }) => kind === 2);
    expect(others).toEqual([]);
    expect(root).toMatchObject({
      name: "query",
      parentSpanId: CALLER,
      attributes: { "graphql.operation.type": "query", "graphql.operation.name": "Look" },
    });
    expect(root!.status).toBeUndefined();
    const requests = query.filter(({ kind }) => kind === 3);
    expect(requests.length).toBe(query.length - 1);
    expect(requests.map(({ name }) => name)).toContain("DescribeTCPListeners");
    for (const { parentSpanId, name, attributes } of requests) {
      expect(parentSpanId).toBe(root!.spanId);
      expect(attributes).toMatchObject({
        "cloud_listeners.account": "tencent-sandbox",
        "cloud_listeners.action": name,
        "http.response.status_code": 200,
        "server.address": "127.0.0.1",
        "cloud_listeners.rate_limit_wait_ms": expect.any(Number),
      });
      expect(attributes["cloud_listeners.change_id"]).toBeUndefined();
    }
  });

  it("gets the requests of a change with the change's id and how long it waited", () => {
    const root = change.find(({ kind }) => kind === 2)!;
    expect(root).toMatchObject({ name: "mutation", parentSpanId: undefined });
    const made = change.find(({ name }) => name === "CreateTCPListeners")!;
    expect(made.parentSpanId).toBe(root.spanId);
    expect(made.attributes).toMatchObject({
      "cloud_listeners.account": "tencent-sandbox",
      "cloud_listeners.provider": "TENCENT_GAAP",
      "cloud_listeners.lane_wait_ms": expect.any(Number),
      "cloud_listeners.upstream_request_id": expect.any(String),
    });
    expect(made.attributes["cloud_listeners.change_id"]).toBe(changeId);
  });

  it("gets metrics, the same as Prometheus", async () => {
    await receiver.until(() => (receiver.metric("upstream_call_seconds")?.histogram?.dataPoints.length ?? 0) > 3);
    const calls = receiver.metric("upstream_call_seconds")!.histogram!.dataPoints[0]!;
    expect(calls.bucketCounts).toHaveLength(calls.explicitBounds!.length + 1);
    expect(calls.bucketCounts!.reduce<number>((sum, count) => sum + Number(count), 0)).toBe(Number(calls.count));
    expect(
      receiver.metric("http_requests_refused_total") ?? receiver.metric("graphql_operations_in_flight"),
    ).toBeDefined();
    expect(receiver.metric("process_cpu_seconds_total")!.sum).toMatchObject({ isMonotonic: true });
  });

  it("receives the service's name, and the environment's attributes", () => {
    expect(receiver.resources[0]).toMatchObject({
      "service.name": "cloud-listeners",
      "deployment.environment.name": "test",
    });
    expect(receiver.headers[0]!["x-collector-key"]).toBe("key-nobody-may-see");
  });

  it("receives no secrets and no inputs", () => {
    for (const text of ["nobody-may-see", "authorization", "secret", "listeners(first", "traced"])
      expect(receiver.text().toLowerCase()).not.toContain(text);
  });

  it("is named by the trace in log lines", async () => {
    const line = await program.logged(({ msg, operationName }) => msg === "operation" && operationName === "Look");
    expect(line.trace_id).toBe(TRACE);
    const calls = program.log().filter(({ msg, trace_id }) => msg === "cloud request" && trace_id === TRACE);
    expect(calls.length).toBe(query.length - 1);
  });
});

describe("a collector that does not answer", () => {
  let silent: Server;
  let program: Program | undefined;
  afterEach(async () => {
    await program?.stop();
    silent?.close();
  });

  it("neither slows nor ends the program, and is logged once", async () => {
    silent = createServer(() => undefined).listen(0, "127.0.0.1");
    await once(silent, "listening");
    program = await startProgram([], {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`,
      OTEL_EXPORTER_OTLP_TIMEOUT: "120000",
      OTEL_BSP_EXPORT_TIMEOUT: "200",
      OTEL_BSP_SCHEDULE_DELAY: "10",
      OTEL_BSP_MAX_QUEUE_SIZE: "4",
      OTEL_BSP_MAX_EXPORT_BATCH_SIZE: "2",
    });
    for (let asked = 0; asked < 20; asked += 1) {
      const { data } = await program.ask("{ listeners(first: 1) { nodes { name } } }");
      expect(data.listeners.nodes).toHaveLength(1);
    }
    await program.logged(({ msg }) => msg === "traces or metrics could not be sent");
    expect(program.log().filter(({ msg }) => msg === "traces or metrics could not be sent")).toHaveLength(1);
    // Exports under way would last for two minutes, and keep the process.
    expect(await program.stop()).toBe(0);
  });
});

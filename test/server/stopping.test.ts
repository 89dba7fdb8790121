import { describe, expect, it } from "vitest";
import { type RunningGraph, startGraph } from "../support/graph.js";
import { metric } from "../support/metric.js";
import { bodyOf, headOf, rawClient } from "../support/raw-client.js";

const CREATE = `mutation ($parentId: ID!) {
  createListener(input: { parentId: $parentId, name: "late", protocol: TCP, portRanges: [{ fromPort: 4999, toPort: 4999 }] }) {
    problems { code }
  }
}`;

function slowDown({ app }: RunningGraph, ms: number): void {
  for (const cloud of app.sandbox!.clouds) cloud.faults.add({ fault: { kind: "latency", ms } });
}

async function slowGraph(ms: number, limits: object = {}): Promise<RunningGraph> {
  const graph = await startGraph((config) => {
    Object.assign(config.server.limits, limits);
  });
  slowDown(graph, ms);
  return graph;
}

describe("a server that stops", () => {
  it("waits for operations, and not for requests that are not whole nor for connections without one", async () => {
    const graph = await slowGraph(300);
    const half = rawClient(graph.endpoint, `${headOf(1_000)}{`);
    const idle = rawClient(graph.endpoint, "GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n");
    await idle.until("alive");
    const answer = graph.ask("{ listeners(first: 1) { nodes { id } } }");
    await expect.poll(() => metric(graph, "graphql_operations_in_flight")).toBe(1);
    const startedAt = Date.now();
    const stopped = graph.stop();

    const ready = await fetch(new URL("/readyz", graph.endpoint));
    expect([ready.status, await ready.json()]).toMatchObject([
      503,
      { status: "draining", reason: expect.stringContaining("stopping") },
    ]);
    const late = await graph.ask("{ __typename }");
    expect([late.status, late.errors]).toEqual([
      503,
      [
        {
          message: "This server is shutting down. Send the request again: to another instance, or when it is back.",
          extensions: { code: "PROVIDER_UNAVAILABLE" },
        },
      ],
    ]);
    const cut = await half.closed();
    expect(cut).toMatch(/^HTTP\/1\.1 503 /);
    expect(bodyOf(cut).errors[0]?.message).toBe(
      "This server is shutting down. Send the request again: to another instance, or when it is back.",
    );

    expect((await answer).data.listeners.nodes).toHaveLength(1);
    await stopped;
    expect(Date.now() - startedAt).toBeLessThan(5_000);
    expect(graph.app.server.hasCutOff()).toBe(false);
    await idle.closed();
    await expect(fetch(new URL("/healthz", graph.endpoint))).rejects.toThrow();
  });

  it("answers what it cuts off when it has waited long enough", async () => {
    const graph = await slowGraph(3_000, { drainMs: 200 });
    const answer = graph.ask("{ listeners(first: 1) { nodes { id } } }");
    await expect.poll(() => metric(graph, "graphql_operations_in_flight")).toBe(1);
    const stopped = graph.app.server.stop();
    expect([(await answer).status, (await answer).errors]).toEqual([
      503,
      [
        {
          message: "This server stopped before the operation had finished. Send it again.",
          extensions: { code: "PROVIDER_UNAVAILABLE" },
        },
      ],
    ]);
    await stopped;
    expect(graph.app.server.hasCutOff()).toBe(true);
    await graph.stop();
  });

  it("says of a change that a second signal cuts off that it may have been made", async () => {
    const graph = await startGraph();
    const { data } = await graph.ask("{ listenerParents(first: 1) { nodes { id } } }");
    slowDown(graph, 3_000);
    const change = graph.ask(CREATE, { parentId: data.listenerParents.nodes[0].id });
    await expect.poll(() => metric(graph, "graphql_operations_in_flight")).toBe(1);
    const read = graph.ask("{ listeners(first: 1) { nodes { id } } }");
    await expect.poll(() => metric(graph, "graphql_operations_in_flight")).toBe(2);
    const startedAt = Date.now();
    void graph.app.server.stop();
    await graph.app.server.cutOff();
    expect((await change).errors).toEqual([
      {
        message:
          "This server stopped before the change had finished. Whether it was made is not known: check before you send it again.",
        extensions: { code: "OUTCOME_UNKNOWN" },
      },
    ]);
    expect((await read).errors?.[0]?.extensions?.code).toBe("PROVIDER_UNAVAILABLE");
    expect(Date.now() - startedAt).toBeLessThan(2_000);
    await graph.stop();
  });
});

describe("a server that is full", () => {
  it("says so to load balancers when it stays full, and not before", async () => {
    const graph = await slowGraph(1_500, { maxConcurrentOperations: 1, saturatedAfterMs: 500 });
    try {
      const ready = async () => (await fetch(new URL("/readyz", graph.endpoint))).json();
      const answer = graph.ask("{ listeners(first: 1) { nodes { id } } }");
      await expect.poll(() => metric(graph, "graphql_operations_in_flight")).toBe(1);
      expect(await ready()).toEqual({ status: "ready" });
      await expect.poll(ready, { timeout: 1_400 }).toMatchObject({
        status: "saturated",
        reason: expect.stringContaining("at its limit of 1 concurrent operations"),
      });
      expect((await fetch(new URL("/readyz", graph.endpoint))).status).toBe(503);
      expect((await fetch(new URL("/healthz", graph.endpoint))).status).toBe(200);
      await answer;
      expect(await ready()).toEqual({ status: "ready" });
    } finally {
      await graph.stop();
    }
  });
});

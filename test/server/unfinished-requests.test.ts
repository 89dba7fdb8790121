import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningGraph, startGraph } from "../support/graph.js";
import { metric } from "../support/metric.js";
import { bodyOf, headOf, type RawClient, rawClient } from "../support/raw-client.js";

const QUERY = JSON.stringify({ query: "{ __typename }" });

/** What a client is answered that sends a byte now and then, until its connection is closed. */
async function trickled({ endpoint }: RunningGraph, begin: string): Promise<string> {
  const client = rawClient(endpoint, begin);
  const trickle = setInterval(() => client.send("x"), 40);
  return client.closed().finally(() => clearInterval(trickle));
}

describe("requests that are not whole", () => {
  let graph: RunningGraph;
  beforeAll(async () => {
    graph = await startGraph((config) => {
      config.server.limits.maxConcurrentOperations = 8;
      config.server.limits.bodyTimeoutMs = 2_000;
    });
  });
  afterAll(() => graph.stop());

  it("keep nobody out, and are ended with a word", async () => {
    const halves = Array.from({ length: 300 }, () => rawClient(graph.endpoint, `${headOf(1_000)}{`));
    await expect.poll(() => metric(graph, "http_connections")).toBeGreaterThan(300);
    expect((await graph.ask("{ cloudAccounts { id } }")).status).toBe(200);
    expect((await fetch(new URL("/readyz", graph.endpoint))).status).toBe(200);
    expect(await metric(graph, "graphql_operations_in_flight")).toBe(0);
    const answers = await Promise.all(halves.map((half) => half.closed()));
    for (const answer of answers) {
      expect(answer).toMatch(/^HTTP\/1\.1 408 /);
      expect(bodyOf(answer).errors[0]).toEqual({
        message: "The request body did not arrive within 2000 ms (server.limits.bodyTimeoutMs).",
        extensions: { code: "BAD_REQUEST" },
      });
    }
    expect(await metric(graph, 'http_requests_refused_total{reason="body_time"}')).toBe(300);
    await expect.poll(() => metric(graph, "http_connections")).toBeLessThan(10);
  });

  it("are ended by the time for all of their body, however steadily it trickles", async () => {
    const answer = await trickled(graph, `${headOf(1_000)}{`);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(bodyOf(answer).errors[0]?.message).toBe(
      "The request body did not arrive within 2000 ms (server.limits.bodyTimeoutMs).",
    );
  });

  it("become whole piece by piece", async () => {
    const body = JSON.stringify({ query: "{ __typename }", variables: { text: "漢字".repeat(30_000) } });
    const bytes = Buffer.from(body);
    const client = rawClient(graph.endpoint, headOf(bytes.length));
    for (let at = 0; at < bytes.length; at += 10_007) {
      client.socket.write(bytes.subarray(at, at + 10_007));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(await client.until('"Query"')).toMatch(/^HTTP\/1\.1 200 /);
    const chunked = rawClient(graph.endpoint, headOf(0).replace("content-length: 0", "transfer-encoding: chunked"));
    chunked.send([...QUERY].map((letter) => `1\r\n${letter}\r\n`).join(""));
    chunked.send("0\r\n\r\n");
    expect(await chunked.until('"Query"')).toMatch(/^HTTP\/1\.1 200 /);
    chunked.socket.destroy();
    client.socket.destroy();
  });

  it("are refused when they come in crumbs", async () => {
    const head = headOf(0).replace("content-length: 0", "transfer-encoding: chunked");
    const answer = await rawClient(graph.endpoint, head + "1\r\nx\r\n".repeat(10_000)).closed();
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(bodyOf(answer).errors[0]?.message).toContain("small pieces");
  });

  it("are refused as too large while their client is still sending", async () => {
    const response = await fetch(graph.endpoint, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: Buffer.alloc(8_000_000, 32),
    });
    expect([response.status, await response.json()]).toMatchObject([
      413,
      {
        errors: [
          {
            message: "The request body must be at most 1048576 bytes (server.limits.maxBodyBytes).",
          },
        ],
      },
    ]);
  });
});

describe("requests whose headers are not whole", () => {
  let graph: RunningGraph;
  beforeAll(async () => {
    graph = await startGraph((config) => {
      config.server.limits.headersTimeoutMs = 300;
      config.server.limits.bodyTimeoutMs = 2_000;
    });
  });
  afterAll(() => graph.stop());

  it("are ended by the time for all of them, however steadily they trickle", async () => {
    const answer = await trickled(graph, "POST /graphql HTTP/1.1\r\nhost: x");
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(bodyOf(answer).errors[0]?.message).toBe(
      "The request headers did not arrive within 300 ms (server.limits.headersTimeoutMs).",
    );
  });

  it("are closed without a word when nothing of them has come", async () => {
    const startedAt = performance.now();
    expect(await rawClient(graph.endpoint).closed()).toBe("");
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it("leave refused requests whose bodies do not end to both times together, and to the one answer", async () => {
    const client = rawClient(graph.endpoint, "DELETE /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n");
    const answer = await client.closed();
    expect(answer).toMatch(/^HTTP\/1\.1 405 /);
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
  });
});

describe("the room for bodies that are still arriving", () => {
  let graph: RunningGraph;
  beforeAll(async () => {
    graph = await startGraph((config) => {
      config.server.limits.maxPendingBodyBytes = 300_000;
      config.server.trustedProxies = ["127.0.0.1"];
    });
  });
  afterAll(() => graph.stop());

  /** Sends so much of a body that is longer, in two pieces. */
  const pending = (client: string, bytes: number): RawClient => {
    const begun = rawClient(graph.endpoint, headOf(1_000_000, { "x-forwarded-for": client }));
    begun.send("{");
    setTimeout(() => begun.send(" ".repeat(bytes)), 20);
    return begun;
  };

  it("is shared among clients, and leaves small requests alone", async () => {
    const first = pending("203.0.113.1", 100_000);
    await expect.poll(() => metric(graph, "http_pending_body_bytes")).toBeGreaterThan(100_000);
    const refusedShare = await pending("203.0.113.1", 100_000).until("\r\n\r\n{");
    expect(refusedShare).toMatch(/^HTTP\/1\.1 429 [\s\S]*retry-after: 1\r\n/);
    expect(bodyOf(refusedShare).errors[0]?.message).toMatch(
      /^Your request bodies in transit hold \d+ bytes; at most \d+ are allowed for one client now\./,
    );

    const second = pending("203.0.113.2", 100_000);
    await expect.poll(() => metric(graph, "http_pending_body_bytes")).toBeGreaterThan(200_000);
    const refused = await pending("203.0.113.3", 100_000).until("\r\n\r\n{");
    expect(refused).toMatch(/^HTTP\/1\.1 503 [\s\S]*retry-after: 1\r\n/);
    expect(bodyOf(refused).errors[0]?.message).toMatch(/hold \d+ bytes; at most 300000 are allowed/);

    const small = rawClient(graph.endpoint, headOf(QUERY.length, { "x-forwarded-for": "203.0.113.1" }));
    small.send(QUERY.slice(0, 9));
    setTimeout(() => small.send(QUERY.slice(9)), 20);
    expect(await small.until('"Query"')).toMatch(/^HTTP\/1\.1 200 /);
    for (const client of [first, second, small]) client.socket.destroy();
    await expect.poll(() => metric(graph, "http_pending_body_bytes")).toBe(0);
  });
});

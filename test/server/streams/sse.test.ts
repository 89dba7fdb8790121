import { createClient } from "graphql-sse";
import { afterEach, describe, expect, it } from "vitest";
import type { ServerConfig } from "../../../src/config/server.js";
import { metric } from "../../support/metric.js";
import { openStream } from "./event-stream.js";
import { type StreamServer, startStreams } from "./stream-server.js";

const TICK = "subscription { tick { n } }";

let server: StreamServer;
const start = async (change?: (config: ServerConfig) => void) => {
  server = await startStreams(change);
  return server;
};
afterEach(() => server.stop());

const subscribers = (count: number) => expect.poll(() => server.feed.subscribers.size, { timeout: 10_000 }).toBe(count);

describe("subscriptions over server-sent events", () => {
  it("answer graphql-sse, the client", async () => {
    const { endpoint, feed } = await start();
    const client = createClient({ url: endpoint, retryAttempts: 0 });
    const results = client.iterate({
      query: "subscription ($name: String) { tick(name: $name) { n text } }",
      variables: { name: "a" },
    });
    const first = results.next();
    await subscribers(1);
    feed.tell({ n: 1, text: "line\nbreak" });
    expect(await first).toEqual({ done: false, value: { data: { tick: { n: 1, text: "line\nbreak" } } } });
    feed.end();
    expect((await results.next()).done).toBe(true);
    expect(feed.subscribers.size).toBe(0);
    client.dispose();
  });

  it.each(["GET", "POST"] as const)(
    "answer %s without other headers, and end when there is nothing more",
    async (method) => {
      const { endpoint, feed } = await start();
      const stream = await openStream(endpoint, TICK, { method });
      expect([stream.status, stream.headers.get("content-type")]).toEqual([200, "text/event-stream; charset=utf-8"]);
      expect(await stream.raw()).toBe(":\n\n");
      feed.tell({ n: 1 });
      feed.tell({ n: 2 });
      feed.end();
      expect(await stream.next()).toEqual({ data: { tick: { n: 1 } } });
      expect(await stream.next()).toEqual({ data: { tick: { n: 2 } } });
      expect(await stream.next()).toBeNull();
      expect(await metric(server, 'graphql_streams_ended_total{transport="sse",reason="completed"}')).toBe(1);
      expect(await metric(server, 'graphql_stream_events_total{transport="sse"}')).toBe(2);
    },
  );

  it("execute each event with its own context and deadline", async () => {
    const { endpoint, feed } = await start((config) => {
      config.limits.readDeadlineMs = 2_000;
    });
    const stream = await openStream(endpoint, "subscription { tick { n deadlineIn caller } }");
    for (const n of [1, 2]) {
      // Later than the deadline of the start, by as long as the test can wait.
      feed.tell({ n });
      const { tick } = (await stream.next())!.data as { tick: { deadlineIn: number; caller: string } };
      expect(tick.deadlineIn).toBeGreaterThan(0);
      expect(tick.deadlineIn).toBeLessThanOrEqual(2_000);
      expect(tick.caller).toBe("anybody");
    }
    stream.leave();
    await subscribers(0);
  });

  it("send heartbeats while nothing happens", async () => {
    const { endpoint } = await start((config) => {
      config.subscriptions.heartbeatSeconds = 1;
    });
    const stream = await openStream(endpoint, TICK);
    for (let i = 0; i < 3; i += 1) expect(await stream.raw()).toBe(":\n\n");
    stream.leave();
  });

  it("release everything when the client has left", async () => {
    const { endpoint, lines } = await start();
    const stream = await openStream(endpoint, TICK);
    expect(await metric(server, 'graphql_streams{transport="sse"}')).toBe(1);
    expect(await metric(server, "graphql_operations_in_flight")).toBe(0);
    stream.leave();
    await subscribers(0);
    await expect.poll(() => metric(server, 'graphql_streams{transport="sse"}'), { timeout: 10_000 }).toBe(0);
    expect(await metric(server, 'graphql_streams_ended_total{transport="sse",reason="client"}')).toBe(1);
    const line = lines.find(({ msg }) => msg === "a stream has ended");
    expect(line).toMatchObject({ transport: "sse", reason: "client", caller: "anybody", events: 0 });
  });

  it("format and mask the errors of each event as in other answers", async () => {
    const { endpoint, feed } = await start();
    const stream = await openStream(endpoint, "subscription { tick { n broken refused } }");
    feed.tell({ n: 1 });
    const { data, errors } = (await stream.next())!;
    expect(data).toEqual({ tick: { n: 1, broken: null, refused: null } });
    expect(errors!.map(({ extensions }) => extensions.code).sort()).toEqual(["FORBIDDEN", "INTERNAL_SERVER_ERROR"]);
    expect(JSON.stringify(errors)).not.toContain("secret");
    feed.fail(new Error("the secret of the house"));
    const last = (await stream.next())!;
    expect(last.errors![0]!.extensions).toMatchObject({ code: "INTERNAL_SERVER_ERROR", reference: expect.any(String) });
    expect(JSON.stringify(last)).not.toContain("secret");
    expect(await stream.next()).toBeNull();
  });

  it("answer what cannot be subscribed to with one event", async () => {
    const { endpoint } = await start((config) => {
      config.introspection = false;
      config.limits.maxDepth = 2;
    });
    const codeOf = async (query: string, variables?: object) => {
      const stream = await openStream(endpoint, query, { method: "POST", variables });
      const result = await stream.next();
      expect(await stream.next()).toBeNull();
      return [result!.errors![0]!.extensions.code, result!.errors![0]!.message];
    };
    expect(await codeOf("subscription { nothing }")).toEqual([
      "GRAPHQL_VALIDATION_FAILED",
      expect.stringContaining("nothing"),
    ]);
    expect(await codeOf("subscription {")).toEqual(["GRAPHQL_PARSE_FAILED", expect.any(String)]);
    expect(await codeOf("subscription { tick { inner { inner { n } } } }")).toEqual([
      "GRAPHQL_VALIDATION_FAILED",
      expect.stringContaining("maxDepth"),
    ]);
    expect(await codeOf("subscription ($name: String) { tick(name: $name) { n } }", { name: 3 })).toEqual([
      "BAD_USER_INPUT",
      expect.stringContaining("$name"),
    ]);
    expect(await codeOf("subscription { closed { n } }")).toEqual(["NOT_FOUND", "There is no such thing."]);
    expect(await codeOf("{ hello }")).toEqual(["BAD_REQUEST", expect.stringContaining("Accept: application/json")]);
    expect(await codeOf("mutation { greet }")).toEqual([
      "BAD_REQUEST",
      expect.stringContaining("Accept: application/json"),
    ]);
    expect(await codeOf("{ __schema { types { name } } }")).toEqual([
      "GRAPHQL_VALIDATION_FAILED",
      expect.stringContaining("introspection"),
    ]);
    expect(server.feed.subscribers.size).toBe(0);
    expect(await metric(server, 'graphql_streams{transport="sse"}')).toBe(0);
  });

  it("are refused as ordinary requests, and the message says what to do instead", async () => {
    const { endpoint } = await start();
    const response = await fetch(endpoint, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json, text/event-stream" },
      body: JSON.stringify({ query: TICK }),
    });
    const { errors } = (await response.json()) as { errors: { message: string; extensions: object }[] };
    expect(errors[0]).toMatchObject({
      message: expect.stringContaining("Accept: text/event-stream"),
      extensions: { code: "BAD_REQUEST" },
    });
    expect(server.feed.subscribers.size).toBe(0);
  });

  it("can be switched off", async () => {
    const { endpoint } = await start((config) => {
      config.subscriptions.enabled = false;
    });
    const stream = await openStream(endpoint, TICK);
    expect((await stream.next())!.errors![0]!.message).toContain("server.subscriptions.enabled");
  });

  it("do not begin for pages of origins that are not listed", async () => {
    const { endpoint } = await start((config) => {
      config.corsOrigins = ["https://console.example.com"];
    });
    const from = (origin: string) => openStream(endpoint, TICK, { headers: { origin } });
    const refused = await from("https://evil.example.com");
    expect([refused.status, (await refused.json()).errors[0]!.message]).toEqual([
      403,
      expect.stringContaining("server.corsOrigins"),
    ]);
    for (const origin of ["https://console.example.com", new URL(endpoint).origin]) {
      const stream = await from(origin);
      expect(stream.status).toBe(200);
      stream.leave();
    }
    await subscribers(0);
    const blind = await openStream(endpoint, TICK, {
      headers: { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" },
    });
    expect(blind.status).toBe(403);
  });

  it("do not begin for HEAD requests", async () => {
    const { endpoint, feed } = await start();
    const response = await fetch(`${endpoint}?query=${encodeURIComponent(TICK)}`, {
      method: "HEAD",
      headers: { accept: "text/event-stream" },
    });
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(feed.subscribers.size).toBe(0);
  });
});

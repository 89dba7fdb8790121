import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterEach, describe, expect, it } from "vitest";
import { AccessConfig, StaticTokenConfig, TokenIssuerConfig } from "../../../src/config/access.js";
import { Secret } from "../../../src/config/secret.js";
import type { ServerConfig } from "../../../src/config/server.js";
import { TrustedDocumentsConfig } from "../../../src/config/trusted-documents.js";
import { metric } from "../../support/metric.js";
import { rawClient } from "../../support/raw-client.js";
import { type EventStream, openStream } from "./event-stream.js";
import { type StreamServer, startStreams } from "./stream-server.js";

const TICK = "subscription { tick { n } }";

let server: StreamServer;
const start = async (change?: (config: ServerConfig) => void) => {
  server = await startStreams(change);
  return server;
};
afterEach(() => server.stop());

const ended = (reason: string) => metric(server, `graphql_streams_ended_total{transport="sse",reason="${reason}"}`);
const subscribers = (count: number) => expect.poll(() => server.feed.subscribers.size, { timeout: 10_000 }).toBe(count);

/** The one error that a stream ends with. */
async function lastWordOf(stream: EventStream) {
  const result = await stream.next();
  expect(result?.errors).toHaveLength(1);
  expect(await stream.next()).toBeNull();
  const [{ message, extensions }] = result!.errors as [{ message: string; extensions: Record<string, unknown> }];
  return { message, ...extensions };
}

const tokens = (...names: string[]) =>
  Object.assign(new AccessConfig(), {
    tokens: names.map((name) => Object.assign(new StaticTokenConfig(), { name, token: new Secret(name) })),
  });
const as = (name: string) => ({ headers: { authorization: `Bearer ${name}` } });

describe("streams", () => {
  it("are limited for each caller and in total", async () => {
    const { endpoint } = await start((config) => {
      config.access = tokens("ada", "bob", "eve");
      config.subscriptions.maxStreamsPerCaller = 2;
      config.subscriptions.maxStreams = 3;
    });
    const adas = [await openStream(endpoint, TICK, as("ada")), await openStream(endpoint, TICK, as("ada"))];
    const third = await openStream(endpoint, TICK, as("ada"));
    expect([third.status, third.headers.get("retry-after")]).toEqual([429, "1"]);
    expect((await third.json()).errors[0]!.message).toContain("2 open streams, the limit for one caller");
    expect((await openStream(endpoint, TICK, as("bob"))).status).toBe(200);
    const fourth = await openStream(endpoint, TICK, as("eve"));
    expect(fourth.status).toBe(503);
    expect((await fourth.json()).errors[0]!.message).toContain("server.subscriptions.maxStreams");
    expect(await metric(server, 'http_requests_refused_total{reason="caller_streams"}')).toBe(1);
    adas[0]!.leave();
    await subscribers(2);
    expect((await openStream(endpoint, TICK, as("ada"))).status).toBe(200);
  });

  it("require the same authentication as every request", async () => {
    const { endpoint, feed } = await start((config) => {
      config.access = tokens("ada");
    });
    expect((await openStream(endpoint, TICK)).status).toBe(401);
    expect((await openStream(endpoint, TICK, as("eve"))).status).toBe(401);
    const stream = await openStream(endpoint, "subscription { tick { caller } }", as("ada"));
    feed.tell({ n: 1 });
    expect(await stream.next()).toEqual({ data: { tick: { caller: "ada" } } });
  });

  it("end with a message when the caller's token expires, and not before", async () => {
    const { privateKey, publicKey } = await generateKeyPair("ES256");
    const issuer = Object.assign(new TokenIssuerConfig(), {
      issuer: "https://login.example.com",
      audiences: ["graph"],
      keys: JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: "one" }] }),
      clockToleranceSeconds: 0,
    });
    const { endpoint, feed } = await start((config) => {
      config.access = Object.assign(new AccessConfig(), { issuers: [issuer] });
      config.subscriptions.heartbeatSeconds = 1;
    });
    const token = await new SignJWT({})
      .setProtectedHeader({ alg: "ES256", kid: "one" })
      .setIssuer("https://login.example.com")
      .setAudience("graph")
      .setSubject("ada")
      .setExpirationTime("6s")
      .sign(privateKey);
    const stream = await openStream(endpoint, TICK, as(token));
    feed.tell({ n: 1 });
    expect(await stream.next()).toEqual({ data: { tick: { n: 1 } } });
    expect(await lastWordOf(stream)).toEqual({
      message: "The bearer token has expired (exp).",
      code: "UNAUTHENTICATED",
      isRetryable: false,
    });
    expect(await ended("unauthenticated")).toBe(1);
  }, 30_000);

  it("authenticate the caller again before each event", async () => {
    const { endpoint, feed, revoke } = await start((config) => {
      config.subscriptions.heartbeatSeconds = 300;
    });
    const stream = await openStream(endpoint, TICK);
    feed.tell({ n: 1 });
    expect(await stream.next()).toEqual({ data: { tick: { n: 1 } } });
    revoke();
    feed.tell({ n: 2 });
    expect(await lastWordOf(stream)).toMatchObject({ message: "The token was revoked.", code: "UNAUTHENTICATED" });
  });

  it("end with a message after their maximum time", async () => {
    const { endpoint } = await start((config) => {
      config.subscriptions.maxSecondsPerStream = 1;
      config.subscriptions.heartbeatSeconds = 1;
    });
    expect(await lastWordOf(await openStream(endpoint, TICK))).toMatchObject({
      message: expect.stringContaining("1 s, the limit (server.subscriptions.maxSecondsPerStream)"),
      code: "STREAM_ENDED",
      isRetryable: true,
    });
    expect(await ended("age")).toBe(1);
    await subscribers(0);
  });

  it("end with a message when the server stops, which does not wait for them", async () => {
    const {
      endpoint,
      feed,
      server: running,
    } = await start((config) => {
      config.limits.drainMs = 600_000;
    });
    const stream = await openStream(endpoint, TICK);
    await subscribers(1);
    const stopped = running.stop();
    expect(await lastWordOf(stream)).toMatchObject({
      message: expect.stringContaining("shutting down"),
      code: "STREAM_ENDED",
    });
    await stopped;
    expect(feed.subscribers.size).toBe(0);
  });

  it("run only registered documents where only those are allowed", async () => {
    const folder = mkdtempSync(join(tmpdir(), "manifest-"));
    const id = createHash("sha256").update(TICK).digest("hex");
    const file = join(folder, "manifest.json");
    writeFileSync(
      file,
      JSON.stringify({
        format: "apollo-persisted-query-manifest",
        version: 1,
        operations: [{ id, name: "Tick", type: "subscription", body: TICK }],
      }),
    );
    try {
      const { endpoint, feed } = await start((config) => {
        config.trustedDocuments = Object.assign(new TrustedDocumentsConfig(), { manifests: [file], mode: "enforce" });
      });
      expect((await openStream(endpoint, "subscription { tick { n text } }")).status).toBe(403);
      const response = await fetch(`${endpoint}?documentId=sha256:${id}`, { headers: { accept: "text/event-stream" } });
      expect(response.status).toBe(200);
      await subscribers(1);
      feed.end();
      expect(await response.text()).toContain("event: complete");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("charge the caller's budget for each event, and end when it is spent", async () => {
    const { endpoint, feed } = await start((config) => {
      config.limits.callerCostPerMinute = 100;
    });
    const stream = await openStream(endpoint, TICK);
    let events = 0;
    let result: Awaited<ReturnType<EventStream["next"]>>;
    do {
      feed.tell({ n: events });
      result = await stream.next();
      events += 1;
    } while (result?.data && events < 1_000);
    expect(events).toBeLessThanOrEqual(101);
    expect(result!.errors![0]!.extensions).toMatchObject({ code: "RATE_LIMITED", limit: 100 });
    expect(await stream.next()).toBeNull();
    expect(await ended("refused")).toBe(1);
    expect((await openStream(endpoint, TICK)).status).toBe(429);
  });

  it("hold each event to the limit of an answer, and continue", async () => {
    const { endpoint, feed } = await start((config) => {
      config.limits.maxAnswerBytes = 10_000;
    });
    const stream = await openStream(endpoint, "subscription { tick { n text } }");
    feed.tell({ n: 1, text: "x".repeat(10_000) });
    const large = await stream.next();
    expect([large!.data, large!.errors![0]!.extensions.code]).toEqual([null, "COST_LIMIT"]);
    feed.tell({ n: 2, text: "y" });
    expect(await stream.next()).toEqual({ data: { tick: { n: 2, text: "y" } } });
  });
});

describe("a client that does not receive its events", () => {
  const LARGE = { n: 1, text: "x".repeat(4 * 1024 * 1024) };
  const request = `GET /graphql?query=${encodeURIComponent("subscription { tick { n text } }")} HTTP/1.1\r\nhost: x\r\naccept: text/event-stream\r\n\r\n`;
  const deaf = () => {
    const client = rawClient(server.endpoint, request);
    client.socket.pause();
    return client;
  };

  it("is sent nothing more until it has received the last one, and is then disconnected with a message", async () => {
    const { feed, endpoint } = await start((config) => {
      config.subscriptions.slowClientSeconds = 1;
    });
    const client = deaf();
    await subscribers(1);
    const [subscriber] = feed.subscribers;
    for (let i = 0; i < 20; i += 1) feed.tell(LARGE);
    await expect.poll(() => ended("slow"), { timeout: 10_000 }).toBe(1);
    // Events wait at their source: here there is at most one.
    expect(subscriber!.left).toBeGreaterThan(10);
    expect((await fetch(new URL("/healthz", endpoint))).status).toBe(200);
    client.socket.resume();
    const text = await client.until("event: complete");
    expect(text.slice(-1_000)).toContain("server.subscriptions.slowClientSeconds");
    client.socket.destroy();
  });

  it("makes room for others when too many bytes wait", async () => {
    const { feed, endpoint } = await start((config) => {
      config.subscriptions.slowClientSeconds = 300;
      config.limits.maxUntakenAnswerBytes = 1024 * 1024;
    });
    const client = deaf();
    await subscribers(1);
    for (let i = 0; i < 20; i += 1) feed.tell(LARGE);
    const [first] = feed.subscribers;
    // It is sent what the sockets take, and the next one waits.
    const seen: number[] = [];
    const isStill = () => seen.push(first!.left) > 1 && seen.at(-1) === seen.at(-2);
    await expect.poll(isStill, { interval: 500, timeout: 10_000 }).toBe(true);
    const other = await openStream(endpoint, "subscription { tick { text } }");
    await subscribers(2);
    const cutOffs = async () => {
      feed.tell(LARGE);
      expect((await other.next())!.data).toEqual({ tick: { text: LARGE.text } });
      return ended("slow");
    };
    await expect.poll(cutOffs, { timeout: 10_000 }).toBe(1);
    other.leave();
    client.socket.destroy();
  });
});

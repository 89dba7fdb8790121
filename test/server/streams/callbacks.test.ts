import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ServerConfig } from "../../../src/config/server.js";
import { metric } from "../../support/metric.js";
import { type StreamServer, startStreams } from "./stream-server.js";

interface Received {
  readonly path: string;
  readonly protocol: unknown;
  readonly body: Record<string, unknown>;
}

/** A gateway that receives callbacks, and answers with the status that the test wants for an action. */
let gateway: Server;
let origin: string;
let received: Received[];
let statuses: Record<string, number>;
beforeEach(async () => {
  received = [];
  statuses = {};
  gateway = createServer((request, response) => {
    let text = "";
    request.on("data", (piece) => {
      text += piece;
    });
    request.on("end", () => {
      const body = JSON.parse(text);
      received.push({ path: request.url!, protocol: request.headers["subscription-protocol"], body });
      const status = statuses[body.action] ?? 204;
      response.writeHead(status, status === 302 ? { location: `${origin}/elsewhere` } : {}).end();
    });
  });
  await new Promise<void>((resolve) => gateway.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
});

let server: StreamServer;
const start = async (change?: (config: ServerConfig) => void) => {
  server = await startStreams((config) => {
    config.subscriptions.callback.allowedOrigins = [origin];
    change?.(config);
  });
  return server;
};
afterEach(async () => {
  await server.stop();
  gateway.closeAllConnections();
  await new Promise((resolve) => gateway.close(resolve));
});

async function subscribe(subscription: object = {}, query = "subscription { tick { n } }") {
  const asked = { callbackUrl: `${origin}/callback/1`, subscriptionId: "1", verifier: "secret-word", ...subscription };
  const response = await fetch(server.endpoint, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json;callbackSpec=1.0; charset=utf-8" },
    body: JSON.stringify({ query, extensions: { subscription: asked } }),
  });
  const body = (await response.json()) as {
    data?: unknown;
    errors?: { message: string; extensions: { code: string } }[];
  };
  return { status: response.status, protocol: response.headers.get("subscription-protocol"), ...body };
}
const actions = () => received.map(({ body }) => body.action);
const open = () => metric(server, 'graphql_streams{transport="callback"}');

describe("subscriptions with callbacks", () => {
  it("are checked first, then receive each event, one after the other, and the end", async () => {
    const { feed } = await start();
    expect(await subscribe({ heartbeatIntervalMs: 0 })).toEqual({ status: 200, protocol: "callback/1.0", data: null });
    expect(received).toEqual([
      {
        path: "/callback/1",
        protocol: "callback/1.0",
        body: { kind: "subscription", action: "check", id: "1", verifier: "secret-word" },
      },
    ]);
    for (let n = 1; n <= 5; n += 1) feed.tell({ n });
    feed.end();
    await expect
      .poll(actions, { timeout: 10_000 })
      .toEqual(["check", "next", "next", "next", "next", "next", "complete"]);
    expect(received.slice(1, 6).map(({ body }) => body.payload)).toEqual(
      [1, 2, 3, 4, 5].map((n) => ({ data: { tick: { n } } })),
    );
    expect(await open()).toBe(0);
  });

  it("are checked regularly while nothing happens", async () => {
    await start();
    await subscribe({ heartbeatIntervalMs: 1_000 });
    await expect.poll(() => actions().length, { timeout: 10_000 }).toBeGreaterThan(2);
    expect(new Set(actions())).toEqual(new Set(["check"]));
  });

  it.each([404, 302])("end when the gateway answers %s, and are not sent anywhere else", async (status) => {
    const { feed } = await start();
    await subscribe({ heartbeatIntervalMs: 0 });
    statuses.next = status;
    feed.tell({ n: 1 });
    await expect.poll(() => feed.subscribers.size, { timeout: 10_000 }).toBe(0);
    await expect.poll(open, { timeout: 10_000 }).toBe(0);
    expect(actions()).toEqual(["check", "next"]);
    expect(received.map(({ path }) => path)).not.toContain("/elsewhere");
  });

  it("do not begin when the gateway does not answer the check", async () => {
    const { feed } = await start();
    statuses.check = 404;
    const { status, errors } = await subscribe();
    expect([status, errors![0]!.extensions.code]).toEqual([403, "FORBIDDEN"]);
    expect(feed.subscribers.size).toBe(0);
    expect(await open()).toBe(0);
  });

  it("cause no request to origins that are not listed, nor for documents that are refused", async () => {
    await start();
    const { port } = new URL(origin);
    const elsewhere = [
      `http://localhost:${port}/callback/1`,
      `http://127.0.0.2:${port}/callback/1`,
      `https://127.0.0.1:${port}/callback/1`,
      "http://169.254.169.254/latest/meta-data",
      `http://user:pass@127.0.0.1:${port}/callback/1`,
      `http://127.0.0.1:${port}@evil.example.com/`,
      "file:///etc/passwd",
      "/callback/1",
    ];
    for (const callbackUrl of elsewhere) {
      const { status, errors } = await subscribe({ callbackUrl });
      expect([callbackUrl, status]).toEqual([callbackUrl, 403]);
      expect(errors![0]!.message).toContain("server.subscriptions.callback.allowedOrigins");
      expect(JSON.stringify(errors)).not.toContain("evil");
    }
    const { errors } = await subscribe({}, "subscription { nothing }");
    expect(errors![0]!.extensions.code).toBe("GRAPHQL_VALIDATION_FAILED");
    expect((await subscribe({ verifier: 7 })).errors![0]!.message).toContain("extensions.subscription.verifier");
    expect(received).toEqual([]);
    expect(server.feed.subscribers.size).toBe(0);
  });

  it("are limited in number", async () => {
    await start((config) => {
      config.subscriptions.callback.maxStreams = 1;
    });
    expect((await subscribe()).status).toBe(200);
    const { status, errors } = await subscribe();
    expect([status, errors![0]!.message]).toEqual([503, expect.stringContaining("callback.maxStreams")]);
  });

  it("end with a message when the server stops", async () => {
    const { server: running } = await start();
    await subscribe({ heartbeatIntervalMs: 0 });
    await running.stop();
    expect(actions()).toEqual(["check", "next", "complete"]);
    expect(received[1]!.body.payload).toMatchObject({ errors: [{ extensions: { code: "STREAM_ENDED" } }] });
  });

  it("are not offered unless origins are listed", async () => {
    await start((config) => {
      config.subscriptions.callback.allowedOrigins = [];
    });
    expect((await subscribe()).errors![0]!.message).toContain("needs a stream");
    expect(received).toEqual([]);
  });
});

import { once } from "node:events";
import { type Client, createClient } from "graphql-ws";
import { afterEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { AccessConfig, StaticTokenConfig } from "../../../src/config/access.js";
import { Secret } from "../../../src/config/secret.js";
import type { ServerConfig } from "../../../src/config/server.js";
import { metric } from "../../support/metric.js";
import { bodyOf, rawClient } from "../../support/raw-client.js";
import { type StreamServer, startStreams } from "./stream-server.js";

const TICK = "subscription { tick { n } }";

let server: StreamServer;
const clients: Client[] = [];
const sockets: WebSocket[] = [];
const start = async (change?: (config: ServerConfig) => void) => {
  server = await startStreams(change);
  return server;
};
afterEach(async () => {
  for (const client of clients.splice(0)) await client.dispose();
  for (const socket of sockets.splice(0)) socket.terminate();
  await server.stop();
});

const address = () => server.endpoint.replace("http", "ws");
const clientOf = (options: object = {}): Client => {
  const client = createClient({ url: address(), webSocketImpl: WebSocket, retryAttempts: 0, ...options });
  clients.push(client);
  return client;
};
const subscribers = (count: number) => expect.poll(() => server.feed.subscribers.size, { timeout: 10_000 }).toBe(count);
const ended = (reason: string) =>
  metric(server, `graphql_streams_ended_total{transport="websocket",reason="${reason}"}`);

/** A WebSocket that speaks the protocol by hand. */
async function open(options: { headers?: Record<string, string>; protocol?: string } = {}) {
  const { headers, protocol = "graphql-transport-ws" } = options;
  const socket = new WebSocket(address(), protocol, { headers, perMessageDeflate: true });
  sockets.push(socket);
  const told: Record<string, unknown>[] = [];
  socket.on("message", (data) => told.push(JSON.parse(String(data))));
  const closed = new Promise((resolve) => socket.once("close", (code, reason) => resolve([code, String(reason)])));
  await once(socket, "open");
  return {
    socket,
    told,
    closed,
    say: (message: object) => socket.send(JSON.stringify(message)),
    until: (type: string) => expect.poll(() => told.map((one) => one.type), { timeout: 10_000 }).toContain(type),
  };
}
const INIT = { type: "connection_init" };
const subscribe = (id: string, query = TICK) => ({ id, type: "subscribe", payload: { query } });

describe("subscriptions over WebSockets", () => {
  it("answer graphql-ws, the client, several at a time", async () => {
    const { feed } = await start();
    const client = clientOf();
    const query = "subscription ($name: String) { tick(name: $name) { n text caller } }";
    const [one, other] = [client.iterate({ query, variables: { name: "a" } }), client.iterate({ query: TICK })];
    const first = [one.next(), other.next()];
    await subscribers(2);
    feed.tell({ n: 1, text: "é" });
    expect(await Promise.all(first)).toEqual([
      { done: false, value: { data: { tick: { n: 1, text: "é", caller: "anybody" } } } },
      { done: false, value: { data: { tick: { n: 1 } } } },
    ]);
    expect(await metric(server, 'graphql_streams{transport="websocket"}')).toBe(2);
    await other.return?.();
    await subscribers(1);
    feed.end();
    expect((await one.next()).done).toBe(true);
    await expect.poll(() => ended("completed"), { timeout: 10_000 }).toBe(1);
    expect(await ended("client")).toBe(1);
  });

  it("release everything when the socket closes", async () => {
    await start();
    const client = await open();
    client.say(INIT);
    await client.until("connection_ack");
    for (const id of ["a", "b"]) client.say(subscribe(id));
    await subscribers(2);
    client.socket.terminate();
    await subscribers(0);
    await expect.poll(() => metric(server, 'graphql_streams{transport="websocket"}'), { timeout: 10_000 }).toBe(0);
  });

  it("release subscriptions whose id was used again while they started", async () => {
    await start();
    const client = await open();
    client.say(INIT);
    await client.until("connection_ack");
    for (let i = 0; i < 20; i += 1) {
      client.say(subscribe("a"));
      client.say({ id: "a", type: "complete" });
    }
    client.say(subscribe("b"));
    await expect
      .poll(() => metric(server, 'graphql_streams{transport="websocket"}'), { timeout: 10_000 })
      .toBeGreaterThan(0);
    client.socket.close();
    await client.closed;
    await subscribers(0);
    await expect.poll(() => metric(server, 'graphql_streams{transport="websocket"}'), { timeout: 10_000 }).toBe(0);
  });

  it("report what cannot be subscribed to, and run only subscriptions", async () => {
    await start((config) => {
      config.limits.maxDepth = 2;
      config.introspection = false;
    });
    const errorOf = async (query: string) => {
      const error = await clientOf()
        .iterate({ query })
        .next()
        .catch((errors: unknown) => errors);
      return (error as { extensions: { code: string } }[])[0]!.extensions.code;
    };
    expect(await errorOf("subscription { nothing }")).toBe("GRAPHQL_VALIDATION_FAILED");
    expect(await errorOf("subscription { tick { inner { inner { n } } } }")).toBe("GRAPHQL_VALIDATION_FAILED");
    expect(await errorOf("subscription { closed { n } }")).toBe("NOT_FOUND");
    expect(await errorOf("{ hello }")).toBe("BAD_REQUEST");
    expect(await errorOf("mutation { greet }")).toBe("BAD_REQUEST");
    expect(await errorOf("{ __schema { types { name } } }")).toBe("GRAPHQL_VALIDATION_FAILED");
    expect(await metric(server, 'graphql_streams{transport="websocket"}')).toBe(0);
  });

  it("mask errors of events", async () => {
    const { feed } = await start();
    const results = clientOf().iterate({ query: "subscription { tick { n broken } }" });
    const first = results.next();
    await subscribers(1);
    feed.tell({ n: 1 });
    const { errors, data } = (await first).value as { data: object; errors: { message: string; extensions: object }[] };
    expect(data).toEqual({ tick: { n: 1, broken: null } });
    expect(errors[0]!.extensions).toMatchObject({ code: "INTERNAL_SERVER_ERROR" });
    expect(JSON.stringify(errors)).not.toContain("secret");
  });

  describe("with callers", () => {
    const withCallers = (config: ServerConfig) => {
      config.access = Object.assign(new AccessConfig(), {
        tokens: [Object.assign(new StaticTokenConfig(), { name: "ada", token: new Secret("adas-token") })],
      });
    };

    it.each([
      ["connection_init", { connectionParams: { Authorization: "Bearer adas-token" } }],
      [
        "the headers of the upgrade",
        {
          webSocketImpl: class extends WebSocket {
            constructor(url: string, protocol: string) {
              super(url, protocol, { headers: { authorization: "Bearer adas-token" } });
            }
          },
        },
      ],
    ])("authenticate them by %s", async (_where, options) => {
      const { feed } = await start(withCallers);
      const results = clientOf(options).iterate({ query: "subscription { tick { caller } }" });
      const first = results.next();
      await subscribers(1);
      feed.tell({ n: 1 });
      expect((await first).value).toEqual({ data: { tick: { caller: "ada" } } });
    });

    it.each([INIT, { ...INIT, payload: { authorization: "Bearer another" } }])(
      "close the socket when that is not possible: %j",
      async (init) => {
        await start(withCallers);
        const client = await open();
        client.say(init);
        client.say(subscribe("a"));
        expect(await client.closed).toEqual([4403, expect.stringContaining("bearer token")]);
        expect(server.feed.subscribers.size).toBe(0);
        expect(client.told).toEqual([]);
      },
    );
  });

  it("end with a message, and the sockets with them, when the server stops", async () => {
    const { server: running } = await start();
    const [busy, idle] = [await open(), await open()];
    busy.say(INIT);
    await busy.until("connection_ack");
    busy.say(subscribe("a"));
    await subscribers(1);
    await running.stop();
    expect(await busy.closed).toEqual([1001, "This server is shutting down."]);
    expect(await idle.closed).toEqual([1001, "This server is shutting down."]);
    expect(busy.told.slice(1)).toEqual([
      {
        id: "a",
        type: "next",
        payload: {
          errors: [
            {
              message: expect.stringContaining("shutting down"),
              extensions: { code: "STREAM_ENDED", isRetryable: true },
            },
          ],
        },
      },
      { id: "a", type: "complete" },
    ]);
  });
});

describe("a WebSocket", () => {
  it("is not compressed, and is only for graphql-transport-ws", async () => {
    await start();
    const client = await open();
    expect(client.socket.extensions).toBe("");
    const other = await open({ protocol: "graphql-ws" }).catch((error: Error) => error.message);
    expect(other).toMatch(/subprotocol|hang up|4406/i);
  });

  it("is closed without connection_init, with 4408", async () => {
    await start((config) => {
      config.subscriptions.connectionInitSeconds = 1;
    });
    const client = await open();
    expect(await client.closed).toEqual([4408, "Connection initialisation timeout"]);
  });

  it("needs connection_init before anything else", async () => {
    await start();
    const client = await open();
    client.say(subscribe("a"));
    expect(await client.closed).toEqual([4401, "Unauthorized"]);
    expect(server.feed.subscribers.size).toBe(0);
  });

  it("has a limited number of streams", async () => {
    await start((config) => {
      config.subscriptions.maxStreamsPerSocket = 3;
    });
    const client = await open();
    client.say(INIT);
    for (const id of ["a", "b", "c", "d"]) client.say(subscribe(id));
    expect(await client.closed).toEqual([4429, "At most 3 streams (server.subscriptions.maxStreamsPerSocket)."]);
    await subscribers(0);
  });

  it("is pinged, and closed when the client does not answer", async () => {
    await start((config) => {
      config.subscriptions.heartbeatSeconds = 2;
    });
    const client = await open();
    client.say(INIT);
    await once(client.socket, "ping");
    const deaf = new WebSocket(address(), "graphql-transport-ws", { autoPong: false } as object);
    sockets.push(deaf);
    deaf.once("open", () => deaf.send(JSON.stringify(INIT)));
    const [code] = await once(deaf, "close");
    expect(code).toBe(1006);
    expect(client.socket.readyState).toBe(WebSocket.OPEN);
  }, 30_000);

  it.each([
    ["a foreign page", "/graphql", { origin: "https://evil.example.com" }, 403, "server.corsOrigins"],
    ["another path", "/healthz", {}, 400, "at /graphql"],
  ])("is refused for %s", async (_whom, path, headers, status, message) => {
    await start();
    const lines = Object.entries({
      host: "x",
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
      "sec-websocket-version": "13",
      ...headers,
    });
    const client = rawClient(
      server.endpoint,
      `GET ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`,
    );
    const answer = await client.closed();
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(bodyOf(answer).errors[0]!.message).toContain(message);
  });

  it("is opened by a page that is listed", async () => {
    await start((config) => {
      config.corsOrigins = ["https://console.example.com"];
    });
    const client = await open({ headers: { origin: "https://console.example.com" } });
    client.say(INIT);
    await client.until("connection_ack");
  });

  it("is refused where subscriptions are switched off", async () => {
    await start((config) => {
      config.subscriptions.enabled = false;
    });
    await expect(open()).rejects.toThrow("400");
  });
});

describe("an offer of another protocol", () => {
  const body = JSON.stringify({ query: "{ __typename }" });
  const offer = (path: string, method = "POST") =>
    `${method} ${path} HTTP/1.1\r\nhost: x\r\nconnection: Upgrade, HTTP2-Settings\r\nupgrade: h2c\r\nhttp2-settings: AAEAAEAA\r\n` +
    (method === "POST" ? `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n` : "\r\n");

  it("does not keep a request from its answer, whole or in pieces", async () => {
    await start();
    const client = rawClient(server.endpoint, offer("/graphql") + body);
    await client.until('"__typename":"Query"');
    client.send(offer("/graphql") + body.slice(0, 5));
    await new Promise((resolve) => setImmediate(resolve));
    client.send(body.slice(5));
    await expect.poll(() => client.received().split('"__typename":"Query"').length, { timeout: 10_000 }).toBe(3);
    client.send(offer("/healthz", "GET"));
    expect(await client.until('"alive"')).toContain('"alive"');
    expect(await metric(server, "http_connections")).toBe(2);
    client.socket.destroy();
  });
});

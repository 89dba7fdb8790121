import { EventEmitter } from "node:events";
import type { Server } from "node:http";
import { Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it, test, vi } from "vitest";
import { clientKey, proxies } from "../../src/server/client-address.js";
import { Clients } from "../../src/server/clients.js";
import { Connections } from "../../src/server/connections.js";
import { createMetrics } from "../../src/server/metrics.js";
import { type RunningGraph, startGraph } from "../support/graph.js";
import { metric } from "../support/metric.js";
import { bodyOf, headOf, rawClient } from "../support/raw-client.js";

test.each([
  ["203.0.113.7", "203.0.113.7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["2001:DB8:0:12:a:b:c:d", "2001:db8:0:12::/64"],
  ["2001:db8:0:12::1", "2001:db8:0:12::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["64:ff9b::203.0.113.7", "64:ff9b:0:0::/64"],
  ["1:2:3:4:5::", "1:2:3:4::/64"],
  ["", ""],
])("the client at %s is counted as %s", (address, key) => {
  expect(clientKey(address)).toBe(key);
});

test.each([
  ["nothing", "", "10.0.0.1"],
  ["one address", "203.0.113.7", "203.0.113.7"],
  ["what a client made up before its own address", "198.51.100.1, 203.0.113.7", "203.0.113.7"],
  ["proxies in between", "203.0.113.7, 10.9.9.9,10.0.0.2", "203.0.113.7"],
  ["proxies only", "10.9.9.9, 10.0.0.2", "10.9.9.9"],
  ["ports", "203.0.113.7:5000, [fd00::5]:80", "203.0.113.7"],
  ["IPv6", "2001:db8::1", "2001:db8::1"],
  ["garbage at the end", "203.0.113.7, what?", "10.0.0.1"],
  ["garbage before a proxy", "<script>, 10.9.9.9", "10.9.9.9"],
  ["an empty hop", "203.0.113.7,,10.9.9.9", "10.9.9.9"],
  ["more hops than anybody has", `203.0.113.7${", 10.0.0.2".repeat(5_000)}`, "10.0.0.2"],
  ["one endless hop", "1".repeat(16_000), "10.0.0.1"],
])("behind a trusted proxy, X-Forwarded-For with %s leads to a client", (_what, header, client) => {
  expect(proxies(["10.0.0.0/8", "fd00::/8"]).clientBehind("10.0.0.1", header)).toBe(client);
});

test("only configured proxies are trusted", () => {
  const { trusts } = proxies(["10.0.0.0/8", "::1"]);
  expect(["10.1.2.3", "::ffff:10.1.2.3", "::1"].map(trusts)).toEqual([true, true, true]);
  expect(["11.1.2.3", "::2", "", "nonsense"].map(trusts)).toEqual([false, false, false, false]);
});

test("clients are known as long as something of theirs is in hand", () => {
  const clients = new Clients();
  const first = clients.at("203.0.113.7");
  expect(clients.at("203.0.113.7")).toBe(first);
  for (const _ of [1, 2]) first.release();
  expect(clients.size).toBe(0);
});

describe("a server with little room", () => {
  let graph: RunningGraph;
  beforeAll(async () => {
    graph = await startGraph((config) => {
      Object.assign(config.server.limits, { maxConcurrentOperations: 4, maxConcurrentOperationsPerClient: 2 });
      config.server.trustedProxies = ["127.0.0.1"];
    });
  });
  afterAll(() => graph.stop());

  it("turns away a client that has its share, and lets others in", async () => {
    for (const cloud of graph.app.sandbox!.clouds) cloud.faults.add({ fault: { kind: "latency", ms: 800 } });
    const ask = (client: string) =>
      graph.ask("{ listeners(first: 1) { nodes { id } } }", {}, { "x-forwarded-for": client });
    const own = Promise.all([1, 2, 3].map(() => ask("203.0.113.1")));
    await expect.poll(() => metric(graph, "graphql_operations_in_flight")).toBe(2);
    const others = Promise.all([ask("203.0.113.2"), ask("2001:db8::1"), ask("203.0.113.3")]);
    const refused = (await own).find(({ status }) => status === 429);
    expect((await own).map(({ status }) => status).sort()).toEqual([200, 200, 429]);
    expect(refused?.headers.get("retry-after")).toBe("1");
    expect(refused?.errors).toEqual([
      {
        message:
          "You have 2 operations in flight, the limit for one client (server.limits.maxConcurrentOperationsPerClient). Try again shortly.",
        extensions: { code: "RATE_LIMITED" },
      },
    ]);
    expect((await others).map(({ status }) => status).sort()).toEqual([200, 200, 503]);
    expect((await others).find(({ status }) => status === 503)?.errors?.[0]?.message).toBe(
      "4 operations are in flight, the limit of this server (server.limits.maxConcurrentOperations). Try again shortly.",
    );
    for (const cloud of graph.app.sandbox!.clouds) cloud.faults.clear();
  });
});

describe("connections", () => {
  const get = (close = "keep-alive", path = "/healthz") =>
    `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: ${close}\r\n\r\n`;

  it.each([
    [{ maxConnections: 100, maxConnectionsPerClient: 3 }, 429, "You have 3 open connections"],
    [{ maxConnections: 3, maxConnectionsPerClient: 3 }, 503, "3 connections are open"],
  ])(
    "have limits: with %o the fourth is answered %i, except where it asks for health",
    async (limits, status, message) => {
      const graph = await startGraph((config) => {
        Object.assign(config.server.limits, limits);
      });
      try {
        const open = [1, 2, 3].map(() => rawClient(graph.endpoint, get()));
        for (const client of open) expect(await client.until("alive")).toMatch(/^HTTP\/1\.1 200 /);
        const refused = await rawClient(graph.endpoint, get("keep-alive", "/graphql")).closed();
        expect(refused).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [\\s\\S]*retry-after: 1\\r\\n`));
        expect(bodyOf(refused).errors[0]?.message).toContain(message);
        // A few connections beyond the limit are for that alone, and only for a moment.
        for (const path of ["/healthz", "/readyz"])
          expect(await rawClient(graph.endpoint, get("keep-alive", path)).closed()).toMatch(/^HTTP\/1\.1 200 /);
        const idle = [rawClient(graph.endpoint, ""), rawClient(graph.endpoint, "")];
        await expect
          .poll(() => rawClient(graph.endpoint, get()).closed())
          .toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
        for (const client of idle) expect(await client.closed()).toBe("");
        open[0]!.socket.destroy();
        await expect.poll(() => rawClient(graph.endpoint, get("close")).closed()).toMatch(/^HTTP\/1\.1 200 /);
        for (const client of open) client.socket.destroy();
      } finally {
        await graph.stop();
      }
    },
  );

  it("are never all taken by a few clients", () => {
    const connections = new Connections({ trustedProxies: [], limits: { maxConnections: 70 } }, createMetrics());
    const server = new EventEmitter() as unknown as Server;
    connections.watch(server);
    const opens = (remoteAddress: string): boolean => {
      const socket = Object.assign(new Socket(), { end: vi.fn(), destroySoon: vi.fn() });
      Object.defineProperty(socket, "remoteAddress", { value: remoteAddress });
      server.emit("connection", socket);
      return socket.end.mock.calls.length === 0;
    };
    const taken = (address: string) => Array.from({ length: 80 }, () => opens(address)).filter(Boolean).length;
    // Two connections beyond the limit are for asking after the server's health.
    expect([taken("192.0.2.1"), taken("192.0.2.2"), taken("192.0.2.3")]).toEqual([53 + 2, 13 + 2, 3 + 2]);
    expect(opens("192.0.2.4")).toBe(true);
  });

  it("cancel their requests when they are closed, and nobody waits for the clouds any more", async () => {
    const graph = await startGraph();
    try {
      for (const cloud of graph.app.sandbox!.clouds) cloud.faults.add({ fault: { kind: "latency", ms: 4_000 } });
      const body = JSON.stringify({ query: "{ listeners(first: 1) { nodes { id } } }" });
      const client = rawClient(graph.endpoint, `${headOf(body.length)}${body}`.repeat(2));
      await expect.poll(() => metric(graph, "graphql_operations_in_flight")).toBe(2);
      const startedAt = performance.now();
      client.socket.destroy();
      await expect.poll(() => metric(graph, "graphql_operations_in_flight")).toBe(0);
      expect(performance.now() - startedAt).toBeLessThan(2_000);
    } finally {
      await graph.stop();
    }
  });

  it("are closed when nothing is asked on them, and when too much is at once", async () => {
    const graph = await startGraph((config) => {
      config.server.limits.idleConnectionMs = 200;
    });
    try {
      const startedAt = performance.now();
      expect(await rawClient(graph.endpoint, get()).closed()).toContain("alive");
      expect(performance.now() - startedAt).toBeLessThan(4_000);
      const few = await rawClient(graph.endpoint, get() + get("close")).closed();
      expect(few.match(/alive"/g)).toHaveLength(2);
      await rawClient(graph.endpoint, get().repeat(50)).closed();
      expect(await metric(graph, 'http_requests_refused_total{reason="pipelining"}')).toBe(1);
    } finally {
      await graph.stop();
    }
  });
});

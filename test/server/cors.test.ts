import { type IncomingHttpHeaders, request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountsWith, type RunningGraph, startGraph } from "../support/graph.js";

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph((config) => {
    config.server.corsHeaders = ["X-Tenant"];
    config.server.corsOrigins = [
      "https://console.example.com",
      "HTTP://Dev.Example.com:80",
      "https://bücher.example:8443",
    ];
  });
});
afterAll(() => graph.stop());

/** The headers of a preflight's answer. Not by fetch, which has no say over the origin. */
function preflight(origin: string, { endpoint } = graph): Promise<IncomingHttpHeaders> {
  return new Promise((resolve, reject) => {
    request(endpoint, { method: "OPTIONS", headers: { origin } }, (response) => {
      resolve(response.resume().headers);
    })
      .on("error", reject)
      .end();
  });
}

async function letIn(origin: string, at = graph): Promise<string | undefined> {
  return (await preflight(origin, at))["access-control-allow-origin"];
}

describe("a web origin", () => {
  it.each([
    "https://console.example.com",
    "https://console.example.com:443",
    "http://dev.example.com",
    "https://xn--bcher-kva.example:8443",
  ])("is let in when it is one of the configured ones, however those are written: %s", async (origin) =>
    expect(await letIn(origin)).toBe(origin),
  );

  it.each([
    "https://console.example.co",
    "https://c",
    "h",
    "https://console.example.com.evil.example",
    "https://evil.example?https://console.example.com",
    "http://console.example.com",
    "https://console.example.com:8443",
    "https://console.example.com/",
    "https://console.example.com/x",
    "https://a@console.example.com",
    "https://dev.example.com",
    "null",
    "*",
  ])("is not let in when it is another: %s", async (origin) => expect(await letIn(origin)).toBeUndefined());

  it.each(["https://console.example.com", "https://evil.example"])(
    "are named to caches as what the answer depends on: %s",
    async (origin) => expect((await preflight(origin)).vary).toBe("origin"),
  );

  it("says why an origin is refused", async () => {
    const answer = await new Promise<[number | undefined, string]>((resolve, reject) => {
      request(graph.endpoint, { method: "OPTIONS", headers: { origin: "https://evil.example" } }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (piece) => {
          text += piece;
        });
        response.on("end", () => resolve([response.statusCode, text]));
      })
        .on("error", reject)
        .end();
    });
    expect(answer).toEqual([403, expect.stringMatching(/https:\/\/evil\.example.*server\.corsOrigins/)]);
  });

  it("may send what this server reads, what clients send unasked, and what is configured", async () => {
    const allowed = (await preflight("https://console.example.com"))["access-control-allow-headers"]?.split(", ");
    expect(allowed).toEqual(
      expect.arrayContaining(["authorization", "apollographql-client-name", "traceparent", "x-tenant"]),
    );
    expect(allowed).not.toContain("x-other-tenant");
  });
});

describe("a page of the same machine", () => {
  const pages = [
    "http://localhost:5173",
    "http://127.0.0.1:8080",
    "https://127.8.8.8",
    "http://[::1]:3000",
    "http://shop.localhost:3000",
  ];
  it.each(pages)("is let in where only emulators can be called: %s", async (origin) =>
    expect(await letIn(origin)).toBe(origin),
  );

  it.each([
    "http://localhost.evil.example",
    "http://127.0.0.1.evil.example",
    "http://evil-localhost",
    "http://128.0.0.1",
    "http://10.0.0.1:3000",
    "http://[::2]",
    "http://localhost:3000/",
  ])("is not what only looks like one: %s", async (origin) => expect(await letIn(origin)).toBeUndefined());

  it("has to be named where accounts of one's own are configured", async () => {
    const accounts = await accountsWith(graph.app.sandbox!, {});
    const own = await startGraph((config) => {
      config.accounts = accounts.map((account) => Object.assign(account, { id: `own-${account.id}` }));
      config.sandbox.enabled = true;
      config.server.corsOrigins = [pages[1]!];
    });
    try {
      expect(await Promise.all(pages.map((page) => letIn(page, own)))).toEqual(
        pages.map((page) => (page === pages[1] ? page : undefined)),
      );
    } finally {
      await own.stop();
    }
  });
});

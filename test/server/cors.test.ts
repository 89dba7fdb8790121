import { type IncomingHttpHeaders, request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningGraph, startGraph } from "../support/graph.js";

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph((config) => {
    config.server.corsOrigins = [
      "https://console.example.com",
      "HTTP://Dev.Example.com:80",
      "https://bücher.example:8443",
    ];
  });
});
afterAll(() => graph.stop());

/** The headers of a preflight's answer. Not by fetch, which has no say over the origin. */
function preflight(origin: string): Promise<IncomingHttpHeaders> {
  return new Promise((resolve, reject) => {
    request(graph.endpoint, { method: "OPTIONS", headers: { origin } }, (response) => {
      resolve(response.resume().headers);
    })
      .on("error", reject)
      .end();
  });
}

async function letIn(origin: string): Promise<string | undefined> {
  return (await preflight(origin))["access-control-allow-origin"];
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
    "is told to caches as what the answer depends on: %s",
    async (origin) => expect((await preflight(origin)).vary).toBe("origin"),
  );
});

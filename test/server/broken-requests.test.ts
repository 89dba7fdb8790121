import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startApp } from "../../src/app.js";
import { AppConfig } from "../../src/config/app-config.js";
import { createLog } from "../../src/server/log.js";
import { bodyOf, headOf, rawClient } from "../support/raw-client.js";

const CHUNKED = headOf(0).replace("content-length: 0", "transfer-encoding: chunked");
const CASES: readonly (readonly [what: string, request: string, status: number, message: string])[] = [
  ["nonsense", "what is this\r\n\r\n", 400, "This is not a valid HTTP request."],
  ["a TLS greeting", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400, "This is not a valid HTTP request"],
  ["HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, "This is not a valid HTTP request"],
  [
    "huge headers",
    `GET / HTTP/1.1\r\nhost: x\r\ncookie: ${"x".repeat(40_000)}\r\n\r\n`,
    431,
    "must be at most 16384 bytes",
  ],
  ["a huge path", `GET /${"x".repeat(40_000)} HTTP/1.1\r\nhost: x\r\n\r\n`, 431, "must be at most 16384 bytes"],
  [
    "two lengths",
    headOf(5).replace("\r\n\r\n", "\r\ncontent-length: 6\r\n\r\n"),
    400,
    "This is not a valid HTTP request",
  ],
  ["an invalid chunk", `${CHUNKED}nothing\r\n`, 400, "This is not a valid HTTP request"],
  ["endless chunk extensions", `${CHUNKED}1;${"x".repeat(40_000)}\r\nx\r\n`, 413, "extensions that are too large"],
  [
    "no host",
    "GET /healthz HTTP/1.1\r\nconnection: close\r\n\r\n",
    400,
    "An HTTP/1.1 request must have a Host header.",
  ],
  ["no path", "GET http://x/healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", 400, "must be for a path"],
  [
    "an expectation",
    "GET /healthz HTTP/1.1\r\nhost: x\r\nexpect: a-miracle\r\nconnection: close\r\n\r\n",
    417,
    "must be 100-continue or absent",
  ],
];

describe("requests that cannot be read", () => {
  const lines: string[] = [];
  let endpoint = "";
  let stop: () => Promise<void>;
  beforeAll(async () => {
    const config = new AppConfig();
    Object.assign(config.server, { port: 0, logLevel: "debug" });
    Object.assign(config.sandbox, { portBase: 0, pace: 0 });
    const log = createLog(config.server, { write: (line: string) => void lines.push(line) });
    const app = await startApp({ config, log });
    endpoint = `${app.server.origin}/graphql`;
    stop = () => app.stop();
  });
  afterAll(() => stop());

  it.each(CASES)("are answered in words: %s", async (_what, request, status, message) => {
    const answer = await rawClient(endpoint, request).closed();
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).toContain("content-type: application/json");
    expect(bodyOf(answer)).toEqual({
      errors: [{ message: expect.stringContaining(message), extensions: { code: "BAD_REQUEST" } }],
    });
  });

  it("are answered once, however they are cut short", async () => {
    const ended = rawClient(endpoint, `${headOf(1_000)}{`);
    ended.socket.end();
    const answer = await ended.closed();
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(bodyOf(answer).errors[0]?.message).toBe("The connection ended before the request was complete.");
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
    const reset = rawClient(endpoint, `${headOf(1_000)}{`);
    reset.socket.once("connect", () => reset.socket.resetAndDestroy());
    await reset.closed();
  });

  it("are the clients' fault: the log has no warning and no stack", () => {
    const levels = lines.map((line) => JSON.parse(line) as { level: string; err?: unknown });
    expect(levels.length).toBeGreaterThan(5);
    expect(levels.filter(({ level, err }) => level === "warn" || level === "error" || err !== undefined)).toEqual([]);
  });
});

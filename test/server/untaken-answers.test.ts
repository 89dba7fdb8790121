import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { connect, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { Clients } from "../../src/server/clients.js";
import { createMetrics } from "../../src/server/metrics.js";
import { type AnswerLimits, UntakenAnswers } from "../../src/server/untaken-answers.js";

/** More bytes than the buffers of both ends of a connection hold. */
const LARGE = Buffer.alloc(24_000_000, "x");
const open: { server?: Server; sockets: Socket[] } = { sockets: [] };

interface Watched {
  readonly untaken: UntakenAnswers;
  /** Sends a request from a client that does not read until it is resumed. */
  ask(client: string, requests?: number): Promise<Socket>;
  count(name: "http_untaken_answer_bytes" | "http_answers_cut_off_total"): Promise<number>;
}

async function watch(limits: Partial<AnswerLimits>): Promise<Watched> {
  const metrics = createMetrics();
  const untaken = new UntakenAnswers(
    { answerTimeoutMs: 60_000, maxUntakenAnswerBytes: 1_000_000_000, ...limits },
    metrics,
  );
  const clients = new Clients();
  const server = createServer((request, response) => {
    const client = clients.at(request.url!.slice(1));
    response.end(request.url === "/small" ? "x" : LARGE);
    untaken.watch(response, client);
    client.release();
  }).listen(0, "127.0.0.1");
  open.server = server;
  await once(server, "listening");
  return {
    untaken,
    async ask(client, requests = 1) {
      const { port } = server.address() as { port: number };
      const answered = once(server, "request");
      const socket = connect(port, "127.0.0.1").pause();
      socket.on("error", () => undefined);
      open.sockets.push(socket);
      socket.write(`GET /${client} HTTP/1.1\r\nhost: x\r\n\r\n`.repeat(requests));
      await answered;
      return socket;
    },
    async count(name) {
      const { values } = (await metrics.registry.getSingleMetric(name)!.get()) as { values: { value: number }[] };
      return values[0]?.value ?? 0;
    },
  };
}

afterEach(async () => {
  for (const socket of open.sockets.splice(0)) socket.destroy();
  open.server?.closeAllConnections();
  await new Promise((resolve) => open.server?.close(resolve));
});

/** Counts the bytes until the connection ends. */
async function bytesOf(socket: Socket): Promise<number> {
  let bytes = 0;
  socket.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
  });
  socket.resume();
  await once(socket, "close");
  return bytes;
}

describe("answers that a client does not read", () => {
  it("are cut off after the timeout", async () => {
    const { ask, untaken, count } = await watch({ answerTimeoutMs: 300 });
    const socket = await ask("slow");
    expect(await count("http_untaken_answer_bytes")).toBeGreaterThan(1_000_000);
    await untaken.idle();
    expect(await bytesOf(socket)).toBeLessThan(LARGE.length);
    expect(await count("http_answers_cut_off_total")).toBe(1);
    expect(await count("http_untaken_answer_bytes")).toBe(0);
  });

  it("cost the client with the most its oldest one, and other clients nothing", async () => {
    const { ask, count } = await watch({ maxUntakenAnswerBytes: 4.2 * LARGE.length });
    const other = await ask("203.0.113.2");
    const oldest = await ask("203.0.113.1");
    for (const _ of [2, 3]) await ask("203.0.113.1");
    expect(await count("http_answers_cut_off_total")).toBe(0);
    await ask("203.0.113.1");
    expect(await count("http_answers_cut_off_total")).toBe(1);
    expect(await bytesOf(oldest)).toBeLessThan(LARGE.length);
    other.end();
    expect(await bytesOf(other)).toBeGreaterThan(LARGE.length);
  });

  it("are dropped with their connection, also when they are queued after others on it", async () => {
    const { ask, untaken, count } = await watch({});
    const socket = await ask("203.0.113.1", 3);
    await expect.poll(() => count("http_untaken_answer_bytes")).toBeGreaterThan(2 * LARGE.length);
    socket.destroy();
    await untaken.idle();
    expect(await count("http_untaken_answer_bytes")).toBe(0);
    expect(await count("http_answers_cut_off_total")).toBe(0);
  });

  it("have no effect when they are small enough to be sent at once", async () => {
    const { ask, untaken, count } = await watch({ answerTimeoutMs: 50 });
    const socket = await ask("small");
    await untaken.idle();
    expect(await count("http_untaken_answer_bytes")).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(socket.destroyed).toBe(false);
  });
});

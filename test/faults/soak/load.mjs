import { setTimeout as delay } from "node:timers/promises";
import { Pool } from "undici";
import { nextRequest } from "./requests.mjs";

/** Clients that wait for an answer at once, each with a connection of its own: nothing waits on this side. */
const CLIENTS = 400;

/** Sends the load and counts what comes back. */
export function createLoad(origin, inventory) {
  const pool = new Pool(origin, { connections: CLIENTS, pipelining: 1, headersTimeout: 60_000, bodyTimeout: 60_000 });
  const made = [];
  let inFlight = 0;
  const fresh = () => ({ sent: 0, held: 0, answered: 0, overload: 0, masked: [], lost: [], slowestMs: 0, codes: {} });
  let counts = fresh();

  async function ask(body) {
    const answer = await pool.request({
      method: "POST",
      path: "/graphql",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return { status: answer.statusCode, text: await answer.body.text() };
  }

  async function one() {
    const { isCreate, ...request } = nextRequest(inventory, made);
    const own = counts;
    const startedAt = performance.now();
    own.sent += 1;
    inFlight += 1;
    try {
      const { status, text } = await ask(request);
      own.answered += 1;
      own.slowestMs = Math.max(own.slowestMs, performance.now() - startedAt);
      if (status === 503) own.overload += 1;
      if (text.includes("INTERNAL_SERVER_ERROR") || text.includes("stacktrace")) own.masked.push(text.slice(0, 500));
      const answer = JSON.parse(text);
      for (const [, code] of text.matchAll(/"code":"([A-Z_]+)"/g)) own.codes[code] = (own.codes[code] ?? 0) + 1;
      if (isCreate && answer.data?.createListener?.listener) made.push(answer.data.createListener.listener.id);
    } catch (error) {
      own.lost.push(String(error));
    } finally {
      inFlight -= 1;
    }
  }

  /** Opens all connections, so that no request waits for one. */
  async function connect() {
    const look = async () => (await pool.request({ method: "GET", path: "/healthz" })).body.dump();
    await Promise.all(Array.from({ length: CLIENTS }, look));
  }

  return {
    ask,
    /** As fast as `workers` can go, each waiting for its answer. Answers requests per second. */
    async closedLoop(workers, ms) {
      counts = fresh();
      const until = performance.now() + ms;
      const work = async () => {
        while (performance.now() < until) await one();
      };
      await Promise.all(Array.from({ length: workers }, work));
      return counts.answered / (ms / 1_000);
    },
    /** At a rate, whether answers come or not. */
    async openLoop(perSecond, ms) {
      counts = fresh();
      await connect();
      const startedAt = performance.now();
      for (let due = 0; ; ) {
        const elapsed = performance.now() - startedAt;
        if (elapsed >= ms) break;
        for (const target = (elapsed / 1_000) * perSecond; due < target; due += 1) {
          if (inFlight < CLIENTS) void one();
          else counts.held += 1;
        }
        await delay(5);
      }
      while (inFlight > 0) await delay(50);
      return counts;
    },
    close: () => pool.close(),
  };
}

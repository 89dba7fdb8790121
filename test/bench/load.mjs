/**
 * The clients, in a process of their own: each sends its next request when the one before is answered, and not before
 * `everyMs` have passed since that was sent.
 */
import { Pool } from "undici";

const pools = new Map();

async function run({ origin, bodies, ms, headers, everyMs = 0 }) {
  const pool = pools.get(origin) ?? new Pool(origin, { connections: bodies.length, pipelining: 1 });
  pools.set(origin, pool);
  const latencies = [];
  let bytes = 0;
  const startedAt = performance.now();
  const until = startedAt + ms;
  await Promise.all(
    bodies.map(async (turns) => {
      for (let turn = 0; performance.now() < until; turn += 1) {
        const sentAt = performance.now();
        const { statusCode, body } = await pool.request({
          method: "POST",
          path: "/graphql",
          headers: { "content-type": "application/json", ...headers },
          body: turns[turn % turns.length],
        });
        const text = await body.text();
        if (statusCode !== 200 || text.startsWith('{"errors"')) throw new Error(`${statusCode} ${text.slice(0, 500)}`);
        bytes += text.length;
        latencies.push(performance.now() - sentAt);
        const restMs = sentAt + everyMs - performance.now();
        if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  latencies.sort((a, b) => a - b);
  const at = (share) => latencies[Math.min(latencies.length - 1, Math.floor(share * latencies.length))];
  return { requests: latencies.length, seconds, bytes, p50: at(0.5), p99: at(0.99) };
}

process.on("message", async (job) => {
  try {
    process.send({ result: await run(job) });
  } catch (error) {
    process.send({ error: String(error.stack ?? error) });
  }
});
process.send("ready");

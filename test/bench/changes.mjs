/**
 * What the record of changes costs: an accepted update where it is kept in memory, in SQLite, and in PostgreSQL.
 *   node changes.mjs [--rounds 7] [--ms 1500] [--latencies 0,20] [--postgres postgres://user@host/empty-database]
 * The goals: an update with SQLite at most 1.5 times what it takes in memory, with PostgreSQL 2 times; the event loop late
 * by less than 10 ms in 99 of 100 cases at 50 changes a second; 20 MB more when idle.
 */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { writeConfig } from "./accounts.mjs";
import { MAIN } from "./built.mjs";
import { Child, untilReady } from "./processes.mjs";
import { accountId, CLIENTS, QUERIES } from "./queries.mjs";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "7" },
    ms: { type: "string", default: "1500" },
    latencies: { type: "string", default: "0,20" },
    postgres: { type: "string" },
  },
});
const here = (file) => new URL(file, import.meta.url).pathname;
const MB = 1024 * 1024;
const CHANGES_PER_SECOND = 50;
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

const upstream = new Child(here("upstream.mjs"), { env: {} });
const { fronts } = await upstream.next();
const load = new Child(here("load.mjs"));
await load.next();

const STORES = {
  memory: undefined,
  SQLite: join(mkdtempSync(join(tmpdir(), "cloud-listeners-bench-")), "changes.db"),
  ...(values.postgres ? { PostgreSQL: { env: "BENCH_STORE" } } : {}),
};
let port = 22_000 + (process.pid % 900) * 10;
async function start([name, store]) {
  port += 1;
  // What is measured is a change, not what is read in the background.
  const { file, env } = writeConfig(
    fronts,
    port,
    {},
    store === undefined ? {} : { store, inventory: { enabled: false } },
  );
  const nodeArgs = ["--import", here("probe.mjs"), "--max-semi-space-size=24"];
  const child = new Child(MAIN, {
    args: ["--config", file],
    env: { ...env, BENCH_STORE: values.postgres ?? "" },
    nodeArgs,
  });
  const origin = `http://127.0.0.1:${port}`;
  const startedAt = performance.now();
  await untilReady(origin);
  return { name, child, origin, startMs: performance.now() - startedAt };
}
const servers = [];
for (const entry of Object.entries(STORES)) servers.push(await start(entry));
await new Promise((resolve) => setTimeout(resolve, 2_000));
for (const server of servers) server.idle = (await server.child.ask("usage")).rss / MB;

async function bodyOf(client) {
  const query = "query ($accounts: [ID!]!) { listeners(first: 1, filter: { accountIds: $accounts }) { nodes { id } } }";
  const response = await fetch(`${servers[0].origin}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables: { accounts: [accountId(client, "big", QUERIES.M2.cloud)] } }),
  });
  const ids = (await response.json()).data.listeners.nodes.map(({ id }) => id);
  return [JSON.stringify({ query: QUERIES.M2.query, operationName: "M2", variables: QUERIES.M2.variables({ ids }) })];
}
const bodies = [];
for (let client = 0; client < CLIENTS; client += 1) bodies.push(await bodyOf(client));

async function measure({ child, origin }, more) {
  const before = await child.ask("usage");
  const { result, error } = await load.ask({ origin, bodies, ms: Number(values.ms), ...more });
  if (error) throw new Error(error);
  const after = await child.ask("usage");
  return { ms: result.p50, cpu: (after.cpuMicros - before.cpuMicros) / 1000 / result.requests, delay: after.delayP99 };
}

const lines = [];
for (const latency of values.latencies.split(",").map(Number)) {
  await upstream.ask({ kind: "latency", ms: latency });
  const samples = new Map(servers.map(({ name }) => [name, []]));
  for (let round = -1; round < Number(values.rounds); round += 1) {
    const order = round % 2 === 0 ? servers : [...servers].reverse();
    for (const server of order) {
      // One client after the other's answer, so that what is told is an update's own time.
      const alone = await measure(server, { bodies: bodies.slice(0, 1) });
      const together = await measure(server);
      // The first round warms up.
      if (round >= 0) samples.get(server.name).push({ alone: alone.ms, cpu: together.cpu });
    }
  }
  const base = samples.get("memory");
  for (const { name } of servers) {
    const own = samples.get(name);
    const times = (member) => median(own.map((sample, round) => sample[member] / base[round][member])).toFixed(2);
    const of = (member) => median(own.map((sample) => sample[member])).toFixed(2);
    lines.push(
      `| ${latency} ms | ${name} | ${of("alone")} ms (${times("alone")}×) | ${of("cpu")} ms (${times("cpu")}×) |`,
    );
  }
}

await upstream.ask({ kind: "latency", ms: 20 });
for (const server of servers) {
  await server.child.ask("watch");
  const steady = { ms: 6_000, everyMs: (1000 * CLIENTS) / CHANGES_PER_SECOND };
  server.delay = (await measure(server, steady)).delay;
}
await Promise.all([...servers.map(({ child }) => child.stop()), load.stop(), upstream.stop()]);

const tables = [
  "| a cloud's answer | record | an update alone (times that in memory) | server CPU for an update, eight clients |",
  "| --- | --- | --- | --- |",
  ...lines,
  "",
  `| record | start to first answer | idle RSS | event loop late at ${CHANGES_PER_SECOND} changes a second, p99 |`,
  "| --- | --- | --- | --- |",
  ...servers.map(
    ({ name, startMs, idle, delay }) =>
      `| ${name} | ${startMs.toFixed(0)} ms | ${idle.toFixed(0)} MB | ${delay.toFixed(1)} ms |`,
  ),
];
process.stdout.write(`${tables.join("\n")}\n`);

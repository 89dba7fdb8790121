/**
 * How long a list over many accounts takes beside the slowest of them alone: accounts of all five clouds with 40 listeners
 * each, in turn, whose clouds take 0, 150 or 300 ms for an answer.
 *   node many-accounts.mjs [--accounts 5,25,50] [--latencies 0,150,300] [--turns 5]
 * The goal: 1.5 times the slowest account's own time and 50 ms. Ends with 1 when it is missed.
 */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { withoutSecrets } from "./accounts.mjs";
import { MAIN } from "./built.mjs";
import { Child, untilReady } from "./processes.mjs";

const { values } = parseArgs({
  options: {
    accounts: { type: "string", default: "5,25,50" },
    latencies: { type: "string", default: "0,150,300" },
    turns: { type: "string", default: "5" },
  },
});
const numbers = (text) => text.split(",").map(Number);
const turns = Number(values.turns);
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
const here = (file) => new URL(file, import.meta.url).pathname;

const LISTS = {
  "a page of 200": "listeners(first: 200, filter: $filter)",
  "by a port that few have": "listeners(first: 20, filter: $filter)",
};
const PORTS = { "by a port that few have": { coversPort: 10_020 } };

const upstream = new Child(here("upstream.mjs"), { env: {} });
const { fronts } = await upstream.next();
const small = fronts.filter(({ size }) => size === "small");
let port = 20_000 + (process.pid % 1_000) * 10;

/** A server of its own for each row, which knows nothing of what its accounts have of the list. */
async function start(count) {
  port += 1;
  const env = {};
  const limits = { requestsPerSecond: { "*": 1_000_000 }, pollIntervalMs: 100 };
  const accounts = Array.from({ length: count }, (_, index) => ({
    ...withoutSecrets(small[index % small.length].account, env),
    id: `a${String(index).padStart(2, "0")}`,
    limits,
  }));
  const file = join(mkdtempSync(join(tmpdir(), "cloud-listeners-bench-")), "config.yaml");
  writeFileSync(file, JSON.stringify({ server: { port, landingPage: "none" }, accounts }));
  const child = new Child(MAIN, {
    args: ["--config", file],
    env,
    nodeArgs: ["--max-semi-space-size=24", "--import", here("probe.mjs")],
  });
  const origin = `http://127.0.0.1:${port}`;
  await untilReady(origin);

  async function timeOf(list, filter) {
    const query = `query ($filter: ListenerFilter) { ${LISTS[list]} { isComplete nodes { id name status } } }`;
    const startedAt = performance.now();
    const response = await fetch(`${origin}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query, variables: { filter: { ...PORTS[list], ...filter } } }),
    });
    const { data, errors } = await response.json();
    if (errors || !data.listeners.isComplete) throw new Error(JSON.stringify(errors ?? data).slice(0, 500));
    return performance.now() - startedAt;
  }

  return { child, timeOf, ids: accounts.map(({ id }) => id) };
}

async function timesOf(work) {
  const times = [];
  for (let turn = 0; turn < turns; turn += 1) times.push(await work());
  return times;
}

const rows = [];
for (const latency of numbers(values.latencies)) {
  await upstream.ask({ kind: "latency", ms: latency });
  for (const count of numbers(values.accounts))
    for (const list of Object.keys(LISTS)) {
      const { child, timeOf, ids } = await start(count);
      // Connections and compiled code are not what is measured. What is learned of a list says nothing of another.
      for (let turn = 0; turn < 10; turn += 1) await timeOf(list, { nameContains: "no-such" });
      const cold = await timeOf(list, {});
      const own = [];
      for (const id of ids.slice(0, small.length))
        own.push(median(await timesOf(() => timeOf(list, { accountIds: [id] }))));
      const warm = median(await timesOf(() => timeOf(list, {})));
      await child.stop();
      rows.push({ latency, count, list, slowest: Math.max(...own), cold, warm });
      process.stderr.write(`${JSON.stringify(rows.at(-1))}\n`);
    }
}
await upstream.stop();

const row = (cells) => `| ${cells.join(" | ")} |`;
const ms = (time) => `${time.toFixed(0)} ms`;
const head = ["a cloud's answer", "accounts", "list", "slowest account alone", "may take", "first time", "later"];
const most = ({ slowest }) => 1.5 * slowest + 50;
process.stdout.write(
  `${[
    row(head),
    row(head.map(() => "---")),
    ...rows.map((one) =>
      row([ms(one.latency), one.count, one.list, ms(one.slowest), ms(most(one)), ms(one.cold), ms(one.warm)]),
    ),
  ].join("\n")}\n`,
);
if (rows.some((one) => Math.max(one.cold, one.warm) > most(one))) process.exitCode = 1;

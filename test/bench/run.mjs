/**
 * Measures the server beside others that answer the same queries, in interleaved rounds, and writes Markdown tables.
 *   node run.mjs [--rounds 5] [--ms 2000] [--only Q1,Q2] [--servers floor,ours,traced] [--latencies 0,20] [--dist name=path]...
 */
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { parseArgs } from "node:util";
import { writeConfig } from "./accounts.mjs";
import { MAIN } from "./built.mjs";
import { Child, untilReady } from "./processes.mjs";
import { accountId, CLIENTS, QUERIES } from "./queries.mjs";
import { callTable, cpuTable, throughputTable } from "./report.mjs";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    ms: { type: "string", default: "1500" },
    only: { type: "string", default: Object.keys(QUERIES).join(",") },
    servers: { type: "string", default: "floor,ours,default,mercurius,hand-checked" },
    latencies: { type: "string", default: "0,20" },
    "latency-only": { type: "string", default: "Q1,Q2,Q4" },
    dist: { type: "string", multiple: true, default: [] },
    // As npm start has it.
    "node-args": { type: "string", default: "--max-semi-space-size=24" },
    out: { type: "string" },
    "cpu-prof": { type: "string" },
  },
});
const here = (file) => new URL(file, import.meta.url).pathname;
const names = values.only.split(",");

const upstream = new Child(here("upstream.mjs"), { env: {} });
const { fronts } = await upstream.next();
const load = new Child(here("load.mjs"));
const collector = values.servers.split(",").includes("traced") ? new Child(here("collector.mjs")) : null;
const collected = await collector?.next();
await load.next();

/** Other builds to measure in the same run: --dist before=path, or "before=path --a-flag-for-node" in place of --node-args. */
const builds = Object.fromEntries(
  values.dist.map((text) => {
    const [, name, path, flags] = /^(\w+)=(\S+) ?(.*)$/.exec(text);
    return [name, { main: `${path}/main.js`, nodeArgs: flags || undefined }];
  }),
);
const FILES = {
  // Nobody has joined five clouds by hand.
  floor: { file: here("servers/floor.mjs"), only: Object.keys(QUERIES).filter((name) => name !== "Q5") },
  ours: { file: null },
  // The same with a collector of OpenTelemetry that takes every trace and, each second, all metrics.
  traced: {
    file: null,
    telemetry: collected && { OTEL_EXPORTER_OTLP_ENDPOINT: collected.url, OTEL_METRIC_EXPORT_INTERVAL: "1000" },
  },
  // As most people start it: without flags.
  default: { file: here("servers/default.mjs"), nodeArgs: "" },
  mercurius: { file: here("servers/mercurius.mjs") },
  "hand-checked": { file: here("servers/hand-checked.mjs"), only: ["M1"] },
};
let port = 14_000 + (process.pid % 2_000) * 10;
async function startServer(name) {
  const {
    file = null,
    only,
    telemetry,
    main = MAIN,
    nodeArgs: flags = values["node-args"],
  } = FILES[name] ?? builds[name];
  port += 1;
  const { file: config, env } = writeConfig(fronts, port);
  const nodeArgs = ["--import", here("probe.mjs"), ...flags.split(" ").filter(Boolean)];
  if (values["cpu-prof"] === name) nodeArgs.push("--cpu-prof", `--cpu-prof-dir=${tmpdir()}/bench-prof`);
  const child = file
    ? new Child(file, { env: { ...env, BENCH_CONFIG: config }, nodeArgs })
    : new Child(main, { args: ["--config", config], env: { ...env, ...telemetry }, nodeArgs });
  const origin = `http://127.0.0.1:${port}`;
  await untilReady(origin);
  return { name, child, origin, only };
}

const servers = [];
for (const name of [...values.servers.split(","), ...Object.keys(builds)]) servers.push(await startServer(name));
const ours = servers.find(({ name }) => name === "ours") ?? servers.at(-1);

async function ask(origin, query, variables) {
  const response = await fetch(`${origin}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables, operationName: /(?:query|mutation) (\w+)/.exec(query)?.[1] }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(JSON.stringify(errors).slice(0, 500));
  return data;
}

/** Ids and cursors of one client's own account, read once through the server. */
async function prepare(client, cloud) {
  if (!cloud)
    return { accounts: [...new Set(fronts.map(({ key }) => key))].map((key) => accountId(client, "small", key)) };
  const account = accountId(client, "big", cloud);
  const cursors = { after0: null };
  const ids = [];
  let parentId;
  for (let page = 0; page < 5; page += 1) {
    const { listeners } = await ask(
      ours.origin,
      "query P($accounts: [ID!]!, $after: String) { listeners(first: 200, after: $after, filter: { accountIds: $accounts }) { pageInfo { endCursor } nodes { id parent { id } } } }",
      { accounts: [account], after: cursors[`after${page}`] },
    );
    if (page < 4) cursors[`after${page + 1}`] = listeners.pageInfo.endCursor;
    ids.push(...listeners.nodes.map(({ id }) => id));
    parentId = listeners.nodes[0].parent.id;
  }
  return { account, cursors, ids: ids.slice(0, 100), parentId };
}

const bodies = {};
const prepared = new Map();
for (const name of names) {
  const { query, cloud, variables } = QUERIES[name];
  bodies[name] = [];
  for (let client = 0; client < CLIENTS; client += 1) {
    const key = `${client} ${cloud}`;
    if (!prepared.has(key)) prepared.set(key, await prepare(client, cloud));
    const turns = name === "Q1" ? 16 : 1;
    bodies[name].push(
      Array.from({ length: turns }, (_, turn) =>
        JSON.stringify({ query, operationName: name, variables: variables(prepared.get(key), turn) }),
      ),
    );
  }
}

/** Every server must give the same answer, or the figures say nothing. */
const answers = {};
for (const name of names) {
  const seen = new Map();
  for (const { name: server, origin, only } of servers) {
    if (only && !only.includes(name)) continue;
    const response = await fetch(`${origin}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: bodies[name][0][0],
    });
    seen.set(server, await response.text());
  }
  const expected = seen.get(ours.name);
  answers[name] = {
    bytes: expected.length,
    differ: [...seen].filter(([, text]) => !sameData(text, expected)).map(([server]) => server),
  };
  if (process.env.BENCH_SHOW && answers[name].differ.length)
    for (const server of answers[name].differ)
      console.error(name, server, seen.get(server).slice(0, 600), "\nEXPECTED", expected.slice(0, 600));
}

function sortedKeys(value) {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.keys(value)
      .filter((key) => key !== "extensions")
      .sort()
      .map((key) => [key, sortedKeys(value[key])]),
  );
}
function sameData(a, b) {
  return JSON.stringify(sortedKeys(JSON.parse(a).data)) === JSON.stringify(sortedKeys(JSON.parse(b).data));
}

async function measure({ child, origin }, name, ms) {
  await upstream.ask({ kind: "forget" });
  const before = await child.ask("usage");
  const { result, error } = await load.ask({ origin, bodies: bodies[name], ms });
  if (error) throw new Error(`${child.name} ${name}: ${error}`);
  const after = await child.ask("usage");
  const { counts } = await upstream.ask({ kind: "counts" });
  return {
    rps: result.requests / result.seconds,
    cpuMs: (after.cpuMicros - before.cpuMicros) / 1000 / result.requests,
    p50: result.p50,
    p99: result.p99,
    calls: Object.fromEntries(Object.entries(counts).map(([action, count]) => [action, count / result.requests])),
  };
}

const samples = [];
const rounds = Number(values.rounds);
const wants = ({ only }, name) => !only || only.includes(name);
for (const latency of values.latencies.split(",").map(Number)) {
  await upstream.ask({ kind: "latency", ms: latency });
  const measured = latency === 0 ? names : names.filter((name) => values["latency-only"].split(",").includes(name));
  for (let round = -1; round < rounds; round += 1) {
    for (const name of measured) {
      const order = round % 2 === 0 ? servers : [...servers].reverse();
      for (const server of order.filter((one) => wants(one, name))) {
        // Round -1 warms up.
        const sample = await measure(server, name, round < 0 ? Math.max(1000, Number(values.ms)) : Number(values.ms));
        if (round >= 0) samples.push({ latency, round, query: name, server: server.name, ...sample });
      }
    }
    process.stderr.write(`latency ${latency} ms: round ${round + 1} of ${rounds}\n`);
  }
}

const tables = [0, ...values.latencies.split(",").map(Number).filter(Boolean)]
  .map((latency) => samples.filter((sample) => sample.latency === latency))
  .filter((part) => part.length > 0)
  .flatMap((part) => [`### ${part[0].latency} ms upstream\n`, cpuTable(part), throughputTable(part)]);
const report = [
  ...tables,
  callTable(
    samples.filter(({ latency }) => latency === 0),
    answers,
  ),
].join("\n");
process.stdout.write(`${report}\n`);
if (values.out) writeFileSync(values.out, JSON.stringify({ samples, answers }, null, 1));
await Promise.all([...servers.map(({ child }) => child.stop()), load.stop(), upstream.stop(), collector?.stop()]);

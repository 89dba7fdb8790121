/**
 * Lists from the inventory, as callers see them: the built server over emulated clouds of five kinds sweeps all accounts
 * once, then answers each condition and order over HTTP, a page of 50 with each listener's load balancer or accelerator;
 * then a sweep that finds nothing new.
 *   node swept.mjs [--listeners 100000] [--accounts 25] [--latency 150] [--rounds 30] [--store FILE]
 *     [--postgres postgres://user@host/empty-database] [--only "by name,regions"] [--no-sweep]
 * The first sweep is made with clouds that answer at once. A store that is given and was filled before is not swept again.
 * The goals: p50 under 30 ms, and at most 3 times the bare statements with JSON.stringify of their rows. A sweep that finds
 * nothing new: under 1 s of CPU for 10,000 listeners, the event loop late by less than 20 ms in 99 of 100 cases.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Child } from "./processes.mjs";
import { bodyOf, questionsOf } from "./swept-questions.mjs";
import { sweptReport } from "./swept-report.mjs";
import { startSwept } from "./swept-server.mjs";
import { openSweptStore } from "./swept-store.mjs";

const { values } = parseArgs({
  options: {
    listeners: { type: "string", default: "100000" },
    accounts: { type: "string", default: "25" },
    latency: { type: "string", default: "150" },
    rounds: { type: "string", default: "30" },
    store: { type: "string" },
    postgres: { type: "string" },
    only: { type: "string" },
    "no-sweep": { type: "boolean", default: false },
    "node-args": { type: "string", default: "" },
  },
});
const [listeners, accounts, latency, rounds] = ["listeners", "accounts", "latency", "rounds"].map((name) =>
  Number(values[name]),
);
const here = (file) => new URL(file, import.meta.url).pathname;
const log = (text) => process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
const folder = mkdtempSync(join(tmpdir(), "cloud-listeners-bench-"));
const place = values.postgres ?? values.store ?? join(folder, "inventory.db");

/** What has to end with this process, whatever happens. */
const open = [];
const keep = (one, end) => {
  open.unshift(() => end(one));
  return one;
};
const child = async (file, env) => {
  const one = keep(new Child(here(file), { env }), (started) => started.stop());
  return { one, first: await one.next() };
};

async function measure() {
  const { one: upstream, first: clouds } = await child("swept-upstream.mjs", {
    BENCH_ACCOUNTS: String(accounts),
    BENCH_LISTENERS: String(listeners),
  });
  const held = clouds.listeners;
  log(`${accounts} accounts hold ${held} listeners`);
  const nodeArgs = values["node-args"].split(" ").filter(Boolean);
  const server = keep(await startSwept({ plain: clouds.accounts, place, nodeArgs }), (one) => one.stop());
  const store = keep(await openSweptStore(place, server.accounts), (one) => one.close());
  const { one: bare } = await child("swept-bare.mjs", { BENCH_STORE: place });

  const idle = await server.usage();
  const first = (await store.isSwept()) ? null : await server.sweep(() => store.isSwept(), log);
  if (first) log(`first sweep: ${first.seconds.toFixed(0)} s`);
  await store.settle();
  await upstream.ask({ kind: "latency", ms: latency });

  async function askedAndBare(name, question, counts) {
    const body = bodyOf(question, counts);
    const statements = await store.statementsOf(question, counts);
    await store.makeYoung();
    await upstream.ask({ kind: "forget" });
    const asked = await server.timed(body, rounds);
    const { calls } = await upstream.ask({ kind: "count" });
    if (calls > 0) throw new Error(`${name}: ${calls} calls to clouds`);
    return { asked, floor: await bare.ask({ statements, rounds }) };
  }

  await store.makeYoung();
  const rows = [];
  const only = values.only?.split(",");
  const nothing = await server.timed(JSON.stringify({ query: "{ __typename }" }), rounds);
  for (const [name, question] of Object.entries(questionsOf(await server.samples()))) {
    if (only && !only.some((part) => name.includes(part))) continue;
    const page = await askedAndBare(name, question, false);
    const counted = await askedAndBare(name, question, true);
    rows.push({ name, total: counted.asked.total, page, counted });
    log(`${name}: ${page.asked.p50.toFixed(1)} ms, counted ${counted.asked.p50.toFixed(1)} ms`);
  }
  const asking = await server.usage();

  let again = null;
  if (!values["no-sweep"]) {
    await upstream.ask({ kind: "forget" });
    await store.hasten();
    const since = Date.now();
    again = await server.sweep(() => store.isSweptSince(since), log);
    again.calls = (await upstream.ask({ kind: "count" })).calls;
  }
  const size = await store.size();
  const kind = values.postgres ? "PostgreSQL" : "SQLite";
  process.stdout.write(sweptReport({ kind, held, rows, nothing, first, again, idle, asking, size }));
}

try {
  await measure();
} finally {
  for (const end of open) await end();
  rmSync(folder, { recursive: true });
}

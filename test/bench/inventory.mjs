/**
 * What a question to the inventory's store costs, without any cloud: listeners and members that were seen are searched and ordered by
 * each condition, a page of 50 at a time, and counted.
 *   node inventory.mjs [--listeners 100000] [--accounts 25] [--rounds 40] [--postgres postgres://user@host/empty-database]
 * Times are from the call to the objects. "Bare" is the same statement given to the driver in this thread, and
 * JSON.stringify of its rows.
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openDatabase } from "../../build/store/database.js";
import { createSeenStore } from "../../build/store/seen/create-seen-store.js";
import { openSqlite } from "../../build/store/sqlite/engine.js";
import { accountIds, QUESTIONS, sweepAll } from "./seen-objects.mjs";

const { values } = parseArgs({
  options: {
    listeners: { type: "string", default: "100000" },
    accounts: { type: "string", default: "25" },
    rounds: { type: "string", default: "40" },
    postgres: { type: "string" },
  },
});
const [listeners, accounts, rounds] = [values.listeners, values.accounts, values.rounds].map(Number);
const ids = accountIds(accounts);
const log = Object.fromEntries(["trace", "debug", "info", "warn", "error"].map((level) => [level, () => undefined]));
const folder = mkdtempSync(join(tmpdir(), "cloud-listeners-bench-"));
const file = join(folder, "inventory.db");
const MB = 1024 * 1024;
const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const shown = (ms) => ms.toFixed(ms < 10 ? 2 : 1);
const spread = (times) => {
  const sorted = [...times].sort((a, b) => a - b);
  return {
    p50: at(sorted, 0.5),
    p99: at(sorted, 0.99),
    text: `${shown(at(sorted, 0.5))} / ${shown(at(sorted, 0.99))}`,
  };
};

/** Repeats something. @returns milliseconds of each time */
async function timed(work) {
  const times = [];
  for (let round = -2; round < rounds; round += 1) {
    const since = performance.now();
    await work();
    if (round >= 0) times.push(performance.now() - since);
  }
  return times;
}

/** The database, telling the latest statement that was asked of it. */
function overheard(database) {
  let latest = null;
  const plugin = (db) => ({
    transformQuery({ node, queryId }) {
      latest = db.getExecutor().compileQuery(node, queryId);
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  return {
    database: { ...database, read: (query) => database.read((db) => query(db.withPlugin(plugin(db)))) },
    latest: () => latest,
  };
}

async function measure(name, place, bareOf, sizeOf) {
  const thread = new URL("../../build/store/sqlite/thread.js", import.meta.url);
  const opened = await openDatabase({ place, thread, log });
  const { database, latest } = overheard(opened);
  const seen = createSeenStore(database, "bench");
  const lines = [];
  for (const what of ["first sweep", "sweep that finds nothing new"]) {
    const [since, cpu] = [performance.now(), process.cpuUsage()];
    const pages = await sweepAll(seen, ids, listeners);
    const { user, system } = process.cpuUsage(cpu);
    const per10k = 10_000 / listeners;
    lines.push(
      `${name}: ${what}: ${((performance.now() - since) * per10k).toFixed(0)} ms and ${(((user + system) / 1_000) * per10k).toFixed(0)} ms of CPU for 10,000 listeners, a page of 100 objects ${spread(pages).text} ms (p50 / p99)`,
    );
  }
  const { size, settle } = await sizeOf(opened);
  await settle();
  lines.push(
    `${name}: ${((size / MB / listeners) * 10_000).toFixed(1)} MB for 10,000 listeners, with what belongs to them`,
  );
  const bare = await bareOf(opened);
  const rows = [];
  for (const [title, { kind = "listener", oneAccount = false, conditions = {}, ...more }] of Object.entries(
    QUESTIONS,
  )) {
    const query = { accountIds: oneAccount ? ids.slice(7, 8) : ids, kind, conditions, ...more };
    const found = spread(await timed(() => seen.find({ ...query, limit: 51 })));
    const statement = latest();
    const floor = spread(await timed(async () => JSON.stringify(await bare.run(statement))));
    const counted = spread(await timed(() => seen.count(query)));
    const total = await seen.count(query);
    rows.push(`| ${title} | ${total} | ${found.text} | ${(found.p50 / floor.p50).toFixed(2)}× | ${counted.text} |`);
  }
  const known = spread(await timed(() => seen.accountsOf(ids)));
  lines.push(`${name}: accountsOf ${accounts} accounts ${known.text} ms (p50 / p99)`);
  await bare.close();
  await opened.close();
  process.stdout.write(
    `${lines.join("\n")}\n\n| ${name} | found | a page, ms (p50 / p99) | times bare | counted, ms (p50 / p99) |\n| --- | --- | --- | --- | --- |\n${rows.join("\n")}\n\n`,
  );
}

await measure(
  "SQLite",
  file,
  async () => {
    const engine = await openSqlite(file);
    return { run: ({ sql, parameters }) => engine.run(sql, parameters).rows, close: () => engine.close() };
  },
  async () => ({ size: statSync(file).size + statSync(`${file}-wal`).size, settle: async () => undefined }),
);
rmSync(folder, { recursive: true });
if (values.postgres)
  await measure(
    "PostgreSQL",
    values.postgres,
    async ({ pool }) => ({
      run: async ({ sql, parameters }) => (await pool.query(sql, [...parameters])).rows,
      close: async () => undefined,
    }),
    async ({ pool }) => ({
      size: Number((await pool.query("select pg_database_size(current_database()) as size")).rows[0].size),
      settle: () => pool.query("analyze"),
    }),
  );

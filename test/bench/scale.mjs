/**
 * How time and memory grow with the number of listeners: five emulated clouds with 1,000 to 100,000 listeners in all,
 * behind the server as it is, each in a process of its own.
 *   node scale.mjs [--sizes 1000,10000,100000] [--page 200]
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
    sizes: { type: "string", default: "1000,10000,100000" },
    page: { type: "string", default: "200" },
    clouds: { type: "string", default: "" },
    out: { type: "string" },
  },
});
const here = (file) => new URL(file, import.meta.url).pathname;
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
let port = 18_000 + (process.pid % 1_000) * 10;

async function measure(total) {
  const upstream = new Child(here("scale-upstream.mjs"), {
    env: { BENCH_LISTENERS: String(total), BENCH_CLOUDS: values.clouds },
  });
  const { accounts: plain } = await upstream.next();
  const env = {};
  const limits = { requestsPerSecond: { "*": 1_000_000 } };
  const accounts = plain.map((account) => ({ ...withoutSecrets(account, env), limits }));
  port += 1;
  const file = join(mkdtempSync(join(tmpdir(), "cloud-listeners-bench-")), "config.yaml");
  writeFileSync(
    file,
    JSON.stringify({ server: { port, landingPage: "none", limits: { readDeadlineMs: 600_000 } }, accounts }),
  );
  const server = new Child(MAIN, {
    args: ["--config", file],
    env,
    nodeArgs: ["--import", here("probe.mjs")],
  });
  const origin = `http://127.0.0.1:${port}`;
  await untilReady(origin);

  let peak = 0;
  async function ask(query, variables) {
    const startedAt = performance.now();
    const response = await fetch(`${origin}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = await response.json();
    const ms = performance.now() - startedAt;
    if (errors || !data.listeners.isComplete) throw new Error(JSON.stringify(errors ?? data).slice(0, 500));
    const { rss } = await server.ask("usage");
    peak = Math.max(peak, rss);
    return { ms, connection: data.listeners };
  }

  const fields = "isComplete nodes { id name portRanges { fromPort toPort } } pageInfo { hasNextPage endCursor }";
  const first = `query First { listeners(first: 100) { ${fields} } }`;
  for (let turn = 0; turn < 150; turn += 1) await ask(first);
  const firstMs = [];
  for (let turn = 0; turn < 50; turn += 1) firstMs.push((await ask(first)).ms);
  const before = (await server.ask("usage")).rss;

  peak = 0;
  const page = `query Page($after: String, $first: Int!) { listeners(first: $first, after: $after) { ${fields} } }`;
  const seen = new Set();
  const startedAt = performance.now();
  const { counts: callsBefore } = await upstream.ask({ kind: "counts" });
  let after = null;
  let pages = 0;
  do {
    const { connection } = await ask(page, { after, first: Number(values.page) });
    for (const { id } of connection.nodes) seen.add(id);
    pages += 1;
    after = connection.pageInfo.hasNextPage ? connection.pageInfo.endCursor : null;
  } while (after);
  const allSeconds = (performance.now() - startedAt) / 1000;
  const { counts: callsAfter } = await upstream.ask({ kind: "counts" });
  const pagingPeak = peak;

  peak = 0;
  const byPort =
    "query Port($after: String) { listeners(first: 100, after: $after, filter: { coversPort: 10020 }) { " +
    fields +
    " } }";
  const filterStart = performance.now();
  let matches = 0;
  let place = null;
  do {
    const { connection } = await ask(byPort, { after: place });
    matches += connection.nodes.length;
    place = connection.pageInfo.hasNextPage ? connection.pageInfo.endCursor : null;
  } while (place);
  const filterSeconds = (performance.now() - filterStart) / 1000;
  await Promise.all([server.stop(), upstream.stop()]);
  const calls = Object.fromEntries(
    Object.keys(callsAfter).map((key) => [key, callsAfter[key] - (callsBefore[key] ?? 0)]),
  );
  return {
    total,
    seen: seen.size,
    firstMs: median(firstMs),
    pages,
    allSeconds,
    calls,
    before,
    pagingPeak,
    matches,
    filterSeconds,
    filterPeak: peak,
  };
}

const results = [];
for (const size of values.sizes.split(",").map(Number)) {
  results.push(await measure(size));
  process.stderr.write(`${JSON.stringify(results.at(-1))}\n`);
}
const mb = (bytes) => (bytes / 1024 / 1024).toFixed(0);
const row = (cells) => `| ${cells.join(" | ")} |`;
const head = [
  "listeners",
  "first page of 100",
  `all pages of ${values.page}`,
  "for each page",
  "upstream calls",
  "peak RSS",
  "filter by port over all (matches)",
  "peak RSS",
];
process.stdout.write(
  `${[
    row(head),
    row(head.map(() => "---")),
    ...results.map((one) =>
      row([
        one.seen,
        `${one.firstMs.toFixed(1)} ms`,
        `${one.allSeconds.toFixed(1)} s`,
        `${((one.allSeconds / one.pages) * 1000).toFixed(0)} ms`,
        Object.values(one.calls).reduce((sum, count) => sum + count, 0),
        `${mb(one.pagingPeak)} MB`,
        `${one.filterSeconds.toFixed(1)} s (${one.matches})`,
        `${mb(one.filterPeak)} MB`,
      ]),
    ),
  ].join("\n")}\n`,
);
if (values.out) writeFileSync(values.out, JSON.stringify(results, null, 1));

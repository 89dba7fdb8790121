/**
 * Many who watch the same listeners: memory for each that waits, calls to the cloud for one and for all, and the time from
 * an event's first to its last receiver. The sandbox is in the server's process; clients are in this one.
 *   node watchers.mjs [--watchers 1000] [--listeners 100] [--rounds 5]
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { MAIN } from "./built.mjs";
import { Child, untilReady } from "./processes.mjs";

const { values } = parseArgs({
  options: {
    watchers: { type: "string", default: "1000" },
    listeners: { type: "string", default: "100" },
    rounds: { type: "string", default: "5" },
  },
});
const [WATCHERS, LISTENERS, ROUNDS] = [values.watchers, values.listeners, values.rounds].map(Number);
const here = (file) => new URL(file, import.meta.url).pathname;
/** For the poller to come to rest, and to be measured. */
const QUIET_MS = 20_000;
const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const folder = mkdtempSync(join(tmpdir(), "watchers-"));
const file = join(folder, "config.yaml");
const port = 19_000 + (process.pid % 900);
const most = 2 * WATCHERS + 100;
writeFileSync(
  file,
  JSON.stringify({
    server: {
      port,
      logLevel: "error",
      introspection: true,
      subscriptions: { maxStreams: most, maxStreamsPerCaller: most },
    },
    sandbox: { enabled: true, portBase: 0, pace: 0, listeners: LISTENERS },
  }),
);
const nodeArgs = ["--import", here("probe.mjs"), "--max-semi-space-size=24"];
const server = new Child(MAIN, { args: ["--config", file], nodeArgs });
const origin = `http://127.0.0.1:${port}`;
await untilReady(origin);

async function ask(query, variables = {}) {
  const response = await fetch(`${origin}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

/** Requests to clouds since the start. */
async function calls() {
  const text = await (await fetch(`${origin}/metrics`)).text();
  const counts = [...text.matchAll(/^upstream_call_seconds_count\{[^}]*\} (\d+)/gm)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}

const { listeners } = await ask(
  "{ listeners(first: 200, filter: { providers: [HUAWEI_GA] }) { nodes { id status parent { status } } } }",
);
const watched = listeners.nodes.slice(0, LISTENERS);
const changed = watched.find(({ status, parent }) => status === "ACTIVE" && parent?.status === "ACTIVE");
const body = JSON.stringify({
  query: "subscription ($ids: [ID!]) { listenerChanged(filter: { ids: $ids }) { id name status } }",
  variables: { ids: watched.map(({ id }) => id) },
});

/** One who watches; calls back with the time of each event. */
function watch(hear) {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", accept: "text/event-stream" };
    const asked = request(`${origin}/graphql`, { method: "POST", headers }, (response) => {
      response.on("data", (data) => {
        if (String(data).includes('"name"')) hear(performance.now());
      });
      response.once("data", () => resolve(asked));
    });
    asked.once("error", reject);
    asked.end(body);
  });
}

/** Resolves with the time from the first to the last event, and from the change to the last. */
let heard = () => undefined;
const open = [];
async function openUntil(count) {
  while (open.length < count) {
    const some = Array.from({ length: Math.min(50, count - open.length) }, () => watch((at) => heard(at)));
    open.push(...(await Promise.all(some)));
  }
}
async function change(name) {
  const times = [];
  const all = new Promise((resolve) => {
    heard = (at) => times.push(at) === open.length && resolve();
  });
  const since = performance.now();
  const input = { id: changed.id, name };
  const { updateListener } = await ask(
    "mutation ($input: UpdateListenerInput!) { updateListener(input: $input) { problems { message } } }",
    { input },
  );
  if (updateListener.problems.length > 0) throw new Error(JSON.stringify(updateListener.problems));
  await all;
  return { spreadMs: times.at(-1) - times[0], totalMs: times.at(-1) - since };
}

/** Calls during a change and the quiet time behind it. */
async function callsFor(name) {
  const before = await calls();
  await change(name);
  await rest(QUIET_MS);
  return (await calls()) - before;
}

await openUntil(1);
const forOne = await callsFor("one");
const { rss: idle } = await server.ask("usage");
await openUntil(WATCHERS);
await rest(QUIET_MS);
const { rss } = await server.ask("usage");
const forAll = await callsFor("all");
const rounds = [];
for (let round = 0; round < ROUNDS; round += 1) {
  rounds.push(await change(`round-${round}`));
  await rest(1_000);
}
const middle = (pick) => rounds.map(pick).sort((a, b) => a - b)[rounds.length >> 1];
process.stdout.write(
  [
    `${WATCHERS} watch ${watched.length} listeners by id`,
    `memory for each that waits: ${((rss - idle) / 1024 / (WATCHERS - 1)).toFixed(1)} KB (RSS ${(idle / 2 ** 20).toFixed(0)} -> ${(rss / 2 ** 20).toFixed(0)} MB)`,
    `calls to the cloud for a change and ${QUIET_MS / 1000} s of quiet: ${forOne} with one watcher, ${forAll} with all`,
    `from the request for a change until all have the event: median ${middle(({ totalMs }) => totalMs).toFixed(0)} ms; from the first to the last: ${middle(({ spreadMs }) => spreadMs).toFixed(0)} ms`,
    "",
  ].join("\n"),
);
for (const asked of open) asked.destroy();
await server.stop();
rmSync(folder, { recursive: true, force: true });

/**
 * Memory under steady load: Q2 from eight clients for some minutes, and a line fitted through what comes after the first.
 *   node endurance.mjs [--minutes 5] [--node-args ""] (left out: as npm start has it)
 */
import { parseArgs } from "node:util";
import { writeConfig } from "./accounts.mjs";
import { MAIN } from "./built.mjs";
import { Child, untilReady } from "./processes.mjs";
import { accountId, CLIENTS, QUERIES } from "./queries.mjs";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "5" },
    "node-args": { type: "string", default: "--max-semi-space-size=24" },
  },
});
const here = (file) => new URL(file, import.meta.url).pathname;
const STEP_MS = 3_000;

const upstream = new Child(here("upstream.mjs"));
const { fronts } = await upstream.next();
const load = new Child(here("load.mjs"));
await load.next();
const port = 16_000 + (process.pid % 1_000);
const { cloud } = QUERIES.Q2;
const { file, env } = writeConfig(
  fronts.filter(({ size, key }) => size === "big" && key === cloud),
  port,
);
const nodeArgs = ["--import", here("probe.mjs"), ...values["node-args"].split(" ").filter(Boolean)];
const server = new Child(MAIN, { args: ["--config", file], env, nodeArgs });
const origin = `http://127.0.0.1:${port}`;
await untilReady(origin);
const idle = (await server.ask("usage")).rss;

const bodies = Array.from({ length: CLIENTS }, (_, client) => {
  const account = accountId(client, "big", cloud);
  return [JSON.stringify({ query: QUERIES.Q2.query, operationName: "Q2", variables: { accounts: [account] } })];
});

const samples = [];
let requests = 0;
const startedAt = performance.now();
const minutes = () => (performance.now() - startedAt) / 60_000;
while (minutes() < Number(values.minutes)) {
  const { result, error } = await load.ask({ origin, bodies, ms: STEP_MS });
  if (error) throw new Error(error);
  requests += result.requests;
  samples.push({ minute: minutes(), mb: (await server.ask("usage")).rss / 1024 / 1024 });
}
await Promise.all([server.stop(), load.stop(), upstream.stop()]);

/** Megabytes for each minute, by least squares. */
function slopeOf(points) {
  const mean = (pick) => points.reduce((sum, point) => sum + pick(point), 0) / points.length;
  const x = mean(({ minute }) => minute);
  const y = mean(({ mb }) => mb);
  const covariance = mean(({ minute, mb }) => (minute - x) * (mb - y));
  return covariance / mean(({ minute }) => (minute - x) ** 2);
}
const later = samples.filter(({ minute }) => minute >= 1);
const at = (minute) => samples.find((sample) => sample.minute >= minute)?.mb.toFixed(0) ?? "–";
process.stdout.write(
  `RSS: ${(idle / 1024 / 1024).toFixed(0)} MB idle, ${at(1)} MB after a minute of Q2, ${samples.at(-1).mb.toFixed(0)} MB after ${minutes().toFixed(1)}; ` +
    `${slopeOf(later).toFixed(2)} MB a minute from the first on (line through ${later.length} samples; ${requests} requests)\n`,
);

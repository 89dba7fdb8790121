/**
 * What a sweep that finds nothing new costs, by cloud: processor time of a process that does nothing else, the store's
 * thread included, beside the same calls signed, sent through bare undici and parsed ("bare").
 *   node sweeps.mjs [--clouds huawei-elb,tencent-gaap] [--listeners 2000] [--rounds 4] [--postgres postgres://user@host/empty-database]
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Child } from "./processes.mjs";

const { values } = parseArgs({
  options: {
    clouds: { type: "string", default: "huawei-elb-classic,tencent-gaap,alibaba-ga,huawei-ga,huawei-elb" },
    listeners: { type: "string", default: "2000" },
    rounds: { type: "string", default: "4" },
    "warm-up": { type: "string", default: "3" },
    postgres: { type: "string" },
    "node-args": { type: "string", default: "" },
  },
});
const here = (file) => new URL(file, import.meta.url).pathname;
const upstream = new Child(here("upstream.mjs"), { env: { BENCH_SIZES: `{ "swept": ${values.listeners} }` } });
const { fronts } = await upstream.next();
const folder = mkdtempSync(join(tmpdir(), "cloud-listeners-bench-"));
const limits = { requestsPerSecond: { "*": 1_000_000 } };
const nodeArgs = ["--max-semi-space-size=24", ...values["node-args"].split(" ").filter(Boolean)];

const row = (cells) => `| ${cells.join(" | ")} |`;
const head = [
  "cloud",
  "listeners, objects",
  "calls",
  "CPU",
  "for a call (bare)",
  "times bare",
  "for 10,000 listeners (bare)",
  "p99 and longest delay of the loop",
  "RSS (grown by)",
];
process.stdout.write(`${row(head)}\n${row(head.map(() => "---"))}\n`);
for (const key of values.clouds.split(",")) {
  const { account } = fronts.find((front) => front.key === key);
  const child = new Child(here("sweep-process.mjs"), { nodeArgs });
  await child.next();
  const entry = { ...account, id: `swept-${key}`, limits };
  const place = values.postgres ?? join(folder, `${key}.db`);
  const [rounds, warmUp] = [Number(values.rounds), Number(values["warm-up"])];
  const told = await child.ask({ entry, place, rounds, warmUp });
  await child.stop();
  const { listener } = told.objects;
  const per10k = (ms) => `${((ms / listener) * 10).toFixed(2)} s`;
  const bareMs = (told.bareMicros * told.calls) / 1000;
  process.stdout.write(
    `${row([
      key,
      `${listener}, ${Object.values(told.objects).reduce((sum, count) => sum + count, 0)}`,
      told.calls.toFixed(0),
      `${told.cpuMs.toFixed(0)} ms`,
      `${((told.cpuMs / told.calls) * 1000).toFixed(0)} (${told.bareMicros.toFixed(0)}) µs`,
      `${(told.cpuMs / bareMs).toFixed(1)}×`,
      `${per10k(told.cpuMs)} (${per10k(bareMs)})`,
      `${told.delayP99.toFixed(1)}, ${told.delayMax.toFixed(1)} ms`,
      `${told.rss.toFixed(0)} (${told.grown.toFixed(0)}) MB`,
    ])}\n`,
  );
}
await upstream.stop();
rmSync(folder, { recursive: true });

/** The built server of swept.mjs, its sweeps and its answers. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Pool } from "undici";
import { withoutSecrets } from "./accounts.mjs";
import { MAIN } from "./built.mjs";
import { Child, untilReady } from "./processes.mjs";
import { bodyOf } from "./swept-questions.mjs";

const here = (file) => new URL(file, import.meta.url).pathname;
const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const REGIONS = ["eu-1", "eu-2", "us-1", "us-2", "ap-1"];
/** Sweeps are asked for, and never happen beside. */
const INTERVAL_SECONDS = 86_400;

export async function startSwept({ plain, place, nodeArgs }) {
  const env = {};
  const limits = { requestsPerSecond: { "*": 1_000_000 } };
  const accounts = plain.map((account, nth) => ({
    ...withoutSecrets(account, env),
    ...(account.region ? { region: REGIONS[Math.floor(nth / REGIONS.length) % REGIONS.length] } : {}),
    id: `a${String(nth).padStart(2, "0")}`,
    limits,
  }));
  const port = 23_000 + (process.pid % 900);
  const file = join(mkdtempSync(join(tmpdir(), "cloud-listeners-bench-")), "config.yaml");
  const inventory = { intervalSeconds: INTERVAL_SECONDS, maxAccountsAtOnce: accounts.length };
  writeFileSync(file, JSON.stringify({ server: { port, landingPage: "none" }, store: place, inventory, accounts }));
  const child = new Child(MAIN, {
    args: ["--config", file],
    env,
    nodeArgs: ["--max-semi-space-size=24", ...nodeArgs, "--import", here("probe.mjs")],
  });
  const origin = `http://127.0.0.1:${port}`;
  await untilReady(origin);
  const pool = new Pool(origin, { connections: 1, pipelining: 1 });
  const usage = () => child.ask("usage");

  async function ask(body) {
    const { body: answer } = await pool.request({
      method: "POST",
      path: "/graphql",
      headers: { "content-type": "application/json" },
      body,
    });
    return answer.text();
  }

  return {
    accounts: new Map(accounts.map(({ id, provider }) => [id, provider.toUpperCase().replaceAll("-", "_")])),
    usage,
    stop: () => Promise.all([child.stop(), pool.close()]),

    /** Some listeners of every account. */
    async samples() {
      const { data } = JSON.parse(await ask(bodyOf({ orderBy: { field: "NAME", direction: "ASC" } }, false)));
      return data.listeners.nodes;
    },

    async timed(body, rounds) {
      const { data, errors } = JSON.parse(await ask(body));
      if (errors || data.listeners?.isComplete === false)
        throw new Error(JSON.stringify(errors ?? data).slice(0, 1_000));
      for (let round = 0; round < 5; round += 1) await ask(body);
      const times = [];
      const { cpuMicros: before } = await usage();
      for (let round = 0; round < rounds; round += 1) {
        const since = performance.now();
        await ask(body);
        times.push(performance.now() - since);
      }
      const { cpuMicros: after } = await usage();
      times.sort((a, b) => a - b);
      const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
      return {
        total: data.listeners?.totalCount ?? null,
        p50: at(0.5),
        p99: at(0.99),
        cpuMs: (after - before) / 1_000 / rounds,
      };
    },

    /** Waits for sweeps under way. @returns what they took of the server */
    async sweep(isOver, log) {
      const before = await usage();
      await child.ask("watch");
      const since = performance.now();
      let peak = 0;
      for (let turn = 1; !(await isOver()); turn += 1) {
        await rest(500);
        const { rss, cpuMicros } = await usage();
        peak = Math.max(peak, rss);
        if (turn % 60 === 0) log(`sweeping: ${((cpuMicros - before.cpuMicros) / 1e6).toFixed(0)} s of CPU`);
      }
      const after = await usage();
      return {
        seconds: (performance.now() - since) / 1_000,
        cpuSeconds: (after.cpuMicros - before.cpuMicros) / 1e6,
        delayP99: after.delayP99,
        rss: { before: before.rss, peak, after: after.rss },
      };
    },
  };
}

/**
 * Sweeps accounts over and over, one after the other, in a process of its own: the program's transport, store and sweeper,
 * without its server. Asked for a cloud, it answers with what its sweeps took.
 */
import "reflect-metadata";
import { rmSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { Pool } from "undici";
import { connect } from "../../build/app/connect-accounts.js";
import { fillAccounts } from "../../build/config/fill-accounts.js";
import { createSweeper } from "../../build/inventory/sweeper.js";
import { providers } from "../../build/providers/registry.js";
import { openStore } from "../../build/store/open-store.js";
import { systemClock as clock } from "../../build/transport/clock.js";
import { composeRequest } from "../../build/transport/compose-request.js";
import { createTransport } from "../../build/transport/create-transport.js";

const log = Object.fromEntries(["debug", "info", "warn", "error"].map((level) => [level, () => undefined]));
log.warn = (fields, message) => process.stderr.write(`${message} ${JSON.stringify(fields)}\n`);
log.isLevelEnabled = () => false;
const thread = new URL("../../build/store/sqlite/thread.js", import.meta.url);
const MB = 2 ** 20;

/** What the clients of an account are asked for: how often, and once each. */
function overheard(transport) {
  const requests = new Map();
  const heard = { calls: 0 };
  let dialect;
  const client = (own, options) => {
    dialect = own;
    const made = transport.client(own, options);
    return {
      ...made,
      send(request, call) {
        heard.calls += 1;
        requests.set(JSON.stringify([request.path, request.query, request.headers, request.body]), request);
        return made.send(request, call);
      },
    };
  };
  return Object.assign(heard, { transport: { ...transport, client }, requests, dialect: () => dialect });
}

/** The same requests, signed, sent through undici and parsed, and nothing else. @returns microseconds for each */
async function bare(endpoint, dialect, requests, rounds) {
  const pool = new Pool(endpoint.origin, { connections: 2 });
  const once = async (request) => {
    const { method, url, headers, body } = composeRequest(endpoint, request);
    const signed = await dialect.sign({ method, url, headers, body }, new Date(), {});
    const answer = await pool.request({ method, path: url.pathname + url.search, headers: signed, body: body || null });
    return answer.body.json();
  };
  let taken;
  for (let round = 0; round <= Math.min(4, rounds); round += 1) {
    if (round === 1) taken = process.cpuUsage();
    const left = [...requests.values()];
    await Promise.all(
      [0, 1].map(async () => {
        for (let next = left.pop(); next; next = left.pop()) await once(next);
      }),
    );
  }
  const { user, system } = process.cpuUsage(taken);
  await pool.close();
  return (user + system) / requests.size / Math.min(4, rounds);
}

process.on("message", async ({ entry, place, warmUp, rounds }) => {
  const mistakes = [];
  const [config] = fillAccounts([entry], providers, mistakes, { env: {}, allowsPlainSecrets: true });
  if (mistakes.length > 0) throw new Error(JSON.stringify(mistakes));
  const retention = { keepDays: 30, keepKeyDays: 7 };
  const store = await openStore({ place, thread, clock, log, retention, takeOverAfterMs: 60_000, maxQueued: 10 });
  const own = createTransport({ log, clock });
  const heard = overheard(own);
  const connected = connect(config, providers, heard.transport);
  const delays = monitorEventLoopDelay({ resolution: 1 });
  let sweeps = -warmUp;
  let before;
  const result = await new Promise((resolve) => {
    let differences = 0;
    const sweeper = createSweeper({
      seen: store.seen,
      accounts: () => new Map([[connected.account.id, connected]]),
      baseIntervalMs: () => 1,
      maxAccountsAtOnce: () => 1,
      format: "bench",
      clock,
      log,
      lookMs: 50,
      observe({ outcome }) {
        sweeps += 1;
        if (outcome === "failed") throw new Error(`The account ${config.id} could not be swept.`);
        const { rss } = process.memoryUsage();
        if (sweeps === 0) {
          differences = 0;
          delays.enable();
          before = { cpu: process.cpuUsage(), rss, calls: heard.calls, at: performance.now() };
        }
        if (sweeps !== rounds) return;
        const { user, system } = process.cpuUsage(before.cpu);
        delays.disable();
        resolve({
          sweeper,
          cpuMs: (user + system) / 1_000 / rounds,
          ms: (performance.now() - before.at) / rounds,
          delayP99: delays.percentile(99) / 1e6,
          delayMax: delays.max / 1e6,
          rss: rss / MB,
          grown: (rss - before.rss) / MB,
          calls: (heard.calls - before.calls) / rounds,
          differences,
        });
      },
    });
    sweeper.onDifferences((_, some) => {
      differences += some.length;
    });
  });
  const { sweeper, ...told } = result;
  if (told.differences > 0) throw new Error(`${told.differences} objects differed.`);
  await sweeper.stop();
  const bareMicros = await bare(new URL(config.endpoint), heard.dialect(), heard.requests, rounds);
  const count = async (kind) => store.seen.count({ accountIds: [config.id], kind, conditions: {} });
  const objects = Object.fromEntries(
    await Promise.all(["parent", "listener", "pool", "member"].map(async (kind) => [kind, await count(kind)])),
  );
  await connected.service.close();
  await own.close();
  await store.close();
  if (!place.startsWith("postgres")) for (const end of ["", "-wal", "-shm"]) rmSync(`${place}${end}`, { force: true });
  process.send({ ...told, bareMicros, objects });
});
process.send({ kind: "ready" });
// So that a profile of it is written.
process.on("SIGTERM", () => process.exit());

import { expect, inject } from "vitest";
import { providers } from "../../../src/providers/registry.js";
import type { RunningCloud } from "../../../src/sandbox/running-sandbox.js";
import { startSandbox } from "../../../src/sandbox/start-sandbox.js";
import { type Answer, ask } from "./client.js";
import { type Program, startProgram } from "./program.js";
import { type CloudProxy, startProxy } from "./proxy.js";
import { MOST_MS, type Row, writeRow } from "./rows.js";
import { type Seen, startWatcher, type Watcher } from "./watcher.js";

export interface LabOptions {
  /** Listeners of each cloud; left out, the believable handful. */
  readonly listeners?: number;
  /** How slowly things come about in the clouds, as in the configuration; 0 when left out. */
  readonly pace?: number;
  /** What differs from the defaults of the configuration's `server`. */
  readonly server?: object;
  /** A module that is run in the program before anything else. */
  readonly plant?: string;
  /** What differs from the defaults of every account's `limits`. */
  readonly limits?: object;
}

/** One cloud with what stands between it and the program. */
export interface LabCloud extends CloudProxy {
  readonly key: string;
  readonly accountId: string;
  readonly running: RunningCloud;
}

/** The built program over emulated clouds, and somebody else who wants to use it too. */
export interface Lab {
  readonly clouds: readonly LabCloud[];
  cloud(key: string): LabCloud;
  /** Another one after an attack that ended it. */
  readonly program: Program;
  ask(query: string, variables?: Readonly<Record<string, unknown>>): Promise<Answer>;
  /**
   * Runs an attack. Afterwards the program is alive, everybody else was answered within {@link MOST_MS}, and there was no
   * fault of ours but those that were planted.
   */
  during<T>(attack: string, work: () => Promise<T>): Promise<T>;
  /** What others have seen since the last look, for attacks that want to know in between. */
  look(): Promise<Seen>;
  stop(): Promise<void>;
}

/** Milliseconds that the watcher goes on after an attack: what comes late is seen too. */
const AFTERMATH_MS = 150;
const WARM_UP_MS = 400;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export async function startLab({ listeners, pace = 0, server, limits, plant }: LabOptions = {}): Promise<Lab> {
  const emulated = await Promise.all(providers.map(async ({ key, sandbox }) => ({ key, cloud: await sandbox() })));
  const sandbox = await startSandbox({ clouds: emulated, ports: "any", controlPort: null, pace, listeners });
  const placed = await Promise.all(
    emulated.map(async ({ key, cloud }) => {
      const running = sandbox.cloud(key);
      const proxy = await startProxy(running);
      const account = cloud.account(proxy.endpoint);
      const merged = { ...account, limits: { ...(account.limits as object), ...limits } };
      return { account: merged, cloud: Object.assign(proxy, { key, running, accountId: account.id }) };
    }),
  );
  const clouds = placed.map(({ cloud }) => cloud);
  const start = () =>
    startProgram(
      { introspection: true, ...server },
      placed.map(({ account }) => account),
      plant,
    );
  let program = await start();
  let watcher = await watching(program);

  async function revive(): Promise<void> {
    await Promise.all([watcher.stop(), program.stop()]);
    program = await start();
    watcher = await watching(program);
  }

  /** The worst of all looks during an attack. */
  let worst = NOTHING_SEEN;
  async function look(): Promise<Seen> {
    const seen = await watcher.look();
    worst = worseOf(worst, seen);
    return seen;
  }

  return {
    look,
    clouds,
    cloud: (key) => clouds.find((cloud) => cloud.key === key)!,
    get program() {
      return program;
    },
    ask: (query, variables) => ask(program.origin, query, variables),
    async during(attack, work) {
      const faultsBefore = faultsOf(program).length;
      program.forgetPeak();
      await watcher.look();
      worst = NOTHING_SEEN;
      const startedAt = performance.now();
      const [done] = await Promise.allSettled([work()]);
      const tookMs = performance.now() - startedAt;
      await pause(AFTERMATH_MS);
      await look();
      const seen = worst;
      const row = rowOf(attack, seen, program, tookMs);
      writeRow(inject("rowsFile"), row);
      const faults = faultsOf(program).slice(faultsBefore);
      const { ending, lastWords } = program;
      // What hangs or has ended would spoil the next attack as well.
      if (ending || seen.complaints.length > 0 || row.ownMs > MOST_MS) await revive();
      if (ending) throw new Error(`It ended with ${ending.code ?? ending.signal}: ${lastWords.slice(-600)}`);
      if (done.status === "rejected") throw done.reason;
      expect(
        clouds.flatMap(({ mistakes }) => mistakes),
        "mistakes of the proxies",
      ).toEqual([]);
      expect(seen.complaints, "what others were answered").toEqual([]);
      expect(seen.asked, "answers to others").toBeGreaterThan(0);
      expect(row.ownMs, "milliseconds that others waited").toBeLessThanOrEqual(MOST_MS);
      if (plant === undefined) expect(faults, "internal errors in the log").toEqual([]);
      return done.value;
    },
    async stop() {
      await watcher.stop();
      await program.stop();
      await Promise.all(clouds.map((cloud) => cloud.stop()));
      await sandbox.stop();
    },
  };
}

const NOTHING_SEEN: Seen = { query: 0, health: 0, own: 0, asked: 0, complaints: [] };

const worseOf = (one: Seen, other: Seen): Seen => ({
  query: Math.max(one.query, other.query),
  health: Math.max(one.health, other.health),
  own: Math.max(one.own, other.own),
  asked: one.asked + other.asked,
  complaints: [...one.complaints, ...other.complaints].slice(0, 5),
});

/** Connected, compiled and counted from nothing. */
async function watching(program: Program): Promise<Watcher> {
  const watcher = startWatcher(program);
  await pause(WARM_UP_MS);
  await watcher.look();
  return watcher;
}

/** What the program calls a fault of its own, or worse. */
const faultsOf = ({ log }: Program) =>
  log.filter(({ level }) => level === "error" || level === "fatal").map((line) => JSON.stringify(line));

function rowOf(attack: string, { query, health, own }: Seen, program: Program, tookMs: number): Row {
  return { attack, queryMs: query, healthMs: health, ownMs: own, peakMegabytes: program.peakMegabytes(), tookMs };
}

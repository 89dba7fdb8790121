import { connectAccounts } from "../../src/app/connect-accounts.js";
import { type App, startApp } from "../../src/app.js";
import { outsideRecorder } from "../../src/changes/outside-recorder.js";
import { AppConfig } from "../../src/config/app-config.js";
import { KEPT_FORMAT } from "../../src/inventory/kept-objects.js";
import { runSweep, type SweepOptions } from "../../src/inventory/run-sweep.js";
import type { SweepResult } from "../../src/inventory/sweep-intervals.js";
import { type ConnectedAccount, orderAccounts } from "../../src/providers/accounts.js";
import { providers } from "../../src/providers/registry.js";
import { type Sandbox, startSandbox } from "../../src/sandbox/start-sandbox.js";
import type { SeenStore } from "../../src/store/seen.js";
import type { CallLog } from "../../src/transport/call.js";
import { systemClock } from "../../src/transport/clock.js";
import { createTransport } from "../../src/transport/create-transport.js";
import { Interruption } from "../../src/transport/signal.js";
import { accountsWith, type RunningGraph } from "../support/graph.js";
import { silentLog } from "../support/silent-log.js";

const UNLIMITED = { requestsPerSecond: { "*": 1_000_000 } };

export type Graph = Pick<RunningGraph, "app" | "ask">;

/** Two independent graphs over the same clouds, and sweeps of the first one that start on request. */
export interface TwoGraphs {
  readonly sandbox: Sandbox;
  /** Keeps an inventory. */
  readonly here: Graph;
  /** Its changes are changes made outside, as the first one sees them. */
  readonly elsewhere: Graph;
  readonly connected: readonly ConnectedAccount[];
  /** The ids of the accounts, by cloud key. */
  readonly accountOf: ReadonlyMap<string, string>;
  /** Sweeps an account, and waits until its differences are recorded. Null: the sweep was aborted. */
  sweep(accountId: string, given?: Partial<SweepOptions>): Promise<SweepResult | null>;
  sweepAll(): Promise<readonly (SweepResult | null)[]>;
  /** Sweeps an account with a process that dies before or after it has ended the sweep, and records nothing. */
  sweepAndDie(accountId: string, when: "before the end" | "after the end"): Promise<void>;
  stop(): Promise<void>;
}

/** The format in which programs without a version keep answers. */
const FORMAT = `unreleased ${KEPT_FORMAT}`;

/**
 * @param log the log of the recorder of changes made outside
 * @param keepsReads whether what the first graph reads from the clouds flows into its inventory
 */
export async function startTwoGraphs({
  pace = 0,
  log = silentLog as CallLog,
  keepsReads = false,
} = {}): Promise<TwoGraphs> {
  const config = new AppConfig();
  Object.assign(config.server, { port: 0, logLevel: "silent" });
  const clouds = await Promise.all(providers.map(async ({ key, sandbox: load }) => ({ key, cloud: await load() })));
  const sandbox = await startSandbox({ clouds, ports: "any", controlPort: null, pace, hasRateLimits: false });
  const stops: (() => Promise<unknown>)[] = [() => sandbox.stop()];

  async function graph(keeps: boolean): Promise<Graph> {
    const accounts = await accountsWith(sandbox, UNLIMITED);
    const own = Object.assign(new AppConfig(), config, { accounts });
    // It sweeps nothing by itself.
    if (keeps) Object.assign(own.inventory, { enabled: true, maxAccountsAtOnce: 0 });
    const app: App = await startApp({ config: own });
    stops.push(() => app.stop());
    return {
      app,
      async ask(query, variables, headers) {
        const response = await fetch(`${app.server.origin}/graphql`, {
          method: "POST",
          headers: { "content-type": "application/json", ...headers },
          body: JSON.stringify({ query, variables }),
        });
        const { data, errors } = (await response.json()) as Awaited<ReturnType<RunningGraph["ask"]>>;
        return { status: response.status, headers: response.headers, data, errors };
      },
    };
  }

  const here = await graph(keepsReads);
  const elsewhere = await graph(false);
  const transport = createTransport({ log: silentLog });
  const lines = await connectAccounts(
    { accounts: await accountsWith(sandbox, UNLIMITED) },
    { sandbox: null, transport },
  );
  const connected = lines.map((line) => line.connected);
  const { journal, seen } = here.app.store;
  const format = keepsReads ? FORMAT : "test";
  const found = () => undefined;
  const recorder = outsideRecorder({ journal, seen, accounts: () => orderAccounts(connected), log, found });
  const over = new Interruption();

  async function run(id: string, given: Partial<SweepOptions>): Promise<SweepResult | null> {
    const claim = await seen.claim([id], format, 60_000);
    if (!claim) throw new Error(`Nobody may sweep ${id} now.`);
    const ended: SweepResult[] = [];
    await runSweep({
      ...{ seen, claim, log: silentLog, clock: systemClock, over, format, leaseMs: 60_000, requestId: "sweep" },
      accounts: () => orderAccounts(connected),
      connected: connected.find(({ account }) => account.id === id)!,
      // Due again at once.
      baseIntervalMs: () => 0,
      maxAccountsAtOnce: () => 1,
      observe: ({ outcome }) => void ended.push(outcome),
      tell: async () => undefined,
      tellOver: () => recorder.record(id),
      ...given,
    });
    return ended[0] ?? null;
  }
  const sweep = (id: string, given: Partial<SweepOptions> = {}) => run(id, given);

  async function sweepAndDie(id: string, when: "before the end" | "after the end"): Promise<void> {
    const died = new Error("The process is dead.");
    const end: SeenStore["end"] = async (claim, how) => {
      if (when === "after the end") await seen.end(claim, how);
      // Its lease expires.
      else await seen.put(claim, [], 0);
      throw died;
    };
    const told: unknown[] = [];
    const log: CallLog = { ...silentLog, error: ({ err }: { err?: unknown }) => void told.push(err) };
    await run(id, { seen: { ...seen, end }, log, tellOver: async () => undefined });
    if (told.length !== 1 || told[0] !== died) throw new Error("It died of something else.", { cause: told });
  }

  stops.push(async () => {
    over.abort(new Error("The test is over."));
    await Promise.all(connected.map(({ service }) => service.close()));
    await transport.close();
  });
  const accountOf = new Map(connected.map(({ manifest, account }) => [manifest.key, account.id]));
  return {
    sandbox,
    here,
    elsewhere,
    connected,
    accountOf,
    sweep,
    sweepAndDie,
    sweepAll: () => Promise.all([...accountOf.values()].map((id) => sweep(id))),
    async stop() {
      for (const stop of stops.reverse()) await stop();
    },
  };
}

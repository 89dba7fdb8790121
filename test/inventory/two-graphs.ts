import { connectAccounts } from "../../src/app/connect-accounts.js";
import { type App, startApp } from "../../src/app.js";
import { outsideRecorder } from "../../src/changes/outside-recorder.js";
import { AppConfig } from "../../src/config/app-config.js";
import { type ConnectedAccount, orderAccounts } from "../../src/providers/accounts.js";
import { providers } from "../../src/providers/registry.js";
import { type Sandbox, startSandbox } from "../../src/sandbox/start-sandbox.js";
import type { CallLog } from "../../src/transport/call.js";
import { createTransport } from "../../src/transport/create-transport.js";
import { accountsWith, type RunningGraph } from "../support/graph.js";
import { silentLog } from "../support/silent-log.js";
import { type Sweeping, startSweeping } from "./sweeping.js";

const UNLIMITED = { requestsPerSecond: { "*": 1_000_000 } };

export type Graph = Pick<RunningGraph, "app" | "ask">;

/** Two graphs over the same clouds that know nothing of each other, and the sweeps of the first one. */
export interface TwoGraphs {
  readonly sandbox: Sandbox;
  /** Keeps an inventory. */
  readonly here: Graph;
  /** What it changes is changed outside, as the first one sees it. */
  readonly elsewhere: Graph;
  readonly sweeping: Sweeping;
  readonly connected: readonly ConnectedAccount[];
  /** The ids of the accounts, by their clouds' keys. */
  readonly accountOf: ReadonlyMap<string, string>;
  /** Sweeps all accounts, with all that is read after this call, and waits until what differs is recorded. */
  sweepAll(): Promise<void>;
  stop(): Promise<void>;
}

/** @param log of the recorder of changes from outside */
export async function startTwoGraphs({ pace = 0, log = silentLog as CallLog } = {}): Promise<TwoGraphs> {
  const config = new AppConfig();
  Object.assign(config.server, { port: 0, logLevel: "silent" });
  const clouds = await Promise.all(providers.map(async ({ key, sandbox: load }) => ({ key, cloud: await load() })));
  const sandbox = await startSandbox({ clouds, ports: "any", controlPort: null, pace, hasRateLimits: false });
  const stops: (() => Promise<unknown>)[] = [() => sandbox.stop()];

  async function graph(): Promise<Graph> {
    const accounts = await accountsWith(sandbox, UNLIMITED);
    const app: App = await startApp({ config: Object.assign(new AppConfig(), config, { accounts }) });
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

  const here = await graph();
  const elsewhere = await graph();
  const transport = createTransport({ log: silentLog });
  const lines = await connectAccounts(
    { accounts: await accountsWith(sandbox, UNLIMITED) },
    { sandbox: null, transport },
  );
  const connected = lines.map((line) => line.connected);
  const { journal, seen } = here.app.store;
  const recorder = outsideRecorder({ journal, seen, accounts: () => orderAccounts(connected), log });
  const sweeping = startSweeping(seen, connected, { maxAccountsAtOnce: () => connected.length });
  sweeping.sweeper.onDifferences((id, differences, { from }) => recorder.saw(id, differences, from));
  const waiting = new Map<string, (() => void)[]>();
  sweeping.sweeper.onOver(async (id) => {
    await recorder.over(id);
    for (const tell of waiting.get(id)?.splice(0) ?? []) tell();
  });
  const nextOf = (id: string) => new Promise<void>((resolve) => waiting.set(id, [...(waiting.get(id) ?? []), resolve]));
  const stateOf = async (id: string) => (await seen.accountsOf([id])).get(id)!;

  /** Asks once for each sweep: none goes on afterwards. */
  async function sweep(id: string): Promise<void> {
    const { now } = await stateOf(id);
    do {
      const over = nextOf(id);
      await seen.hasten(id);
      await over;
      // One that had begun before has read too early.
    } while (((await stateOf(id)).readAt ?? 0) < now);
  }

  stops.push(async () => {
    await sweeping.sweeper.stop();
    await Promise.all(connected.map(({ service }) => service.close()));
    await transport.close();
  });
  const accountOf = new Map(connected.map(({ manifest, account }) => [manifest.key, account.id]));
  return {
    sandbox,
    here,
    elsewhere,
    sweeping,
    connected,
    accountOf,
    sweepAll: async () => void (await Promise.all([...accountOf.values()].map(sweep))),
    async stop() {
      for (const stop of stops.reverse()) await stop();
    },
  };
}

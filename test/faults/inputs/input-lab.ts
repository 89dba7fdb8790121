import { randomUUID } from "node:crypto";
import { type GraphQLSchema, graphql } from "graphql";
import { ANYBODY } from "../../../src/access/caller.js";
import { gatekeeper } from "../../../src/access/gate.js";
import { OPEN } from "../../../src/access/grants.js";
import type { ChangeRunner } from "../../../src/changes/change-runner.js";
import { fillAccounts } from "../../../src/config/fill-accounts.js";
import { ServerLimits } from "../../../src/config/server.js";
import { createWatching } from "../../../src/inventory/watch/create-watching.js";
import { CallBudget } from "../../../src/loaders/call-budget.js";
import { Freshness } from "../../../src/loaders/freshness.js";
import { ReadAhead } from "../../../src/loaders/read-ahead.js";
import { RequestLoaders } from "../../../src/loaders/request-loaders.js";
import { capabilitiesOf } from "../../../src/model/capabilities.js";
import { CloudAccount } from "../../../src/model/cloud-account.js";
import { orderAccounts } from "../../../src/providers/accounts.js";
import type { AnyProviderManifest } from "../../../src/providers/provider.js";
import { providers } from "../../../src/providers/registry.js";
import { buildSubgraph } from "../../../src/resolvers/build-schema.js";
import { IncompleteSources } from "../../../src/resolvers/incomplete-sources.js";
import type { RunningCloud } from "../../../src/sandbox/running-sandbox.js";
import { startSandbox } from "../../../src/sandbox/start-sandbox.js";
import { openStore } from "../../../src/store/open-store.js";
import { startCall } from "../../../src/transport/call.js";
import { createTransport } from "../../../src/transport/create-transport.js";
import { silentLog } from "../../support/silent-log.js";
import { fastClock } from "../../transport/cloud-under-test.js";

/** How much faster than the real one the lab's clock runs, so that limits on requests per second do not take long. */
const FASTER = 50;
/** Milliseconds on the lab's clock. */
const DEADLINE_MS = 30_000 * FASTER;

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes
type Data = any;

/** The graph over one cloud's emulator, asked in this process: schema, changes and provider are the real ones, and so are the sockets to the emulator. */
export interface InputLab {
  readonly schema: GraphQLSchema;
  readonly accountId: string;
  readonly cloud: RunningCloud;
  ask(
    document: string,
    variables: Record<string, unknown>,
  ): Promise<{ data: Data; errors: readonly { readonly message: string; readonly originalError?: unknown }[] }>;
  stop(): Promise<void>;
}

const { schema } = buildSubgraph(providers);

export async function startInputLab(manifest: AnyProviderManifest): Promise<InputLab> {
  const fast = fastClock(FASTER);
  const clock = { ...fast, now: () => Math.floor(fast.now()) };
  const emulated = await manifest.sandbox();
  const sandbox = await startSandbox({
    clouds: [{ key: manifest.key, cloud: emulated }],
    ports: "any",
    controlPort: null,
    pace: 0,
    clock: { now: () => clock.now(), advance: () => undefined },
  });
  const cloud = sandbox.cloud(manifest.key);
  const limits = { responseTimeoutMs: 120_000, pollIntervalMs: 100 };
  const mistakes: object[] = [];
  const [config] = fillAccounts([{ ...emulated.account(cloud.endpoint), limits }], [manifest], mistakes as never, {
    env: {},
    allowsPlainSecrets: true,
  });
  if (!config || mistakes.length > 0)
    throw new Error(`The sandbox account of ${manifest.key} is not right: ${JSON.stringify(mistakes)}`);
  const account = new CloudAccount({
    id: config.id,
    provider: manifest.name,
    region: config.region ?? null,
    capabilities: capabilitiesOf(manifest),
  });
  const transport = createTransport({ clock, log: silentLog });
  const service = manifest.connect({ account, config, transport });
  const accounts = orderAccounts([
    { account, manifest, service, pollIntervalMs: limits.pollIntervalMs, isReadOnly: false },
  ]);
  const gate = gatekeeper(OPEN, accounts)(ANYBODY);
  const store = await openStore({
    ...{ place: null, thread: null, clock, log: silentLog },
    ...{ retention: { keepDays: 1, keepKeyDays: 1 }, takeOverAfterMs: 15_000, maxQueued: 100 },
  });
  const changes: ChangeRunner = {
    gate,
    journal: store.journal,
    clock,
    ended: { count: 0 },
    awaiting: createWatching({ accounts: () => accounts, access: { gateOf: () => gate }, clock, log: silentLog }),
    tellDenied: () => undefined,
  };
  const readAhead = new ReadAhead(new ServerLimits());
  return {
    schema,
    accountId: account.id,
    cloud,
    async ask(source, variableValues) {
      const call = startCall({ requestId: randomUUID(), log: silentLog, timeoutMs: DEADLINE_MS, clock });
      try {
        const loaders = new RequestLoaders(accounts, call);
        const incomplete = new IncompleteSources();
        const budget = new CallBudget(new ServerLimits().maxCloudCalls);
        const reading = { accounts, clock, call, loaders, readAhead, budget };
        const freshness = new Freshness(reading, null, 0);
        const contextValue = { ...reading, gate, changes, freshness, incomplete };
        const { data, errors = [] } = await graphql({ schema, source, variableValues, contextValue });
        return { data, errors };
      } finally {
        call.giveUp();
      }
    },
    async stop() {
      await store.close();
      await service.close();
      await transport.close();
      await sandbox.stop();
    },
  };
}

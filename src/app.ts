import { createLiveAccounts, type LiveAccounts } from "./app/live-accounts.js";
import { reload } from "./app/reload.js";
import { outsideRecorder } from "./changes/outside-recorder.js";
import { resumeChanges } from "./changes/resume.js";
import type { AppConfig } from "./config/app-config.js";
import { ConfigError } from "./config/config-error.js";
import { NO_REPORTING, type StudioReporting } from "./config/studio.js";
import { NO_TELEMETRY, type Telemetry } from "./config/telemetry.js";
import { createInventory } from "./inventory/create-inventory.js";
import { KEPT_FORMAT } from "./inventory/kept-objects.js";
import { heard } from "./inventory/live-reads/hearing.js";
import { LiveReads } from "./inventory/live-reads/live-reads.js";
import { createSweeper, type Sweeper } from "./inventory/sweeper.js";
import { createWatching } from "./inventory/watch/create-watching.js";
import type { Watching } from "./inventory/watch/watching.js";
import type { ConnectedAccount } from "./providers/accounts.js";
import type { AnyProviderManifest } from "./providers/provider.js";
import { providers } from "./providers/registry.js";
import { buildSubgraph } from "./resolvers/build-schema.js";
import type { Sandbox } from "./sandbox/start-sandbox.js";
import { keepFresh } from "./server/fresh-files.js";
import { createLog, type Logger } from "./server/log.js";
import { createMetrics, type Metrics } from "./server/metrics.js";
import { type RunningServer, startServer } from "./server/start-server.js";
import type { RunningTelemetry, TelemetryOptions } from "./server/telemetry/open-telemetry.js";
import { openStore } from "./store/open-store.js";
import type { Store } from "./store/store.js";
import { type Clock, systemClock } from "./transport/clock.js";
import { createTransport } from "./transport/create-transport.js";

export interface AppOptions {
  readonly config: AppConfig;
  /** Omitted: all that there are. */
  readonly clouds?: readonly AnyProviderManifest[];
  readonly clock?: Clock;
  readonly log?: Logger;
  /** Left out: nothing is reported. */
  readonly studio?: StudioReporting;
  /** Left out: nothing is sent to any collector. */
  readonly telemetry?: Telemetry;
  /** The module of the store's thread. Left out: a file is written to in this thread, and everybody waits for its disk. */
  readonly storeThread?: URL;
  /** The program's: what another version has kept of the clouds is read anew. */
  readonly version?: string;
}

export interface App {
  readonly server: RunningServer;
  /** The embedded emulators; null when accounts of one's own are configured. */
  readonly sandbox: Sandbox | null;
  readonly store: Store;
  /**
   * Looks at files with secrets and certificates, and takes over what it can of another configuration; says in the log what
   * it cannot. Requests in flight end with what they have begun with.
   * @param next null: there is none
   */
  reload(next: AppConfig | null): Promise<void>;
  /** Finishes what is in flight, then lets go of everything. */
  stop(): Promise<void>;
  /** Whether a collector had not taken everything when the program stopped: connections to it may be open still. */
  hasUnsent(): boolean;
}

/** Puts the program together: configuration, accounts, changes, schema, server, and the sandbox when it is wanted. */
export async function startApp({
  config,
  clouds = providers,
  clock = systemClock,
  log = createLog(config.server),
  studio = NO_REPORTING,
  telemetry = NO_TELEMETRY,
  storeThread,
  version = "unreleased",
}: AppOptions): Promise<App> {
  const store = await openStore({
    place: config.store ?? null,
    thread: storeThread ?? null,
    clock,
    log,
    retention: config.changes,
    takeOverAfterMs: config.changes.takeOverAfterMs,
    maxQueued: config.server.limits.maxQueuedChangesPerParent,
  });
  const sandbox = await sandboxFor(config, log, clouds).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  const metrics = createMetrics();
  const sent = await telemetryFor(telemetry, { registry: metrics.registry, log, clock });
  const tracer = sent?.tracer;
  const transport = createTransport({
    clock,
    log,
    proxies: config.transport.proxies,
    passesTraceContext: config.transport.passesTraceContext,
    metrics: {
      observe: ({ provider, accountId, action, outcome, seconds }) =>
        metrics.upstreamCalls.observe({ provider, account: accountId, action, outcome }, seconds),
      spared: ({ provider, accountId, action }) =>
        metrics.upstreamCacheHits.inc({ provider, account: accountId, action }),
      retried: ({ provider, accountId, action, reason }) =>
        metrics.upstreamRetries.inc({ provider, account: accountId, action, reason }),
      retryRefused: ({ provider, accountId }) => metrics.upstreamRetriesRefused.inc({ provider, account: accountId }),
    },
  });
  const format = `${version} ${KEPT_FORMAT}`;
  let sweeper: Sweeper | null = null;
  let watching: Watching | null = null;
  const reads = config.keepsInventory
    ? new LiveReads({
        ...{ seen: store.seen, format, clock, log },
        onDifferences: (accountId) => watching?.hasten(accountId),
        dropped: ({ provider, id }, objects) => metrics.inventoryReadsDropped.inc({ provider, account: id }, objects),
      })
    : null;
  try {
    const listening = (connected: ConnectedAccount) => (reads ? heard(connected, reads.hear) : connected);
    const live = await createLiveAccounts({ config, sandbox, clouds, transport, clock, heard: listening });
    watching = createWatching({ accounts: live.accounts, access: live.access, clock, log });
    const changes = { journal: store.journal, clock, ended: { count: 0 }, awaiting: watching };
    const deadlineMs = config.changes.backgroundDeadlineMs;
    store.journal.resumeBy(resumeChanges({ tools: changes, accounts: live.accounts, log, deadlineMs, tracer }));
    store.journal.onChangedElsewhere((accountId) => {
      transport.forget(accountId);
      changes.ended.count += 1;
    });
    store.journal.onEnded((accountId) => watching?.hasten(accountId));
    if (config.keepsInventory) sweeper = startSweeper({ config, live, store, clock, log, metrics, format });
    sweeper?.onDifferences((accountId) => watching?.hasten(accountId));
    const { schema } = buildSubgraph(clouds, config.server);
    const introspection = config.server.introspection ?? config.usesSandbox;
    const server = await startServer({
      schema,
      config: config.server,
      introspection,
      letsLoopbackIn: config.isSandboxOnly,
      studio,
      changes,
      watching,
      inventory: config.keepsInventory ? createInventory({ seen: store.seen, format, clock, log }) : null,
      access: live.access,
      storeTrouble: () => store.trouble(),
      log,
      metrics,
      tracer,
    });
    let hasUnsent = false;
    const files = keepFresh({ config, clock, log, renewCertificate: () => server.renewCertificate() });
    return {
      server,
      sandbox,
      store,
      async reload(next) {
        if (next) {
          await reload(next, { config, live, log });
          watching?.exchanged();
        }
        files.look();
      },
      async stop() {
        files.stop();
        await Promise.all([server.stop(), sweeper?.stop(), store.drain(config.server.limits.drainMs, server.hurried)]);
        watching?.stop();
        await reads?.stop();
        // Before the connections: what was sent is waited for a moment.
        await store.close();
        await live.close();
        await transport.close();
        await sandbox?.stop();
        hasUnsent = (await sent?.close()) === false;
      },
      hasUnsent: () => hasUnsent,
    };
  } catch (error) {
    await Promise.all([sweeper?.stop(), reads?.stop()]);
    await store.close();
    await transport.close();
    await sent?.close();
    await sandbox?.stop();
    throw error;
  }
}

interface SweeperParts extends Required<Pick<AppOptions, "config" | "clock" | "log">> {
  readonly format: string;
  readonly live: LiveAccounts;
  readonly store: Store;
  readonly metrics: Metrics;
}

/** Keeps what the accounts hold, those of now. */
function startSweeper({ config, live, store, clock, log, metrics, format }: SweeperParts): Sweeper {
  const secondsOf = (id: string) =>
    config.accounts.find((account) => account.id === id)?.sweepIntervalSeconds ?? config.inventory.intervalSeconds;
  const sweeper = createSweeper({
    seen: store.seen,
    // What sweeps read is kept by them.
    accounts: () => live.unheard(),
    baseIntervalMs: (id) => 1_000 * secondsOf(id),
    maxAccountsAtOnce: () => config.inventory.maxAccountsAtOnce,
    format,
    clock,
    log,
    observe: ({ provider, accountId, outcome, seconds }) =>
      metrics.inventorySweeps.observe({ provider, account: accountId, outcome }, seconds),
  });
  metrics.showInventoryAges(() => sweeper.ages());
  const outside = outsideRecorder({
    journal: store.journal,
    seen: store.seen,
    accounts: () => live.accounts(),
    log,
    found: ({ provider, id }, changes) => metrics.outsideChanges.inc({ provider, account: id }, changes),
  });
  sweeper.onOver((accountId) => outside.record(accountId));
  return sweeper;
}

/** Brings the packages of OpenTelemetry with it, which nobody needs who has no collector. */
async function telemetryFor(
  telemetry: Telemetry,
  options: Omit<TelemetryOptions, "telemetry">,
): Promise<RunningTelemetry | null> {
  if (!telemetry.traces && !telemetry.metrics) return null;
  const { startTelemetry } = await import("./server/telemetry/open-telemetry.js");
  return startTelemetry({ telemetry, ...options });
}

/** The emulators, where the configuration wants them. */
export const sandboxFor = async (
  config: AppConfig,
  log: Logger,
  clouds: readonly AnyProviderManifest[] = providers,
): Promise<Sandbox | null> => (config.usesSandbox ? startEmbeddedSandbox(config, log, clouds) : null);

/** Starts the emulators of all clouds on loopback. */
export async function startEmbeddedSandbox(
  { sandbox }: Pick<AppConfig, "sandbox">,
  log: Logger,
  manifests: readonly AnyProviderManifest[] = providers,
): Promise<Sandbox> {
  const { startSandbox } = await import("./sandbox/start-sandbox.js");
  const clouds = await Promise.all(manifests.map(async ({ key, sandbox: load }) => ({ key, cloud: await load() })));
  const { portBase, pace, listeners } = sandbox;
  const shift = portBase - DEFAULT_PORT_BASE;
  const ports = portBase === 0 ? "any" : Object.fromEntries(clouds.map(({ key, cloud }) => [key, cloud.port + shift]));
  return startSandbox({ clouds, ports, controlPort: portBase, pace, listeners, log });
}
const DEFAULT_PORT_BASE = 4100;

/**
 * Accounts of one's own beside the sandbox must not bear the ids of the sandbox's.
 * @param source the configuration file, for the message
 * @throws ConfigError
 */
export async function requireIdsOfTheirOwn(
  { accounts, usesSandbox }: AppConfig,
  source: string,
  manifests: readonly AnyProviderManifest[] = providers,
): Promise<void> {
  if (!usesSandbox || accounts.length === 0) return;
  const clouds = await Promise.all(manifests.map(({ sandbox: load }) => load()));
  const taken = new Set(clouds.map((cloud) => cloud.account("http://127.0.0.1").id));
  const mistakes = accounts.flatMap(({ id }, index) => {
    const message = `\`id\` must be unique; an account of the sandbox has the id "${id}".`;
    return taken.has(id) ? [{ path: `accounts[${index}].id`, message }] : [];
  });
  if (mistakes.length > 0) throw new ConfigError(source, mistakes);
}

import { randomUUID } from "node:crypto";
import type { AccountLimits, CloudAccountConfig } from "../../src/config/account.js";
import { fill, type Mistake, validationMistakes } from "../../src/config/fill.js";
import { capabilitiesOf } from "../../src/model/capabilities.js";
import { CloudAccount } from "../../src/model/cloud-account.js";
import type { ProviderManifest, ProviderService } from "../../src/providers/provider.js";
import type { RunningCloud, Sandbox } from "../../src/sandbox/running-sandbox.js";
import { startSandbox } from "../../src/sandbox/start-sandbox.js";
import { type Call, startCall } from "../../src/transport/call.js";
import { createTransport } from "../../src/transport/create-transport.js";
import { noMetrics, type TransportMetrics } from "../../src/transport/transport-metrics.js";
import { silentLog } from "./silent-log.js";

/** Milliseconds that a call may take when a test says nothing else. */
const DEADLINE_MS = 10_000;

export interface SandboxedOptions {
  /** How long states last compared with the emulator's life cycles. Left out: 0, they end at once. */
  readonly pace?: number;
  /** Left out: "demo". */
  readonly inventory?: "demo" | "empty";
  /** How many listeners the inventory is to have. */
  readonly listeners?: number;
  /** Left out: any free port. */
  readonly port?: number;
  /** Whether the cloud, and the account's own settings, let as many requests pass as there are. Left out: false. */
  readonly isUnlimited?: boolean;
  /** Settings that differ from those of the sandbox's account. */
  readonly limits?: Partial<AccountLimits>;
}

/** A provider's service, connected to its emulator over real sockets. */
export interface SandboxedProvider<C extends CloudAccountConfig> {
  readonly service: ProviderService;
  readonly account: CloudAccount;
  readonly config: C;
  readonly cloud: RunningCloud;
  readonly sandbox: Sandbox;
  /** A new call with ten seconds left; a deadline among the overrides also aborts its signal. */
  call(overrides?: Partial<Call>): Call;
  stop(): Promise<void>;
}

/** What {@link SandboxedProvider.stop} has to stop, the last one first. */
type Stops = (() => Promise<void> | void)[];

/** Starts one provider's emulator on a free port and connects the provider to it. */
export async function connectSandboxed<C extends CloudAccountConfig>(
  manifest: ProviderManifest<C>,
  { pace = 0, inventory, listeners, port, isUnlimited, limits }: SandboxedOptions = {},
): Promise<SandboxedProvider<C>> {
  const emulated = await manifest.sandbox();
  const sandbox = await startSandbox({
    clouds: [{ key: manifest.key, cloud: emulated }],
    ports: port === undefined ? "any" : { [manifest.key]: port },
    controlPort: null,
    pace,
    inventory,
    listeners,
    hasRateLimits: isUnlimited ? false : undefined,
  });
  const stops: Stops = [() => sandbox.stop()];
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  try {
    const cloud = sandbox.cloud(manifest.key);
    const config = configFrom(manifest, emulated.account(cloud.endpoint));
    Object.assign(config.limits, isUnlimited && { requestsPerSecond: { "*": 1_000_000 } }, limits);
    const account = accountFrom(manifest, config);
    const transport = createTransport({ log: silentLog, metrics: onlyKnownActions(manifest) });
    stops.push(() => transport.close());
    const service = manifest.connect({ account, config, transport });
    stops.push(() => service.close());
    return { service, account, config, cloud, sandbox, call: (overrides) => newCall(stops, overrides), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What is sent must be among the operations by which an account may limit it. */
function onlyKnownActions({ key, actions }: Pick<ProviderManifest, "key" | "actions">): TransportMetrics {
  return {
    ...noMetrics,
    observe({ action }) {
      if (!actions.includes(action)) throw new Error(`${action} is not among the actions of ${key}.`);
    },
  };
}

function configFrom<C extends CloudAccountConfig>(manifest: ProviderManifest<C>, plain: object): C {
  const mistakes: Mistake[] = [];
  const config = fill(manifest.accountConfig, plain, "", mistakes, { env: {}, allowsPlainSecrets: true });
  mistakes.push(...validationMistakes(config, ""));
  if (mistakes.length > 0)
    throw new Error(`The sandbox account of ${manifest.key} is not right: ${JSON.stringify(mistakes)}`);
  return config;
}

function accountFrom(
  manifest: Pick<ProviderManifest, "name" | "capabilities" | "limits">,
  config: CloudAccountConfig,
): CloudAccount {
  const capabilities = capabilitiesOf(manifest);
  return new CloudAccount({ id: config.id, provider: manifest.name, region: config.region ?? null, capabilities });
}

function newCall(stops: Stops, overrides: Partial<Call> = {}): Call {
  const timeoutMs = overrides.deadlineAt === undefined ? DEADLINE_MS : overrides.deadlineAt - Date.now();
  const { end, ...call } = startCall({ requestId: randomUUID(), log: silentLog, timeoutMs });
  stops.push(end);
  return { ...call, ...overrides };
}

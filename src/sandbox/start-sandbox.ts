import type { CallLog as Log } from "../transport/call.js";
import { type ControlEndpoint, startControl } from "./control.js";
import type { Sandbox } from "./running-sandbox.js";
import { AdjustableClock, type MovableClock } from "./sandbox-clock.js";
import type { SandboxCloud } from "./sandbox-cloud.js";
import { explainPort, portOf, requireDistinctPorts, type SandboxPorts } from "./sandbox-ports.js";
import { type StartedCloud, startCloud } from "./start-cloud.js";

export type { RunningCloud, Sandbox } from "./running-sandbox.js";

export interface SandboxOptions {
  /** The clouds to run, by the keys of their providers. */
  readonly clouds: readonly { readonly key: string; readonly cloud: SandboxCloud }[];
  /** The loopback address to listen on; 127.0.0.1 when left out. */
  readonly host?: string;
  /** "default" when left out. */
  readonly ports?: SandboxPorts;
  /** The control endpoint's port, 0 for any free one; 4100 when left out; null for no control endpoint. */
  readonly controlPort?: number | null;
  /** How long states last compared with what the emulators' life cycles say; 1 when left out, 0 for no time at all. */
  readonly pace?: number;
  readonly clock?: MovableClock;
  /** "demo" when left out. */
  readonly inventory?: "demo" | "empty";
  /** How many listeners each emulator is to have, instead of the believable default. */
  readonly listeners?: number;
  /**
   * Whether emulators refuse requests that come faster than their cloud's documented rate. Left out: unless `listeners`
   * is given, since an inventory of a chosen size is there to be measured, which the rate would spoil.
   */
  readonly hasRateLimits?: boolean;
  readonly log?: Log;
}

export const DEFAULT_CONTROL_PORT = 4100;

const ignore = () => undefined;
const noLog: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/**
 * Starts emulators, each with a port, a state and faults of its own.
 *
 * @throws Error that names the port and the setting when a port cannot be had, or the two that want the same one;
 *   nothing is left running then
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { host = "127.0.0.1", ports = "default", controlPort = DEFAULT_CONTROL_PORT, log = noLog } = options;
  const { pace = 1, clock = new AdjustableClock(), inventory = "demo", listeners } = options;
  const { hasRateLimits = listeners === undefined } = options;
  const wanted = options.clouds.map(({ key, cloud }) => ({
    key,
    cloud,
    who: `the sandbox of ${key}`,
    port: portOf(key, cloud, ports),
  }));
  const controlWish = { who: "the sandbox's control endpoint", port: controlPort ?? 0 };
  requireDistinctPorts([...wanted, controlWish]);
  const clouds: StartedCloud[] = [];
  let control: ControlEndpoint | null = null;

  const sandbox: Sandbox = {
    clouds,
    clock,
    get controlEndpoint() {
      return control?.endpoint ?? null;
    },
    cloud(key) {
      const cloud = clouds.find((one) => one.key === key);
      if (!cloud)
        throw new Error(`The sandbox does not run ${key}; it runs ${clouds.map((one) => one.key).join(", ")}.`);
      return cloud;
    },
    reset() {
      for (const cloud of clouds) {
        cloud.faults.clear();
        cloud.emulator.reset();
        cloud.clearCalls();
      }
    },
    async stop() {
      await Promise.all([control?.close(), ...clouds.map((cloud) => cloud.stop())]);
    },
  };

  try {
    for (const { key, cloud, who, port } of wanted) {
      const started = startCloud({ key, cloud, host, port, clock, pace, inventory, listeners, hasRateLimits, log });
      clouds.push(await started.catch(explainPort(port, who)));
    }
    if (controlPort !== null) {
      const started = startControl({ sandbox, host, port: controlPort, log });
      control = await started.catch(explainPort(controlPort, controlWish.who));
    }
  } catch (error) {
    await sandbox.stop();
    throw error;
  }
  return sandbox;
}

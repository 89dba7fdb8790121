import type { CallLog as Log } from "../transport/call.js";
import { type ControlEndpoint, startControl } from "./control.js";
import type { Sandbox } from "./running-sandbox.js";
import { AdjustableClock, type MovableClock } from "./sandbox-clock.js";
import type { SandboxCloud } from "./sandbox-cloud.js";
import { type StartedCloud, startCloud } from "./start-cloud.js";

export type { RunningCloud, Sandbox } from "./running-sandbox.js";

export interface SandboxOptions {
  /** The clouds to run, by the keys of their providers. */
  readonly clouds: readonly { readonly key: string; readonly cloud: SandboxCloud }[];
  /** The loopback address to listen on; 127.0.0.1 when left out. */
  readonly host?: string;
  /** "default": each cloud's own fixed port; "any": any free ones; or ports by key, the rest being default. */
  readonly ports?: "default" | "any" | Readonly<Record<string, number>>;
  /** The control endpoint's port, 0 for any free one; 4100 when left out; null for no control endpoint. */
  readonly controlPort?: number | null;
  /** How long states last compared with what the emulators' life cycles say; 1 when left out, 0 for no time at all. */
  readonly pace?: number;
  readonly clock?: MovableClock;
  /** "production" when left out. */
  readonly inventory?: "production" | "empty";
  /** How many listeners each emulator is to have, instead of the believable default. */
  readonly listeners?: number;
  readonly log?: Log;
}

export const DEFAULT_CONTROL_PORT = 4100;

const ignore = () => undefined;
const noLog: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/**
 * Starts emulators, each with a port, a state and faults of its own.
 *
 * @throws Error that names the port and the setting when a port cannot be had; nothing is left running then.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { host = "127.0.0.1", ports, controlPort = DEFAULT_CONTROL_PORT, log = noLog } = options;
  const { pace = 1, clock = new AdjustableClock(), inventory = "production", listeners } = options;
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
    for (const { key, cloud } of options.clouds) {
      const port = portOf(key, cloud, ports);
      const started = startCloud({ key, cloud, host, port, clock, pace, inventory, listeners, log });
      clouds.push(await started.catch(explainPort(port, `the sandbox of ${key}`, `ports["${key}"]`)));
    }
    if (controlPort !== null) {
      const started = startControl({ sandbox, host, port: controlPort, log });
      control = await started.catch(explainPort(controlPort, "the sandbox's control endpoint", "controlPort"));
    }
  } catch (error) {
    await sandbox.stop();
    throw error;
  }
  return sandbox;
}

function portOf(key: string, cloud: SandboxCloud, ports: SandboxOptions["ports"] = "default"): number {
  if (ports === "any") return 0;
  return (ports === "default" ? undefined : ports[key]) ?? cloud.port;
}

const PORT_TROUBLES: Readonly<Record<string, string>> = {
  EADDRINUSE: "is in use",
  EACCES: "may not be opened by this user",
};

/** Makes the error a sentence that says what to do, where the port is the trouble. */
function explainPort(port: number, what: string, option: string): (error: unknown) => never {
  return (error) => {
    const trouble = error instanceof Error && "code" in error ? PORT_TROUBLES[String(error.code)] : undefined;
    if (!trouble) throw error;
    const way = `Choose other ports with sandbox.portBase in the configuration (the option ${option} of startSandbox), 0 for any free ones.`;
    throw new Error(`Port ${port} for ${what} ${trouble}. ${way}`, { cause: error });
  };
}

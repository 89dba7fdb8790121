import type { CallLog as Log } from "../transport/call.js";
import { type EmulatorServer, startEmulatorServer } from "./emulator-server.js";
import { createFaults } from "./fault-switchboard.js";
import { createRequestEnvironment } from "./request-environment.js";
import type { RunningCloud } from "./running-sandbox.js";
import type { SandboxClock } from "./sandbox-clock.js";
import type { EmulatorContext, SandboxCloud } from "./sandbox-cloud.js";

export interface CloudOptions {
  readonly key: string;
  readonly cloud: SandboxCloud;
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  readonly clock: SandboxClock;
  readonly pace: number;
  readonly inventory: EmulatorContext["inventory"];
  readonly listeners?: number;
  readonly hasRateLimits: boolean;
  readonly log: Log;
}

/** A running emulator that can be stopped. */
export type StartedCloud = RunningCloud & { stop(): Promise<void> };

/** Starts one emulator on its port. @throws Error with node's code when the port cannot be had. */
export async function startCloud(options: CloudOptions): Promise<StartedCloud> {
  const { key, cloud, clock, host, port, inventory, listeners, hasRateLimits, log } = options;
  let server: EmulatorServer | null = null;
  const faults = createFaults((rules) => server?.faultsChanged(rules));
  const environment = createRequestEnvironment(clock, faults, options.pace);
  const emulator = cloud.start({
    clock: environment.clock,
    faults: environment.faults,
    lifeCycles: environment.lifeCycles,
    inventory,
    listeners,
    hasRateLimits,
  });
  const started = await startEmulatorServer({ key, emulator, faults, environment, clock, host, port, log });
  server = started;
  const { endpoint, calls, settled, close } = started;
  return {
    key,
    endpoint,
    credentials: cloud.credentials,
    get calls() {
      return calls.calls;
    },
    countCalls: (action) => calls.count(action),
    clearCalls: () => calls.clear(),
    faults,
    settled,
    emulator,
    stop: close,
  };
}

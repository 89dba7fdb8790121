import type { SandboxCall } from "./call-log.js";
import type { Faults } from "./faults.js";
import type { MovableClock } from "./sandbox-clock.js";
import type { Emulator } from "./sandbox-cloud.js";

/** One emulator with its port. */
export interface RunningCloud {
  readonly key: string;
  readonly endpoint: string;
  /** The fixed credentials, under the vendor's names. */
  readonly credentials: Readonly<Record<string, string>>;
  /** The requests received since they were last cleared, oldest first; of very many only the latest. */
  readonly calls: readonly SandboxCall[];
  /** The number of requests received since they were last cleared, for one action or in all. */
  countCalls(action?: string): number;
  clearCalls(): void;
  readonly faults: Faults;
  /** Resolves when the port is open or closed as the faults require. Await it after adding or clearing `refuse`. */
  settled(): Promise<void>;
  readonly emulator: Emulator;
}

export interface Sandbox {
  /** @throws Error when the sandbox does not run that cloud. */
  cloud(key: string): RunningCloud;
  readonly clouds: readonly RunningCloud[];
  readonly controlEndpoint: string | null;
  readonly clock: MovableClock;
  /** Resets every emulator to its initial inventory, without faults or recorded calls. Does not change the clock. */
  reset(): void;
  stop(): Promise<void>;
}

import type { SandboxCall } from "./call-log.js";
import type { Faults } from "./faults.js";
import type { MovableClock } from "./sandbox-clock.js";
import type { Emulator } from "./sandbox-cloud.js";

/** One emulator with its port. */
export interface RunningCloud {
  readonly key: string;
  readonly endpoint: string;
  /** The fixed credentials, by what the vendor calls them. */
  readonly credentials: Readonly<Record<string, string>>;
  /** The requests it received since the last clearing, oldest first; of very many only the latest. */
  readonly calls: readonly SandboxCall[];
  /** How many requests it received since the last clearing, of one action or in all. */
  countCalls(action?: string): number;
  clearCalls(): void;
  readonly faults: Faults;
  /** Resolves when the port is open or closed as the faults want it: wait for it after adding or clearing `refuse`. */
  settled(): Promise<void>;
  readonly emulator: Emulator;
}

export interface Sandbox {
  /** @throws Error when that cloud is not run. */
  cloud(key: string): RunningCloud;
  readonly clouds: readonly RunningCloud[];
  readonly controlEndpoint: string | null;
  readonly clock: MovableClock;
  /** Every emulator back to its inventory at start, without faults and calls. The clock stays as it is. */
  reset(): void;
  stop(): Promise<void>;
}

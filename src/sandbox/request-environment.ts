import type { Fault, Faults } from "./faults.js";
import { createLifeCycles, type LifeCycles } from "./life-cycle.js";
import type { SandboxClock } from "./sandbox-clock.js";

/** What one emulator sees from outside: the time and the faults of the request in progress. */
export interface RequestEnvironment {
  /** The time, shifted by the `skew` faults that hit the request. Life cycles run on the unshifted time. */
  readonly clock: SandboxClock;
  /** A fault that hits the request stays active until the request ends, even if this was its last occurrence. */
  readonly faults: Faults;
  readonly lifeCycles: LifeCycles;
  /** Runs the work of one request, which must be synchronous, under the faults that hit it. */
  during<T>(hits: readonly Fault[], work: () => T): T;
}

export function createRequestEnvironment(clock: SandboxClock, faults: Faults, pace: number): RequestEnvironment {
  let current: readonly Fault[] = [];
  const faultsNow: Faults = {
    ...faults,
    isOn: (kind) => current.some((fault) => fault.kind === kind) || faults.isOn(kind),
  };
  return {
    clock: { now: () => clock.now() + skewOf(current) },
    faults: faultsNow,
    lifeCycles: createLifeCycles({ clock, faults: faultsNow, pace }),
    during(hits, work) {
      current = hits;
      try {
        return work();
      } finally {
        current = [];
      }
    },
  };
}

/** Milliseconds by which faults shift the clock. */
export function skewOf(faults: readonly Fault[]): number {
  return faults.reduce((sum, fault) => (fault.kind === "skew" ? sum + fault.ms : sum), 0);
}

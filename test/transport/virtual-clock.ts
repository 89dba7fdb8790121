import type { Clock } from "../../src/transport/clock.js";

interface Sleeper {
  readonly until: number;
  wake(): void;
}

/** A clock that does not run until it is advanced; sleepers wake in the order of their times. */
export class VirtualClock implements Clock {
  #now = Date.parse("2026-01-01T00:00:00Z");
  readonly #sleepers = new Set<Sleeper>();

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper: Sleeper = { until: this.#now + ms, wake: resolve };
      this.#sleepers.add(sleeper);
      const stop = () => {
        this.#sleepers.delete(sleeper);
        reject(signal?.reason);
      };
      if (signal?.aborted) stop();
      signal?.addEventListener("abort", stop, { once: true });
    });
  }

  /** Advances, stopping at each sleeper's time so that its continuation runs at that time. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      await settled();
      const next = [...this.#sleepers].filter(({ until }) => until <= end).sort((a, b) => a.until - b.until)[0];
      if (!next) break;
      this.#now = Math.max(this.#now, next.until);
      this.#sleepers.delete(next);
      next.wake();
    }
    this.#now = end;
    await settled();
  }

  /** The number of current sleepers. */
  get sleepers(): number {
    return this.#sleepers.size;
  }
}

/** Lets pending promises settle. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

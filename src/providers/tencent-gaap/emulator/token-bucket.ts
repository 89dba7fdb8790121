import type { SandboxClock } from "../../../sandbox/sandbox-clock.js";

/** Every GAAP page: "20 requests per second" for its action. */
const PER_SECOND = 20;
const BURST = 20;

/** Counts requests per action: a burst of 20, filled up again by 20 a second. */
export class TokenBuckets {
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(private readonly clock: SandboxClock) {}

  /** Whether one more request of the action may pass now. */
  take(action: string): boolean {
    const now = this.clock.now();
    const { tokens, at } = this.#buckets.get(action) ?? { tokens: BURST, at: now };
    const filled = Math.min(BURST, tokens + (Math.max(0, now - at) / 1000) * PER_SECOND);
    const passes = filled >= 1;
    this.#buckets.set(action, { tokens: passes ? filled - 1 : filled, at: now });
    return passes;
  }

  clear(): void {
    this.#buckets.clear();
  }
}

import type { SandboxClock } from "./sandbox-clock.js";

/** Token buckets, one for each kind of request: a burst, refilled at a steady rate. */
export class TokenBuckets {
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(
    private readonly clock: SandboxClock,
    private readonly rate: { readonly perSecond: number; readonly burst: number },
  ) {}

  /** Takes a token; false when none is left for this kind of request. */
  take(kind: string): boolean {
    const { perSecond, burst } = this.rate;
    const now = this.clock.now();
    const { tokens, at } = this.#buckets.get(kind) ?? { tokens: burst, at: now };
    const filled = Math.min(burst, tokens + (Math.max(0, now - at) / 1_000) * perSecond);
    const passes = filled >= 1;
    this.#buckets.set(kind, { tokens: passes ? filled - 1 : filled, at: now });
    return passes;
  }

  clear(): void {
    this.#buckets.clear();
  }
}

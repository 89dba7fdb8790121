/**
 * The nonces that were used, as long as a request that carries one could still pass the check of its time: twice the allowed
 * difference, because a client's clock may be ahead. When more than `capacity` come within that time, the oldest are forgotten.
 *
 * Alibaba Cloud refuses the second use of a nonce within 15 minutes (SignatureNonceUsed).
 */
export class NonceMemory {
  readonly #keepMs: number;
  readonly #capacity: number;
  readonly #usedAt = new Map<string, number>();

  constructor(allowedDifferenceMinutes = 15, capacity = 100_000) {
    this.#keepMs = 2 * allowedDifferenceMinutes * 60_000;
    this.#capacity = capacity;
  }

  /** How many are remembered now. */
  get size(): number {
    return this.#usedAt.size;
  }

  /** True for the first use of the nonce with this key, which is remembered; false for any other. */
  use(keyId: string, nonce: string, now: Date): boolean {
    this.#forgetBefore(now.getTime() - this.#keepMs);
    const name = JSON.stringify([keyId, nonce]);
    if (this.#usedAt.has(name)) return false;
    this.#usedAt.set(name, now.getTime());
    if (this.#usedAt.size > this.#capacity) this.#forgetOldest();
    return true;
  }

  #forgetBefore(instant: number): void {
    // A map keeps the order of insertion, and the clock goes one way, so the oldest come first.
    for (const [name, usedAt] of this.#usedAt) {
      if (usedAt >= instant) return;
      this.#usedAt.delete(name);
    }
  }

  #forgetOldest(): void {
    const oldest = this.#usedAt.keys().next();
    if (!oldest.done) this.#usedAt.delete(oldest.value);
  }
}

/**
 * The nonces used so far, each kept while a request with it could still pass the time check: twice the allowed
 * difference, because a client's clock may be ahead. Holds at most `capacity` nonces; the oldest are dropped.
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

  /** The number of nonces held. */
  get size(): number {
    return this.#usedAt.size;
  }

  /** Records the nonce. True for its first use with this key, false for any other. */
  use(keyId: string, nonce: string, now: Date): boolean {
    this.#forgetBefore(now.getTime() - this.#keepMs);
    const name = JSON.stringify([keyId, nonce]);
    if (this.#usedAt.has(name)) return false;
    this.#usedAt.set(name, now.getTime());
    if (this.#usedAt.size > this.#capacity) this.#forgetOldest();
    return true;
  }

  #forgetBefore(instant: number): void {
    // A map keeps insertion order, and the clock only advances, so the oldest come first.
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

import type { SeenAccount } from "../store/seen.js";

/** The age of each account's inventory, by the database's clock, and between two looks by this program's clock. */
export class SeenAges {
  readonly #known = new Map<string, { readonly readAt: number | null; readonly offset: number }>();
  readonly #since = new Map<string, number>();

  /** @param at the time of the look by this program's clock, in milliseconds since 1970 */
  learn(accounts: ReadonlyMap<string, SeenAccount>, at: number): void {
    this.#known.clear();
    for (const [id, { readAt, now }] of accounts) {
      this.#known.set(id, { readAt, offset: now - at });
      if (!this.#since.has(id)) this.#since.set(id, at);
    }
    for (const id of this.#since.keys()) if (!accounts.has(id)) this.#since.delete(id);
  }

  /** Seconds by account; for one that was never read completely, since this program has known it. */
  at(now: number): ReadonlyMap<string, number> {
    const secondsOf = (id: string, { readAt, offset }: { readAt: number | null; offset: number }): number =>
      Math.max(0, now + offset - (readAt ?? this.#since.get(id)! + offset)) / 1000;
    return new Map([...this.#known].map(([id, known]) => [id, secondsOf(id, known)]));
  }
}

import type { SeenAccount } from "../store/seen.js";

/** How old what is kept of each account is. Two clocks take part: the database's, and this program's between two looks. */
export class SeenAges {
  readonly #known = new Map<string, { readonly readAt: number | null; readonly offset: number }>();
  readonly #since = new Map<string, number>();

  /** @param at this program's time of the look, in milliseconds since 1970 */
  learn(accounts: ReadonlyMap<string, SeenAccount>, at: number): void {
    this.#known.clear();
    for (const [id, { readAt, now }] of accounts) {
      this.#known.set(id, { readAt, offset: now - at });
      if (!this.#since.has(id)) this.#since.set(id, at);
    }
    for (const id of this.#since.keys()) if (!accounts.has(id)) this.#since.delete(id);
  }

  /** Seconds by account; of one that was never read to its end, since this program knows of it. */
  at(now: number): ReadonlyMap<string, number> {
    const secondsOf = (id: string, { readAt, offset }: { readAt: number | null; offset: number }): number =>
      Math.max(0, now + offset - (readAt ?? this.#since.get(id)! + offset)) / 1000;
    return new Map([...this.#known].map(([id, known]) => [id, secondsOf(id, known)]));
  }
}

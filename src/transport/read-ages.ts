/** How old the answers may be that one operation has from clouds. */
export class ReadAges {
  #older: Map<string, number> | undefined;

  /** @param begunAt when the operation began, in milliseconds since 1970: what is read for it alone is younger */
  constructor(readonly begunAt: number) {}

  /** Notes when an answer was asked for that the operation shares with an earlier one, or that was kept. */
  note(accountId: string, askedAt: number): void {
    if (askedAt >= this.of(accountId)) return;
    this.#older ??= new Map();
    this.#older.set(accountId, askedAt);
  }

  /** When the oldest answer of an account was asked for; all that it told was so then or became so later. */
  of(accountId: string): number {
    return this.#older?.get(accountId) ?? this.begunAt;
  }
}

/** Entries by id that can be read in the order of ids from any position. They are sorted on the first such read. */
export class SortedEntries<E extends { readonly id: string }> {
  readonly #byId = new Map<string, E>();
  /** The entries in order; null until they are first read in order. */
  #sorted: E[] | null = null;

  get size(): number {
    return this.#byId.size;
  }

  get(id: string): E | undefined {
    return this.#byId.get(id);
  }

  /** The id must be free. */
  add(entry: E): void {
    this.#byId.set(entry.id, entry);
    this.#sorted?.splice(this.#placeOf(entry.id), 0, entry);
  }

  remove(id: string): void {
    if (!this.#byId.delete(id) || !this.#sorted) return;
    this.#sorted.splice(this.#placeOf(id), 1);
  }

  /** All entries in order. Valid until the next one is added or removed. */
  inOrder(): readonly E[] {
    this.#sorted ??= [...this.#byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    return this.#sorted;
  }

  /** The index in {@link inOrder} of the first entry after this id, which need not exist. */
  placeBehind(id: string): number {
    const place = this.#placeOf(id);
    return this.inOrder()[place]?.id === id ? place + 1 : place;
  }

  /** The index of the id, or where it would be inserted. */
  #placeOf(id: string): number {
    const sorted = this.inOrder();
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sorted[middle]!.id < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

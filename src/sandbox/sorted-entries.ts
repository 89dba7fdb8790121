/** Things by their ids that can be gone through in order of the ids from any place. Sorting waits until somebody does. */
export class SortedEntries<E extends { readonly id: string }> {
  readonly #byId = new Map<string, E>();
  /** The entries in order; null while nobody has asked since the first ones came. */
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

  /** All entries in order. Holds until the next one is added or removed. */
  inOrder(): readonly E[] {
    this.#sorted ??= [...this.#byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    return this.#sorted;
  }

  /** The place in {@link inOrder} of the first entry behind this id, which need not be there itself. */
  placeBehind(id: string): number {
    const place = this.#placeOf(id);
    return this.inOrder()[place]?.id === id ? place + 1 : place;
  }

  /** Where the id is, or would be. */
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

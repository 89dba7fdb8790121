/** A set of keys that can be walked in order from any place. Sorting waits until somebody walks. */
export class SortedKeys {
  readonly #keys = new Set<string>();
  /** The keys in order; null while nobody has walked since the first ones came. */
  #sorted: string[] | null = null;

  get size(): number {
    return this.#keys.size;
  }

  add(key: string): void {
    if (this.#keys.has(key)) return;
    this.#keys.add(key);
    this.#sorted?.splice(this.#placeOf(key), 0, key);
  }

  remove(key: string): void {
    if (!this.#keys.delete(key) || !this.#sorted) return;
    this.#sorted.splice(this.#placeOf(key), 1);
  }

  /** The keys in order, or those behind `after`, which need not be there itself. Do not add or remove while walking. */
  *walk(after?: string): Iterable<string> {
    this.#sorted ??= [...this.#keys].sort();
    let place = 0;
    if (after !== undefined) {
      place = this.#placeOf(after);
      if (this.#sorted[place] === after) place += 1;
    }
    for (; place < this.#sorted.length; place += 1) yield this.#sorted[place]!;
  }

  /** Where the key is, or would be. */
  #placeOf(key: string): number {
    const sorted = this.#sorted ?? [];
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sorted[middle]! < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

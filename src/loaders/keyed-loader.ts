import DataLoader from "dataloader";

/** What a loader has for a key: null when it does not exist (any more), an Error when it could not be read. */
type Found<V> = V | null | Error;

/** The same at once if it was read ahead, and otherwise a promise that rejects with the error. */
export type Soon<V> = Found<V> | Promise<V | null>;

/** As a field returns it. */
export const orRejected = <V>(found: Soon<V>): V | null | Promise<V | null> =>
  found instanceof Error ? Promise.reject(found) : found;

/** As a promise in any case. */
export const settled = <V>(found: Soon<V>): Promise<V | null> => Promise.resolve(orRejected(found));

/**
 * Reads by key, batched, each key once. What a list's entries will be asked for can be read ahead of that, in one batch:
 * then each entry has it at once, without promises of its own.
 */
export class KeyedLoader<K extends object, V> {
  readonly #loading = new Map<string, Promise<V | null>>();
  readonly #loader: DataLoader<K, V | null, string>;
  /** By the entries themselves, as they will ask; a promise until the batch has been read. */
  #ahead = new Map<K, Found<V> | Promise<unknown>>();
  /** The same entries by name, for others with the same key. Made when there are any. */
  #aheadByName: Map<string, K> | null = null;

  /** @param read what there is for each key, in their order; does not reject */
  constructor(
    private readonly read: (keys: readonly K[]) => Promise<Found<V>[]>,
    private readonly nameOf: (key: K) => string,
  ) {
    this.#loader = new DataLoader(read, { cacheKeyFn: nameOf, cacheMap: this.#loading });
  }

  load(key: K): Promise<V | null> {
    return settled(this.soon(key));
  }

  loadMany(keys: readonly K[]): Promise<Found<V>[]> {
    return Promise.all(keys.map((key) => this.load(key).catch((error: Error) => error)));
  }

  /** At once if it was read ahead. */
  soon(key: K): Soon<V> {
    const found = this.#foundAhead(key);
    if (found === undefined) return this.#loader.load(key);
    return found instanceof Promise ? found.then(() => this.load(key)) : found;
  }

  /** Reads what is not being read already. Returns what was found, without what is missing or could not be read. */
  async readAhead(keys: readonly K[]): Promise<V[]> {
    const ahead = this.#ahead;
    const isFirst = ahead.size === 0 && this.#loading.size === 0;
    const wanted = isFirst ? keys : keys.filter((key) => !this.#isBeingRead(key));
    if (wanted.length === 0) return [];
    const reading = this.read(wanted);
    for (const key of wanted) ahead.set(key, reading);
    this.#aheadByName = null;
    const found = await reading;
    const values: V[] = [];
    for (const [index, key] of wanted.entries()) {
      const one = found[index]!;
      ahead.set(key, one);
      if (one !== null && !(one instanceof Error)) values.push(one);
    }
    return values;
  }

  clearAll(): void {
    this.#loader.clearAll();
    // What is being read ahead has begun before.
    this.#ahead = new Map();
    this.#aheadByName = null;
  }

  #isBeingRead(key: K): boolean {
    return this.#loading.has(this.nameOf(key)) || this.#foundAhead(key) !== undefined;
  }

  #foundAhead(key: K): Found<V> | Promise<unknown> | undefined {
    const found = this.#ahead.get(key);
    if (found !== undefined || this.#ahead.size === 0) return found;
    this.#aheadByName ??= new Map(Array.from(this.#ahead.keys(), (one) => [this.nameOf(one), one]));
    const same = this.#aheadByName.get(this.nameOf(key));
    return same && this.#ahead.get(same);
  }
}

import type { Life } from "./life-cycle.js";
import { SortedEntries } from "./sorted-entries.js";

/** One object of an emulator. Change the value in place; the life cycle, where there is one, gives its status. */
export interface Entry<T> {
  readonly id: string;
  readonly value: T;
  readonly life: Life | null;
}

export interface Walk<T> {
  /** Only entries after this id, which need not exist. */
  readonly after?: string;
  /** Only entries of this group; see {@link Collection}. */
  readonly group?: string;
  readonly where?: (entry: Entry<T>) => boolean;
}

export interface EntryPage<T> {
  readonly entries: readonly Entry<T>[];
  /** Whether more entries follow. */
  readonly hasMore: boolean;
}

/**
 * An emulator's objects of one kind, in the order of their ids (by UTF-16 code unit). An object whose life cycle has
 * ended no longer exists for any reader.
 *
 * `groupOf` returns what objects are often listed by, such as their parent's id, so that such a list does not search
 * all objects. Its result must not change while an object exists.
 */
export class Collection<T> {
  readonly #groups = new Map<string, SortedEntries<Entry<T>>>();
  #entries = new SortedEntries<Entry<T>>();
  #inserted: string[] | null = null;

  constructor(private readonly groupOf?: (value: T) => string) {}

  /** @throws Error when an existing object has the id. */
  insert(id: string, value: T, life: Life | null = null): Entry<T> {
    if (this.get(id)) throw new Error(`The id ${id} is taken.`);
    const entry: Entry<T> = { id, value, life };
    this.#entries.add(entry);
    if (this.groupOf) this.#group(this.groupOf(value)).add(entry);
    this.#inserted?.push(id);
    return entry;
  }

  /** Sets the value under the id, which need not exist; its life cycle continues. */
  replace(id: string, value: T): Entry<T> {
    const life = this.get(id)?.life ?? null;
    this.remove(id);
    return this.insert(id, value, life);
  }

  /** The ids inserted until {@link stopWatching}, in order. */
  watchInsertions(): readonly string[] {
    this.#inserted = [];
    return this.#inserted;
  }

  stopWatching(): void {
    this.#inserted = null;
  }

  get(id: string): Entry<T> | undefined {
    const entry = this.#entries.get(id);
    if (!entry?.life?.isGone) return entry;
    this.remove(id);
    return undefined;
  }

  /** At most `limit` entries that match `where`. */
  page({ limit, ...walk }: Walk<T> & { readonly limit: number }): EntryPage<T> {
    const found: Entry<T>[] = [];
    this.#walk(walk, (entry) => found.push(entry) <= limit);
    return { entries: found.slice(0, limit), hasMore: found.length > limit };
  }

  all(where?: (entry: Entry<T>) => boolean): Entry<T>[] {
    return this.list({ where });
  }

  list(walk: Walk<T>): Entry<T>[] {
    const found: Entry<T>[] = [];
    this.#walk(walk, (entry) => found.push(entry) > 0);
    return found;
  }

  count(walk: Walk<T> = {}): number {
    let number = 0;
    this.#walk(walk, () => {
      number += 1;
      return true;
    });
    return number;
  }

  /** Removes the object at once, whatever its status. False when there was none. */
  remove(id: string): boolean {
    const entry = this.#entries.get(id);
    if (!entry) return false;
    this.#entries.remove(id);
    if (this.groupOf) this.#leaveGroup(this.groupOf(entry.value), id);
    return true;
  }

  clear(): void {
    this.#groups.clear();
    this.#entries = new SortedEntries();
  }

  /** The result of `show` for each entry, as copies that later changes do not affect. */
  snapshot(show: (entry: Entry<T>) => unknown = (entry) => entry.value): unknown[] {
    return this.all().map((entry) => structuredClone(show(entry)));
  }

  /** Calls `visit` with entries until it returns false, then removes those whose life cycle has ended. */
  #walk({ after, group, where }: Walk<T>, visit: (entry: Entry<T>) => boolean): void {
    if (group !== undefined && !this.groupOf) throw new Error("This collection has no groups.");
    const held = group === undefined ? this.#entries : this.#groups.get(group);
    const entries = held?.inOrder() ?? [];
    const gone: string[] = [];
    for (let place = held && after !== undefined ? held.placeBehind(after) : 0; place < entries.length; place += 1) {
      const entry = entries[place]!;
      if (entry.life?.isGone) gone.push(entry.id);
      else if ((!where || where(entry)) && !visit(entry)) break;
    }
    for (const id of gone) this.remove(id);
  }

  #group(name: string): SortedEntries<Entry<T>> {
    const held = this.#groups.get(name) ?? new SortedEntries();
    this.#groups.set(name, held);
    return held;
  }

  #leaveGroup(name: string, id: string): void {
    const held = this.#groups.get(name);
    held?.remove(id);
    if (held?.size === 0) this.#groups.delete(name);
  }
}

import type { Life } from "./life-cycle.js";
import { SortedEntries } from "./sorted-entries.js";

/** One object of an emulator. Change the value in place; the life, where there is one, tells its status. */
export interface Entry<T> {
  readonly id: string;
  readonly value: T;
  readonly life: Life | null;
}

export interface Walk<T> {
  /** Only entries behind this id. The id itself need not be there (any more). */
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
 * An emulator's objects of one sort, in the order of their ids (by UTF-16 code unit). An object whose life has ended is
 * not there any more, whoever looks.
 *
 * `groupOf` names what the objects are often listed by, such as their parent's id, and spares a search through all of
 * them. The answer must not change during an object's life.
 */
export class Collection<T> {
  readonly #groups = new Map<string, SortedEntries<Entry<T>>>();
  #entries = new SortedEntries<Entry<T>>();
  #inserted: string[] | null = null;

  constructor(private readonly groupOf?: (value: T) => string) {}

  /** @throws Error when the id is taken by an object that is still there. */
  insert(id: string, value: T, life: Life | null = null): Entry<T> {
    if (this.get(id)) throw new Error(`The id ${id} is taken.`);
    const entry: Entry<T> = { id, value, life };
    this.#entries.add(entry);
    if (this.groupOf) this.#group(this.groupOf(value)).add(entry);
    this.#inserted?.push(id);
    return entry;
  }

  /** Another value under the id, which need not be there; its life goes on. */
  replace(id: string, value: T): Entry<T> {
    const life = this.get(id)?.life ?? null;
    this.remove(id);
    return this.insert(id, value, life);
  }

  /** The ids that are inserted until {@link stopWatching}, in their order. */
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

  /** At most `limit` entries, counted after `where`. */
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

  /** Takes the object away at once, whatever its life. False when it was not there. */
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

  /** What `show` makes of each entry, as copies that later changes do not reach. */
  snapshot(show: (entry: Entry<T>) => unknown = (entry) => entry.value): unknown[] {
    return this.all().map((entry) => structuredClone(show(entry)));
  }

  /** Hands entries to `visit` until it answers false; those whose life has ended are taken out afterwards. */
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

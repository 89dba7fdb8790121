import type { ProblemError } from "../../model/problem-error.js";
import type { ResourceRef } from "../../model/resource-ref.js";
import type { WatchedKind } from "./watched-kinds.js";
import type { Difference, WatchedItem } from "./watching.js";

/** An object with a digest of the parts that are read separately; null: they were not read. */
export interface Reading<T> {
  readonly item: T;
  readonly parts: string | null;
}

/** The result of one read. */
export interface Readings<T> {
  /** By object key. */
  readonly found: ReadonlyMap<string, Reading<T>>;
  /** The keys that were requested; null: all objects. */
  readonly asked: ReadonlySet<string> | null;
  /** Whether an object exists but could not be interpreted, by its key or native id. */
  isUnreadable(item: WatchedItem): boolean;
  /** Why not everything could be read; null: objects that were requested and not found are deleted. */
  readonly failure: ProblemError | null;
}

/**
 * The objects as they were last read. An object that is read for the first time is not a difference, unless a complete
 * list did not contain it before.
 */
export class WatchedObjects<T extends WatchedItem> {
  readonly #held = new Map<string, Reading<T>>();
  /** The keys of which a difference would have been seen; null: all. */
  #covered: Set<string> | null = new Set();

  constructor(private readonly kind: Pick<WatchedKind<T>, "isSame" | "parts">) {}

  /** Whether all of these were read, with their separately read parts; null: whether everything was. */
  covers(refs: readonly ResourceRef[] | null): boolean {
    const covered = this.#covered;
    if (!refs) return covered === null;
    return refs.every(({ key }) => {
      const lacksParts = this.kind.parts !== undefined && this.#held.get(key)?.parts === null;
      return (covered === null || covered.has(key)) && !lacksParts;
    });
  }

  /** Whether it was different when it was last read; false: it was not read. */
  differsFrom(item: T): boolean {
    const held = this.#held.get(item.ref.key);
    return held !== undefined && !this.kind.isSame(held.item, item);
  }

  /** @returns the differences in the order of reading, then the deleted objects */
  take({ found, asked, isUnreadable, failure }: Readings<T>): readonly Difference<T>[] {
    const differences: Difference<T>[] = [];
    for (const [key, reading] of found) {
      const before = this.#held.get(key);
      const difference = this.#difference(key, before, reading);
      if (difference) differences.push(difference);
      this.#held.set(key, { item: reading.item, parts: reading.parts ?? before?.parts ?? null });
    }
    if (!failure)
      for (const [key, { item }] of this.#held) {
        if (found.has(key) || (asked && !asked.has(key)) || isUnreadable(item)) continue;
        this.#held.delete(key);
        differences.push({ before: item, after: null, isOwn: true });
      }
    this.#cover(found, asked, failure === null);
    return differences;
  }

  #difference(key: string, before: Reading<T> | undefined, { item, parts }: Reading<T>): Difference<T> | null {
    if (!before) {
      const wasMissing = this.#covered === null || this.#covered.has(key);
      return wasMissing ? { before: null, after: item, isOwn: true } : null;
    }
    const isOwn = !this.kind.isSame(before.item, item);
    const differs = isOwn || (before.parts !== null && parts !== null && before.parts !== parts);
    return differs ? { before: before.item, after: item, isOwn } : null;
  }

  #cover(found: ReadonlyMap<string, unknown>, asked: ReadonlySet<string> | null, isWhole: boolean): void {
    if (asked === null) {
      if (isWhole) this.#covered = null;
      else for (const key of found.keys()) this.#covered?.add(key);
      return;
    }
    // Others are no longer watched.
    const known = this.#covered;
    this.#covered = new Set([...asked].filter((key) => isWhole || found.has(key) || known === null || known.has(key)));
    for (const key of this.#held.keys()) if (!asked.has(key)) this.#held.delete(key);
  }
}

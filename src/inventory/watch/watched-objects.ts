import type { ProblemError } from "../../model/problem-error.js";
import type { ResourceRef } from "../../model/resource-ref.js";
import type { WatchedKind } from "./watched-kinds.js";
import type { Difference, WatchedItem } from "./watching.js";

/** An object with a digest of what is read separately of it; null: that was not read. */
export interface Reading<T> {
  readonly item: T;
  readonly parts: string | null;
}

/** What one read has found of those that it asked for. */
export interface Readings<T> {
  /** By the objects' keys. */
  readonly found: ReadonlyMap<string, Reading<T>>;
  /** The keys that were asked for; null: all that there are. */
  readonly asked: ReadonlySet<string> | null;
  /** Whether a key or native id is of an object that is there and could not be made out. */
  isUnreadable(item: WatchedItem): boolean;
  /** Why not everything could be read; null: what was asked for and not found is gone. */
  readonly failure: ProblemError | null;
}

/**
 * The objects as they were last read. What is read for the first time is no difference, unless a whole list did not have it
 * before.
 */
export class WatchedObjects<T extends WatchedItem> {
  readonly #held = new Map<string, Reading<T>>();
  /** What would have been seen; null: everything. */
  #covered: Set<string> | null = new Set();

  constructor(private readonly kind: Pick<WatchedKind<T>, "isSame" | "parts">) {}

  /** Whether all of these were read, with what is read separately of them; null: whether everything was. */
  covers(refs: readonly ResourceRef[] | null): boolean {
    const covered = this.#covered;
    if (!refs) return covered === null;
    return refs.every(({ key }) => {
      const lacksParts = this.kind.parts !== undefined && this.#held.get(key)?.parts === null;
      return (covered === null || covered.has(key)) && !lacksParts;
    });
  }

  /** @returns what differs, in the order in which it was read, and then what is gone */
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
    // Others are not looked at any more.
    const known = this.#covered;
    this.#covered = new Set([...asked].filter((key) => isWhole || found.has(key) || known === null || known.has(key)));
    for (const key of this.#held.keys()) if (!asked.has(key)) this.#held.delete(key);
  }
}

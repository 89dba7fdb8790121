import { ProblemError } from "../../model/problem-error.js";
import {
  hasNoEnd,
  ignoresThePlace,
  MOST_EMPTY_PAGES,
  MOST_ENTRIES,
  MOST_PAGES,
  namesNoMarker,
  repeatsAMarker,
  staysEmpty,
} from "./page-limits.js";
import { type Entry, entryId, entryKey } from "./reading.js";

export interface MarkedPage<T> {
  readonly items: readonly Entry<T>[];
  /**
   * The marker of the next page, in the cloud's terms: it is sent back unchanged, and never followed as an address.
   * "last": this was the last page. "unnamed": there is another page, after the last entry of this one. Undefined: the
   * cloud did not say.
   */
  readonly next: { readonly marker: string } | "last" | "unnamed" | undefined;
}

/** A list with pages by marker: the id of the last entry seen, or the marker that the cloud returns. */
export interface MarkedList<T> {
  /** For problems: "the listeners". */
  readonly what: string;
  /** The largest page size. */
  readonly mostPerPage: number;
  /** Whether the vendor documents that lists are ordered by id. */
  readonly isInOrderOfIds: boolean;
  /** @param marker undefined: from the start */
  read(limit: number, marker: string | undefined): Promise<MarkedPage<T>>;
  idOf(item: T): string;
}

/** Goes from page to page, and detects pages that never end. */
export class MarkerWalk<T> {
  readonly #list: MarkedList<T>;
  readonly #seen = new Set<string>();
  readonly #used = new Set<string>();
  #marker: string | undefined;
  #emptyPages = 0;
  #pages = 0;
  #hasMore = true;
  #problem: ProblemError | null = null;

  constructor(list: MarkedList<T>, after: string | undefined) {
    this.#list = list;
    this.#marker = after;
  }

  get hasMore(): boolean {
    return this.#hasMore;
  }

  get problem(): ProblemError | null {
    return this.#problem;
  }

  get pages(): number {
    return this.#pages;
  }

  /** Whether a failed read is about the marker: that of a deleted entry, if the cloud minds. */
  isAboutMarker(error: unknown): boolean {
    const isRefusal = error instanceof ProblemError && (error.code === "NOT_FOUND" || error.code === "INVALID_INPUT");
    return isRefusal && this.#marker !== undefined;
  }

  /** The entries of the next page that were not on earlier ones. It has at most as many as one page of the cloud. */
  async nextPage(wanted: number): Promise<readonly Entry<T>[]> {
    const { what, mostPerPage } = this.#list;
    const limit = Math.min(wanted, mostPerPage);
    const keyOf = (entry: Entry<T>) => entryKey(entry, this.#list.idOf);
    const marker = this.#marker;
    const page = await this.#list.read(limit, marker);
    this.#pages += 1;
    // The entry before a page is not on it; if it is, the earlier entries are not after it.
    const at = marker === undefined ? -1 : page.items.findIndex((item) => keyOf(item) === marker);
    const behind = at < 0 ? page.items : page.items.slice(at + 1);
    const fresh: Entry<T>[] = [];
    for (const item of behind) {
      const key = keyOf(item);
      if (this.#seen.has(key)) continue;
      this.#seen.add(key);
      fresh.push(item);
    }
    if (at >= 0 || (fresh.length === 0 && page.items.length > 0)) return this.#leave(fresh, ignoresThePlace(what));
    this.#emptyPages = page.items.length > 0 ? 0 : this.#emptyPages + 1;

    // An entry without an id keeps its position, but no page could continue from it.
    const last = fresh.map((item) => entryId(item, this.#list.idOf)).findLast((id) => id !== "");
    const next = this.#markerBehind(page, limit, last);
    if (next === null) return this.#leave(fresh);
    if (next === undefined) return this.#leave(fresh, namesNoMarker(what));
    if (next === marker || this.#used.has(next)) return this.#leave(fresh, repeatsAMarker(what, next));
    if (this.#emptyPages > MOST_EMPTY_PAGES) return this.#leave(fresh, staysEmpty(what));
    if (this.#pages >= MOST_PAGES || this.#seen.size >= MOST_ENTRIES) return this.#leave(fresh, hasNoEnd(what));
    this.#used.add(next);
    this.#marker = next;
    return fresh;
  }

  /**
   * Null: there is no other page. Undefined: there is one, but its marker is unknown. A full page is never the last one
   * unseen.
   */
  #markerBehind({ items, next }: MarkedPage<T>, limit: number, last: string | undefined): string | null | undefined {
    if (typeof next === "object") return next.marker;
    if (next === "unnamed") return last;
    return next === undefined || items.length >= limit ? (last ?? null) : null;
  }

  #leave(fresh: readonly Entry<T>[], problem?: ProblemError): readonly Entry<T>[] {
    this.#hasMore = false;
    this.#problem = problem ?? null;
    return fresh;
  }
}

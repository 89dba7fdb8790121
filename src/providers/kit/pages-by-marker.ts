import { ProblemError } from "../../model/problem-error.js";
import type { ResourceRef } from "../../model/resource-ref.js";
import type { Page, PageRequest } from "../provider.js";
import { byText, cutPage, keyOf } from "./cut-page.js";
import { filterListing, mapListing, readableOr } from "./listing.js";
import {
  hasLostThePlace,
  hasNoEnd,
  ignoresThePlace,
  MOST_EMPTY_PAGES,
  MOST_ENTRIES,
  MOST_PAGES,
  namesNoMarker,
  repeatsAMarker,
  staysEmpty,
} from "./page-limits.js";
import { type Entries, type Entry, entryKey, listingOfEntries, type Reading, type Until } from "./reading.js";

export interface MarkedPage<T> {
  readonly items: readonly Entry<T>[];
  /**
   * The marker of the next page, in the cloud's words: it is sent back as it came, and never followed as an address.
   * "last": this was the last page. "unnamed": there is another page, behind the last entry of this one. Undefined: the
   * cloud did not say.
   */
  readonly next: { readonly marker: string } | "last" | "unnamed" | undefined;
}

/** A list whose pages are asked for by a marker: the id of the last entry seen, or what the cloud names instead. */
export interface MarkedList<T> {
  /** For problems: "the listeners". */
  readonly what: string;
  /** The most that the cloud tells in one page. */
  readonly mostPerPage: number;
  /** @param marker undefined: from the start */
  read(limit: number, marker: string | undefined): Promise<MarkedPage<T>>;
  idOf(item: T): string;
}

/** Goes from page to page, and tells when the cloud leads nowhere. */
class Walk<T> {
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

  /** Whether what a read failed with is about the marker: that of an entry that is gone, as far as the cloud minds. */
  isAboutMarker(error: unknown): boolean {
    const isRefusal = error instanceof ProblemError && (error.code === "NOT_FOUND" || error.code === "INVALID_INPUT");
    return isRefusal && this.#marker !== undefined;
  }

  /** The entries of the next page that were not on those before. */
  async nextPage(limit: number): Promise<readonly Entry<T>[]> {
    const { what } = this.#list;
    const keyOf = (entry: Entry<T>) => entryKey(entry, this.#list.idOf);
    const marker = this.#marker;
    const page = await this.#list.read(limit, marker);
    this.#pages += 1;
    // The entry that a page begins after does not stand on it; if it does, nothing before it is behind it.
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

    const last = fresh.at(-1);
    const next = this.#markerBehind(page, limit, last && keyOf(last));
    if (next === null) return this.#leave(fresh);
    if (next === undefined) return this.#leave(fresh, namesNoMarker(what));
    if (next === marker || this.#used.has(next)) return this.#leave(fresh, repeatsAMarker(what, next));
    if (this.#emptyPages > MOST_EMPTY_PAGES) return this.#leave(fresh, staysEmpty(what));
    if (this.#pages >= MOST_PAGES || this.#seen.size >= MOST_ENTRIES) return this.#leave(fresh, hasNoEnd(what));
    this.#used.add(next);
    this.#marker = next;
    return fresh;
  }

  /** Null: there is no other page. Undefined: there is one, and it is not said where. A full page never is the last one unseen. */
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

/** How often a list is begun anew because the entry that its next page was to begin after is gone. */
const MOST_BEGINNINGS = 3;

/**
 * Reads a list to its end. A marker that comes a second time, or a page with nothing new, ends it with a problem; what
 * was read until then stands.
 */
export async function readByMarker<T>(list: MarkedList<T>, until: Until = () => false): Promise<Reading<T>> {
  for (let beginnings = 1; ; beginnings += 1) {
    const walk = new Walk(list, undefined);
    const found: Entries<T> = new Map();
    try {
      while (walk.hasMore) {
        for (const item of await walk.nextPage(list.mostPerPage)) found.set(entryKey(item, list.idOf), item);
        const isEnough = walk.hasMore && until({ found, pages: walk.pages, pagesLeft: null });
        if (isEnough) break;
      }
      const { items, problems } = listingOfEntries(found.values(), walk.problem);
      return { items, problems, isOver: !walk.hasMore };
    } catch (error) {
      if (!walk.isAboutMarker(error) || beginnings === MOST_BEGINNINGS) throw error;
    }
  }
}

type Keyed = { readonly ref: ResourceRef };

export interface MarkedQuery<W, T> {
  readonly toModel: (wire: W) => T;
  /** What the cloud does not check; left out when there is nothing to check. */
  readonly fits?: (item: T) => boolean;
}

/**
 * A page as the cloud cuts it, behind the key of an entry. Where items are picked here, the cloud is asked for its
 * largest pages, so that a rare one is found in few calls; no more than one of them is held at a time.
 *
 * What a cloud makes of the marker of an entry that is gone is documented nowhere. Where it refuses, everything is read
 * and the page is cut here.
 */
export async function pageByMarker<W, T extends Keyed>(
  list: MarkedList<W>,
  { toModel, fits }: MarkedQuery<W, T>,
  page: PageRequest,
): Promise<Page<T>> {
  const { after, limit } = page;
  const walk = new Walk(list, after ?? undefined);
  const items: T[] = [];
  const odd: ProblemError[] = [];
  // Of what is picked, one more than is wanted tells whether there is more.
  const enough = fits ? limit + 1 : limit;
  try {
    while (walk.hasMore && items.length < enough) {
      for (const wire of await walk.nextPage(fits ? list.mostPerPage : limit - items.length)) {
        const item = wire instanceof ProblemError ? wire : readableOr(wire, toModel);
        if (item instanceof ProblemError) odd.push(item);
        else if (!fits || fits(item)) items.push(item);
      }
    }
  } catch (error) {
    if (!walk.isAboutMarker(error)) throw error;
    return cutWhole(list, { toModel, fits }, page);
  }
  const shown = items.slice(0, limit);
  const isCut = items.length > limit || walk.hasMore;
  const problems = walk.problem ? [walk.problem, ...odd] : odd;
  const isWhole = after === null && !isCut && problems.length === 0;
  return {
    items: shown,
    problems,
    next: isCut ? (shown.at(-1)?.ref.key ?? null) : null,
    totalCount: isWhole ? shown.length : null,
  };
}

async function cutWhole<W, T extends Keyed>(
  list: MarkedList<W>,
  { toModel, fits = () => true }: MarkedQuery<W, T>,
  page: PageRequest,
): Promise<Page<T>> {
  const all = await readByMarker(list);
  const isInOrder = all.items.every((item, index) => {
    const before = all.items[index - 1];
    return before === undefined || byText(list.idOf(before), list.idOf(item)) < 0;
  });
  if (page.after !== null && !isInOrder)
    return { items: [], problems: [hasLostThePlace(list.what)], next: null, totalCount: null };
  return cutPage(filterListing(mapListing(all, toModel), fits), page, keyOf);
}

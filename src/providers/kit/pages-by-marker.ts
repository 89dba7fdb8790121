import { ProblemError } from "../../model/problem-error.js";
import type { ResourceRef } from "../../model/resource-ref.js";
import type { Page, PageRequest } from "../provider.js";
import { byText, cutPage, keyOf } from "./cut-page.js";
import { filterListing, mapListing, readableOr } from "./listing.js";
import { type MarkedList, MarkerWalk } from "./marker-walk.js";
import { hasLostThePlace } from "./page-limits.js";
import { type Entries, entryKey, listingOfEntries, type Reading, type Until } from "./reading.js";

/** How often a list is restarted because the entry before its next page is gone. */
const MOST_BEGINNINGS = 3;

/** Entries that are in the order of their ids by chance once in 40,000 times; fewer entries show no order. */
const SHOWS_AN_ORDER = 8;

/**
 * Reads a list to its end. A repeated marker, or a page with nothing new, ends it with a problem; what was read until
 * then is returned.
 */
export async function readByMarker<T>(list: MarkedList<T>, until: Until = () => false): Promise<Reading<T>> {
  for (let beginnings = 1; ; beginnings += 1) {
    const walk = new MarkerWalk(list, undefined);
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
  /** Conditions that the cloud does not check; omitted: none. */
  readonly fits?: (item: T) => boolean;
}

/**
 * A page of the cloud, after the key of an entry. If items are filtered here, the cloud's largest pages are requested,
 * so that a rare item is found in few calls; at most one of them is held at a time.
 *
 * How a cloud treats the marker of a deleted entry is documented nowhere. If it refuses, everything is read and the
 * page is cut here.
 */
export async function pageByMarker<W, T extends Keyed>(
  list: MarkedList<W>,
  { toModel, fits }: MarkedQuery<W, T>,
  page: PageRequest,
): Promise<Page<T>> {
  const { after, limit } = page;
  const walk = new MarkerWalk(list, after ?? undefined);
  const items: T[] = [];
  const odd: ProblemError[] = [];
  // One filtered item more than wanted tells whether there are more.
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
  const looksOrdered = all.items.every((item, index) => {
    const before = all.items[index - 1];
    return before === undefined || byText(list.idOf(before), list.idOf(item)) < 0;
  });
  const isOrdered = looksOrdered && (list.isInOrderOfIds || all.items.length >= SHOWS_AN_ORDER);
  if (page.after !== null && !isOrdered)
    return { items: [], problems: [hasLostThePlace(list.what)], next: null, totalCount: null };
  return cutPage(filterListing(mapListing(all, toModel), fits), page, keyOf);
}

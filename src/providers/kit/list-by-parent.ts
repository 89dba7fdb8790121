import { ProblemError } from "../../model/problem-error.js";
import type { Listing, Page } from "../provider.js";
import { byText } from "./cut-page.js";
import { problemOfOne } from "./listing.js";
import { sortKey } from "./places.js";

/**
 * Lists of clouds that list listeners and pools only by parent. They are ordered by the parents' ids, then by the
 * objects' own: a position is ["parentId", "id"], or longer if there are more levels. It is comparable to all others
 * even when its object is gone.
 */
export type Place = readonly string[];

export const placeText = (place: Place): string => place.join("/");

/** @throws ProblemError INVALID_INPUT for a text that is not a position of an object below a parent */
export function placeOf(after: string): Place {
  const place = after.split("/");
  if (place.length > 1 && place[0] !== "") return place;
  const message = "`after` is not a position in this list. Use the endCursor of the previous page, or omit it.";
  throw new ProblemError({ code: "INVALID_INPUT", path: ["after"], message });
}

const keyOf = (place: Place): string => sortKey(placeText(place));

export const comparePlaces = (a: Place, b: Place): number => byText(keyOf(a), keyOf(b));

/** A part of a list. */
export interface Part<T> extends Listing<T> {
  readonly hasMore: boolean;
}

/**
 * A parent's items after the position, each once and in order.
 * @param parent the parent's position, with which those of its items begin
 * @param idOf the item's part of the position
 */
export function partBehind<T>(
  start: Place | null,
  parent: Place,
  { items, problems }: Listing<T>,
  idOf: (item: T) => string,
): Part<T> {
  const isInside = start !== null && parent.every((part, index) => part === start[index]);
  const from = isInside ? keyOf(start.slice(parent.length)) : null;
  const behind = from === null ? [...items] : items.filter((item) => idOf(item) > from);
  behind.sort((a, b) => byText(idOf(a), idOf(b)));
  const isRepeat = (item: T, index: number) => index > 0 && idOf(behind[index - 1]!) === idOf(item);
  const once = behind.some(isRepeat) ? behind.filter((item, index) => !isRepeat(item, index)) : behind;
  return { items: once, problems, hasMore: false };
}

export interface ByParent<P, T> {
  /** Those that may have items after the position, in order. */
  readonly parents: readonly P[];
  /** The most items of a parent in one call. */
  readonly perCall: number;
  /** The most parents to read in parallel; omitted: as many as needed. */
  readonly mostAtOnce?: number;
  /** A parent's items after the position, in order; none when the parent is gone. It may stop once it has `wanted`. */
  read(parent: P, wanted: number): Promise<Part<T>>;
}

/**
 * Goes from parent to parent until there is enough: first as many in parallel as are surely needed if each fills one
 * call, then as many as the earlier ones make likely, at most twice as many each time.
 */
export async function listByParent<P, T>(
  { parents, perCall, mostAtOnce = Number.POSITIVE_INFINITY, read }: ByParent<P, T>,
  limit: number,
): Promise<Part<T>> {
  const items: T[] = [];
  const problems: ProblemError[] = [];
  /** A parent with an invalid id does not hide the others. */
  const partOf = (parent: P, wanted: number): Promise<Part<T>> =>
    read(parent, wanted).catch((error: unknown) => ({ items: [], problems: [problemOfOne(error)], hasMore: false }));
  const part = (hasMore: boolean): Part<T> => ({ items: items.slice(0, limit), problems, hasMore });
  let done = 0;
  let width = Math.min(mostAtOnce, Math.ceil(limit / perCall));
  while (done < parents.length && items.length < limit) {
    const round = parents.slice(done, done + width);
    const wanted = limit - items.length;
    done += round.length;
    for (const one of await Promise.all(round.map((parent) => partOf(parent, wanted)))) {
      items.push(...one.items);
      problems.push(...one.problems);
      // The items after a truncated part must wait for its rest.
      if (one.hasMore) return part(true);
    }
    const likely = Math.ceil((limit - items.length) / (items.length / done));
    width = Math.min(mostAtOnce, 2 * width, Math.max(1, likely));
  }
  return part(done < parents.length || items.length > limit);
}

/** A part as a page, which continues after its last item. */
export function pageOfPart<T>({ items, problems, hasMore }: Part<T>, tokenOf: (item: T) => string): Page<T> {
  const last = items.at(-1);
  return { items, problems, next: hasMore && last !== undefined ? tokenOf(last) : null, totalCount: null };
}

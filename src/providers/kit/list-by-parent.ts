import { ProblemError } from "../../model/problem-error.js";
import type { Listing, Page } from "../provider.js";
import { byText } from "./cut-page.js";
import { problemOfOne } from "./listing.js";

/**
 * Lists of clouds that tell listeners and pools of one parent at a time. They go by the parents' ids, then by the things'
 * own: a place in them is ["parentId", "id"], or longer where there is something in between. It can be told apart from
 * all others even when what stood there is gone.
 */
export type Place = readonly string[];

export const placeText = (place: Place): string => place.join("/");

/** @throws ProblemError INVALID_INPUT for a text that is no place of a thing below a parent */
export function placeOf(after: string): Place {
  const place = after.split("/");
  if (place.length > 1 && place[0] !== "") return place;
  const message = "`after` is not a position in this list. Use the endCursor of the previous page, or omit it.";
  throw new ProblemError({ code: "INVALID_INPUT", path: ["after"], message });
}

/** A text by which places are in order: part by part, and what contains others before them. No id has this separator. */
const sortKey = (place: Place): string => place.join("\u0000");

export const comparePlaces = (a: Place, b: Place): number => byText(sortKey(a), sortKey(b));

/** A part of a list. */
export interface Part<T> extends Listing<T> {
  readonly hasMore: boolean;
}

/**
 * What a parent has behind the place, each once and in order.
 * @param parent the place of the parent, which those of its items begin with
 * @param idOf what comes behind that
 */
export function partBehind<T>(
  start: Place | null,
  parent: Place,
  { items, problems }: Listing<T>,
  idOf: (item: T) => string,
): Part<T> {
  const isInside = start !== null && parent.every((part, index) => part === start[index]);
  const from = isInside ? sortKey(start.slice(parent.length)) : null;
  const behind = from === null ? [...items] : items.filter((item) => idOf(item) > from);
  behind.sort((a, b) => byText(idOf(a), idOf(b)));
  const isRepeat = (item: T, index: number) => index > 0 && idOf(behind[index - 1]!) === idOf(item);
  const once = behind.some(isRepeat) ? behind.filter((item, index) => !isRepeat(item, index)) : behind;
  return { items: once, problems, hasMore: false };
}

export interface ByParent<P, T> {
  /** Those that may have something behind the place, in order. */
  readonly parents: readonly P[];
  /** What one call tells of a parent at most. */
  readonly perCall: number;
  /** How many are read side by side at most; left out: as many as are needed. */
  readonly mostAtOnce?: number;
  /** What one parent has behind the place, in order; nothing when the parent is gone. It may stop once it has `wanted`. */
  read(parent: P, wanted: number): Promise<Part<T>>;
}

/**
 * Goes from parent to parent until there is enough: at first as many side by side as surely are needed when each has as
 * much as one call can tell, then as many as the ones before make likely, at most twice as many each time.
 */
export async function listByParent<P, T>(
  { parents, perCall, mostAtOnce = Number.POSITIVE_INFINITY, read }: ByParent<P, T>,
  limit: number,
): Promise<Part<T>> {
  const items: T[] = [];
  const problems: ProblemError[] = [];
  /** A parent that cannot be asked for keeps nothing of the others away. */
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
      // What comes behind a part that was cut short must wait for its rest.
      if (one.hasMore) return part(true);
    }
    const likely = Math.ceil((limit - items.length) / (items.length / done));
    width = Math.min(mostAtOnce, 2 * width, Math.max(1, likely));
  }
  return part(done < parents.length || items.length > limit);
}

/** A part as a page, which goes on after its last item. */
export function pageOfPart<T>({ items, problems, hasMore }: Part<T>, tokenOf: (item: T) => string): Page<T> {
  const last = items.at(-1);
  return { items, problems, next: hasMore && last !== undefined ? tokenOf(last) : null, totalCount: null };
}

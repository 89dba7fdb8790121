/** A part of a list that is requested as one page. */
export interface Span {
  /** The number of entries before it. */
  readonly start: number;
  readonly size: number;
  /** Whether it begins with entries that have been read already. */
  readonly overlaps: boolean;
}

/** The page number, if pages are counted from 1 and have the same size. */
export const pageNumberOf = ({ start, size }: Span): number => start / size + 1;

/** Where a cloud allows a page to begin: after any number of entries, or only after whole pages of its own size. */
export type Beginnings = "anywhere" | "whole pages";

/**
 * The page that repeats the entry before `reached` and continues after it as far as it can. If that entry is still
 * there, nothing has moved to an earlier page: a list that shrank has another entry there.
 *
 * With page numbers, that takes pages of another size: after 50 entries, the second page of 49. A number that all sizes
 * divide has no such page; with 50 in a page there is none as far as lists are read.
 */
export function overlappingSpan(reached: number, pageSize: number, beginnings: Beginnings): Span {
  const adjoining = { start: reached, size: pageSize, overlaps: false };
  if (reached === 0 || pageSize < 2) return adjoining;
  if (beginnings === "anywhere") return { start: reached - 1, size: pageSize, overlaps: true };
  let best: Span | null = null;
  let end = reached;
  for (let size = pageSize; size > 1; size -= 1) {
    const start = reached - (reached % size);
    if (start === reached || start + size <= end) continue;
    best = { start, size, overlaps: true };
    end = start + size;
  }
  return best ?? adjoining;
}

/** The page that begins where the one before has ended, however long that was. */
export function adjoiningSpan(reached: number, pages: number, pageSize: number, beginnings: Beginnings): Span {
  return { start: beginnings === "anywhere" ? reached : pages * pageSize, size: pageSize, overlaps: false };
}

/** A part of a list that is asked for as one page. */
export interface Span {
  /** The entries before it. */
  readonly start: number;
  readonly size: number;
  /** Whether it begins with what has been read already. */
  readonly overlaps: boolean;
}

/** The number of the page, where pages are counted from 1 and have the same size. */
export const pageNumberOf = ({ start, size }: Span): number => start / size + 1;

/** Where a cloud lets a page begin: behind any number of entries, or of whole pages of the page's own size. */
export type Beginnings = "anywhere" | "whole pages";

/**
 * The page that tells the entry before `reached` again and, behind it, as much as it can. Meeting that entry where it was
 * is how a reader knows that nothing has moved to a page before: a list that got shorter has another entry there.
 *
 * Where pages are counted, that takes pages of another size: behind 50 entries, the second page of 49. A number that all
 * sizes divide has no such page; with 50 in a page there is none as far as lists are read.
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

/** The page that begins where the one before has ended, however long the cloud made that. */
export function adjoiningSpan(reached: number, pages: number, pageSize: number, beginnings: Beginnings): Span {
  return { start: beginnings === "anywhere" ? reached : pages * pageSize, size: pageSize, overlaps: false };
}

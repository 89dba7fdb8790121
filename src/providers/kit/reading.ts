import { ProblemError } from "../../model/problem-error.js";
import type { Listing } from "../provider.js";

/** An object on a page, or why it cannot be read: it keeps its position either way. */
export type Entry<T> = T | ProblemError;

/** The entries of a list read so far, by id, each once and in the order of arrival. */
export type Entries<T> = Map<string, Entry<T>>;

/** The id of an entry; empty if it has none. */
export function entryId<T>(entry: Entry<T>, idOf: (item: T) => string): string {
  return entry instanceof ProblemError ? (entry.nativeId ?? "") : idOf(entry);
}

/** What identifies an entry. Without an id, its other fields do, or the reason why it is unreadable. */
export function entryKey<T>(entry: Entry<T>, idOf: (item: T) => string): string {
  return entryId(entry, idOf) || (entry instanceof ProblemError ? entry.message : JSON.stringify(entry));
}

/** The readable entries, with the problems of the unreadable ones after the list's own. */
export function listingOfEntries<T>(entries: Iterable<Entry<T>>, ownProblem?: ProblemError | null): Listing<T> {
  const items: T[] = [];
  const problems = ownProblem ? [ownProblem] : [];
  for (const entry of entries) {
    if (entry instanceof ProblemError) problems.push(entry);
    else items.push(entry);
  }
  return { items, problems };
}

/** How far a list has been read, after one of its pages. */
export interface Progress {
  /** The entries so far, by id. */
  readonly found: Pick<ReadonlyMap<string, unknown>, "has">;
  readonly pages: number;
  /** How many more the cloud's total suggests; null when it reports none. Never to be relied upon. */
  readonly pagesLeft: number | null;
}

/** Asked after each page but the last: whether the rest is not wanted. */
export type Until = (progress: Progress) => boolean;

export interface Reading<T> extends Listing<T> {
  /** False: the rest was not wanted. */
  readonly isOver: boolean;
}

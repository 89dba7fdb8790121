import { ProblemError } from "../../model/problem-error.js";
import type { Listing } from "../provider.js";

/** An object on a page, or why it cannot be read: it has its place among the others all the same. */
export type Entry<T> = T | ProblemError;

/** What has been read of a list, by id, each entry once and in the order in which it came. */
export type Entries<T> = Map<string, Entry<T>>;

/** The id of an entry; empty for one that has none. */
export function entryId<T>(entry: Entry<T>, idOf: (item: T) => string): string {
  return entry instanceof ProblemError ? (entry.nativeId ?? "") : idOf(entry);
}

/** What an entry is told from others by. One without an id is told by what else it says, or by what is wrong with it. */
export function entryKey<T>(entry: Entry<T>, idOf: (item: T) => string): string {
  return entryId(entry, idOf) || (entry instanceof ProblemError ? entry.message : JSON.stringify(entry));
}

/** The entries that could be read, with the problems of those that could not behind the list's own. */
export function listingOfEntries<T>(entries: Iterable<Entry<T>>, ownProblem?: ProblemError | null): Listing<T> {
  const items: T[] = [];
  const problems = ownProblem ? [ownProblem] : [];
  for (const entry of entries) {
    if (entry instanceof ProblemError) problems.push(entry);
    else items.push(entry);
  }
  return { items, problems };
}

/** How far the reading of a list has come, after one of its pages. */
export interface Progress {
  /** What has been read, by id. */
  readonly found: Pick<ReadonlyMap<string, unknown>, "has">;
  readonly pages: number;
  /** How many more the cloud's total makes likely; null where the cloud says nothing of that. Never to be relied upon. */
  readonly pagesLeft: number | null;
}

/** Asked after each page that is not the last: whether the rest is not wanted. */
export type Until = (progress: Progress) => boolean;

export interface Reading<T> extends Listing<T> {
  /** False: the rest was not wanted. */
  readonly isOver: boolean;
}

import type { Listing } from "../provider.js";

/** How far the reading of a list has come, after one of its pages. */
export interface Progress<T> {
  /** What has been read, by id. */
  readonly found: ReadonlyMap<string, T>;
  readonly pages: number;
  /** How many more the cloud's total makes likely; null where the cloud says nothing of that. Never to be relied upon. */
  readonly pagesLeft: number | null;
}

/** Asked after each page that is not the last: whether the rest is not wanted. */
export type Until<T> = (progress: Progress<T>) => boolean;

export interface Reading<T> extends Listing<T> {
  /** False: the rest was not wanted. */
  readonly isOver: boolean;
}

import type { ProblemCode } from "../../model/enums.js";
import { asProblem, ProblemError } from "../../model/problem-error.js";
import type { Listing } from "../provider.js";

/** Building, converting and judging lists that may be only partly read. */

const NONE: readonly ProblemError[] = [];

export function listingOf<T>(items: readonly T[], problems: readonly ProblemError[] = NONE): Listing<T> {
  return { items, problems };
}

/** The entries, each once: the first of those with the same id. */
export function onceById<T>(items: readonly T[], idOf: (item: T) => string): readonly T[] {
  const ids = new Set(items.map(idOf));
  if (ids.size === items.length) return items;
  return items.filter((item) => ids.delete(idOf(item)));
}

/** Converts each entry. An unreadable one is dropped, its problem names it, and its siblings stay. */
export function mapListing<T, U>({ items, problems }: Listing<T>, map: (item: T) => U): Listing<U> {
  const mapped: U[] = [];
  const odd: ProblemError[] = [];
  for (const item of items) {
    const made = readableOr(item, map);
    if (made instanceof ProblemError) odd.push(made);
    else mapped.push(made);
  }
  return { items: mapped, problems: odd.length === 0 ? problems : [...problems, ...odd] };
}

/** Converts an object, or returns the problem of its being unreadable, even after an internal error. */
export function readableOr<T, U>(item: T, map: (item: T) => U): U | ProblemError {
  try {
    return map(item);
  } catch (error) {
    return problemOfOne(error);
  }
}

/**
 * The problem of one object, or of its children.
 * @throws ProblemError for a failure that its siblings share: an outage
 */
export function problemOfOne(error: unknown): ProblemError {
  const problem = asProblem(error);
  if (!isOfOne(problem)) throw problem;
  return problem.with({ mayHaveHappened: false });
}

/** Whether a problem is of one object, or of its children, and not an outage. */
export const isOfOne = ({ code }: ProblemError): boolean => OF_ONE_OBJECT.includes(code);

const OF_ONE_OBJECT: readonly ProblemCode[] = ["UNREADABLE", "INTERNAL_SERVER_ERROR"];

export function filterListing<T>({ items, problems }: Listing<T>, fits: (item: T) => boolean): Listing<T> {
  return { items: items.filter(fits), problems };
}

/** Concatenates lists that have no entry in common. */
export function joinListings<T>(listings: readonly Listing<T>[]): Listing<T> {
  return {
    items: listings.flatMap(({ items }) => items),
    problems: listings.flatMap(({ problems }) => problems),
  };
}

/**
 * All entries, for decisions that depend on what is on a list and what is not.
 * @throws ProblemError when some could not be read
 */
export function whole<T>({ items, problems }: Listing<T>): readonly T[] {
  const [problem] = problems;
  if (problem) throw problem;
  return items;
}

/** {@link whole} of a list that is still being read. */
export async function allOf<T>(reading: Promise<Listing<T>>): Promise<readonly T[]> {
  return whole(await reading);
}

/**
 * Looks for something on a list; null when it is certainly not there.
 * @throws ProblemError when it may be among the unreadable entries
 */
export function findIn<T>(listing: Listing<T>, fits: (item: T) => boolean): T | null {
  return listing.items.find(fits) ?? whole(listing).find(fits) ?? null;
}

/**
 * Looks for something on a list by id. If it is not on the list, it does not exist, unless some entries could not be
 * read: then it is not known.
 */
export function pickedFrom<T>(
  { items, problems }: Listing<T>,
  ids: Iterable<string>,
  idOf: (item: T) => string,
): Map<string, T | ProblemError> {
  const wanted = new Set(ids);
  const picked = new Map<string, T | ProblemError>();
  for (const item of items) if (wanted.has(idOf(item))) picked.set(idOf(item), item);
  // An unreadable entry is reported by name; a list that was not read to its end may contain anything.
  for (const problem of problems)
    if (problem.nativeId && wanted.has(problem.nativeId)) picked.set(problem.nativeId, problem);
  const cut = problems.find(({ nativeId }) => nativeId === undefined);
  if (cut) for (const id of wanted) if (!picked.has(id)) picked.set(id, cut);
  return picked;
}

import { ProblemError } from "../../model/problem-error.js";
import { problemOr } from "../outcomes.js";
import type { Listing } from "../provider.js";
import { filterListing, pickedFrom, problemOfOne, readableOr } from "./listing.js";
import type { Reading, Until } from "./reading.js";

/** Reads of many keys, each of which fails independently. */

export type Outcomes<T> = Map<string, T | ProblemError>;

/** Splits keys into batches of the size that one call accepts. */
export function inChunks<T>(keys: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(keys.length / size) }, (_, index) =>
    keys.slice(index * size, (index + 1) * size),
  );
}

/** Reads each key individually. Missing objects are missing from the result; failed reads are problems in it. */
export async function readEach<T>(
  keys: Iterable<string>,
  read: (key: string) => Promise<T | null>,
): Promise<Outcomes<T>> {
  const answers = await Promise.all([...new Set(keys)].map(async (key) => [key, await problemOr(read(key))] as const));
  return new Map(answers.flatMap(([key, answer]) => (isMissing(answer) ? [] : [[key, answer] as const])));
}

const isMissing = <T>(answer: T | ProblemError | null): answer is null =>
  answer === null || (answer instanceof ProblemError && answer.code === "NOT_FOUND");

/** The results, or the same problem for every key; none at all when their common owner is gone. */
export async function everyOrProblem<T>(keys: Iterable<string>, reading: Promise<Outcomes<T>>): Promise<Outcomes<T>> {
  const answers = await problemOr(reading);
  if (!(answers instanceof ProblemError)) return answers;
  return isMissing(answers) ? new Map() : new Map([...keys].map((key) => [key, answers]));
}

/**
 * The single requested value; null when it does not exist.
 * @throws ProblemError when it could not be read
 */
export function oneOf<T>(outcomes: ReadonlyMap<string, T | ProblemError>, key: string): T | null {
  const value = outcomes.get(key);
  if (value instanceof ProblemError) throw value;
  return value ?? null;
}

export function mapOutcomes<T, U>(
  outcomes: ReadonlyMap<string, T | ProblemError>,
  map: (value: T, key: string) => U,
): Outcomes<U> {
  const mapped: Outcomes<U> = new Map();
  for (const [key, value] of outcomes)
    mapped.set(key, value instanceof ProblemError ? value : mappedOr(value, key, map));
  return mapped;
}

function mappedOr<T, U>(value: T, key: string, map: (value: T, key: string) => U): U | ProblemError {
  try {
    return map(value, key);
  } catch (error) {
    return problemOfOne(error);
  }
}

/** Merges the results of several reads. */
export function joinOutcomes<T>(found: readonly Outcomes<T>[]): Outcomes<T> {
  const [first, ...others] = found;
  if (!first) return new Map();
  for (const one of others) for (const [key, value] of one) first.set(key, value);
  return first;
}

/**
 * Whether the remaining pages are more than the single reads that would suffice. If unknown, there may be as many as
 * there are keys.
 */
function costsMore(singleReads: number, keys: number, pages: number, pagesLeft: number | null): boolean {
  return pagesLeft === null ? pages >= keys - 1 : pagesLeft > singleReads;
}

/** The two ways to objects with known ids: one by one, or through a list that contains them all. */
export interface WaysToIds<T> {
  one(id: string): Promise<T | null>;
  list(until: Until): Promise<Reading<T>>;
  idOf(item: T): string;
}

/**
 * Objects by their ids in the fewest calls: a single one directly; several through the list, which is read as long as
 * its remaining pages are likely to be no more than the remaining single reads.
 */
export async function readByIds<T>(keys: Iterable<string>, { one, list, idOf }: WaysToIds<T>): Promise<Outcomes<T>> {
  const ids = [...new Set(keys)];
  if (ids.length < 2) return readEach(ids, one);
  const reading = await list(({ found, pages, pagesLeft }) => {
    const missing = ids.reduce((sum, id) => (found.has(id) ? sum : sum + 1), 0);
    return missing === 0 || costsMore(missing, ids.length, pages, pagesLeft);
  });
  const picked = pickedFrom(reading, ids, idOf);
  if (reading.isOver) return picked;
  const rest = await readEach(
    ids.filter((id) => !picked.has(id)),
    one,
  );
  return new Map([...picked, ...rest]);
}

/** The two ways to the children of several parents: parent by parent, or through a list of all children. */
export interface WaysToChildren<T> {
  ofOne(parentId: string): Promise<Listing<T>>;
  ofAll(until: Until): Promise<Reading<T>>;
  /**
   * Null: it has no parent.
   * @throws ProblemError UNREADABLE when that is not known: any could be its parent
   */
  parentOf(item: T): string | null;
}

/** The children of each parent, in the fewest calls; an empty list for a parent without children. */
export async function readChildren<T>(
  parentIds: Iterable<string>,
  { ofOne, ofAll, parentOf }: WaysToChildren<T>,
): Promise<Outcomes<Listing<T>>> {
  const problems: ProblemError[] = [];
  const groups = new Map<string, { readonly items: T[]; readonly problems: ProblemError[] }>();
  for (const id of parentIds) groups.set(id, { items: [], problems });
  const ids = [...groups.keys()];
  // A cloud that ignores its own filter is not trusted.
  const own = async (id: string) =>
    filterListing(await ofOne(id), (item) => {
      const parent = readableOr(item, parentOf);
      return parent instanceof ProblemError || (parent ?? id) === id;
    });
  if (ids.length < 2) return readEach(ids, own);
  const all = await ofAll(({ pages, pagesLeft }) => costsMore(ids.length, ids.length, pages, pagesLeft));
  if (!all.isOver) return readEach(ids, own);
  problems.push(...all.problems);
  for (const item of all.items) {
    const parent = readableOr(item, parentOf);
    if (parent instanceof ProblemError) problems.push(parent);
    else groups.get(parent ?? "")?.items.push(item);
  }
  return groups;
}

/** Work that serves some keys. */
export interface KeyedTask<T> {
  readonly keys: readonly string[];
  run(): Promise<ReadonlyMap<string, T | ProblemError>>;
}

/**
 * Runs tasks in parallel. A key whose tasks failed, and that no other task found, gets the problem; when all tasks
 * failed, so does the whole.
 */
export async function runKeyed<T>(tasks: readonly KeyedTask<T>[]): Promise<Outcomes<T>> {
  const results = await Promise.all(tasks.map((task) => problemOr(task.run())));
  const found: Outcomes<T> = new Map();
  for (const [index, result] of results.entries()) {
    if (!(result instanceof ProblemError)) for (const [key, value] of result) setUnlessFound(found, key, value);
    else for (const key of tasks[index]!.keys) setUnlessFound(found, key, result);
  }
  const [first] = results;
  if (first instanceof ProblemError && results.every((result) => result instanceof ProblemError)) throw first;
  return found;
}

/** A key may be served by several tasks, one of which finds it. */
function setUnlessFound<T>(found: Outcomes<T>, key: string, value: T | ProblemError): void {
  const known = found.get(key);
  if (known === undefined || known instanceof ProblemError) found.set(key, value);
}

import type { ProblemError } from "../../model/problem-error.js";
import { problemOr } from "../outcomes.js";
import { type ApiPage, pagesAfter } from "./paging.js";

/** The two ways to things whose ids are known: one by one, or through the list that holds them all. */
export interface Ways<T> {
  describe(id: string): Promise<T | null>;
  readPage(pageNumber: number): Promise<ApiPage<T>>;
  idOf(item: T): string;
}

/**
 * Reads things by their ids in the fewest calls: one alone by itself; several through the list, whose first page tells
 * whether its other pages or single reads are fewer. What is missing from the answer is not there; a single read that
 * fails stands in the answer as its problem.
 */
export async function readByIds<T>(
  ids: readonly string[],
  { describe, readPage, idOf }: Ways<T>,
): Promise<Map<string, T | ProblemError>> {
  if (ids.length < 2) return describeEach(ids, describe);
  const first = await readPage(1);
  const found = new Map<string, T | ProblemError>();
  const wanted = new Set(ids);
  const keep = ({ items }: ApiPage<T>) => {
    for (const item of items) if (wanted.has(idOf(item))) found.set(idOf(item), item);
  };
  keep(first);
  const missing = ids.filter((id) => !found.has(id));
  const pages = pagesAfter(first);
  if (missing.length === 0 || pages.length === 0) return found;
  if (missing.length < pages.length) return new Map([...found, ...(await describeEach(missing, describe))]);
  for (const page of await Promise.all(pages.map(readPage))) keep(page);
  return found;
}

/** Reads things one by one. What is not there is missing from the answer; what failed stands in it as its problem. */
export async function describeEach<T>(
  ids: readonly string[],
  describe: (id: string) => Promise<T | null>,
): Promise<Map<string, T | ProblemError>> {
  const answers = await Promise.all(ids.map(async (id) => [id, await problemOr(describe(id))] as const));
  return new Map(answers.flatMap(([id, answer]) => (answer === null ? [] : [[id, answer] as const])));
}

import { asProblem, ProblemError } from "../model/problem-error.js";

/** How services handle the results of single calls. */

/** The problem as a value instead of a rejection. Internal errors too, so that they fail nothing else. */
export async function problemOr<T>(work: Promise<T>): Promise<T | ProblemError> {
  try {
    return await work;
  } catch (error) {
    return asProblem(error);
  }
}

/** Settles each, one after the other. A failure does not affect the others. */
export async function oneByOne<T, U>(
  items: readonly T[],
  work: (item: T) => Promise<U>,
): Promise<(U | ProblemError)[]> {
  const outcomes: (U | ProblemError)[] = [];
  for (const item of items) outcomes.push(await problemOr(work(item)));
  return outcomes;
}

/** Null instead of a NOT_FOUND; deleting an object that is already gone is a success. */
export async function unlessMissing<T>(work: Promise<T>): Promise<T | null> {
  const outcome = await problemOr(work);
  if (!(outcome instanceof ProblemError)) return outcome;
  if (outcome.code === "NOT_FOUND") return null;
  throw outcome;
}

/**
 * Waits for all, including failed ones, so that nothing of a change is still in flight when it ends; then throws the
 * first failure.
 */
export async function allDone(work: readonly Promise<unknown>[]): Promise<void> {
  const outcomes = await Promise.allSettled(work);
  const failure = outcomes.find((outcome) => outcome.status === "rejected");
  if (failure) throw failure.reason;
}

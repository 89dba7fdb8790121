import { ProblemError } from "../../model/problem-error.js";

/** The problem as a value instead of a rejection. */
export async function problemOr<T>(work: Promise<T>): Promise<T | ProblemError> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
}

/** Null instead of a NOT_FOUND. */
export async function unlessMissing<T>(work: Promise<T>): Promise<T | null> {
  const outcome = await problemOr(work);
  if (!(outcome instanceof ProblemError)) return outcome;
  if (outcome.code === "NOT_FOUND") return null;
  throw outcome;
}

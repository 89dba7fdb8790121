import { randomUUID } from "node:crypto";
import { asProblem, type ProblemError } from "../model/problem-error.js";
import type { Call } from "./call.js";

/** Faults that are in the log, with what is told of them: one that stands in many places of an answer is one. */
const told = new WeakMap<object, { readonly requestId: string; readonly problem: ProblemError }>();

/**
 * The problem that an error stands for. A fault of ours is written to the log with its cause, once, and its problem has
 * the reference under which it is found there.
 *
 * @param where what helps to find the cause: the account, the place in the input or in the answer
 */
export function reportFault(
  error: unknown,
  { log, requestId }: Pick<Call, "log"> & Partial<Pick<Call, "requestId">>,
  where: object = {},
): ProblemError {
  const problem = asProblem(error);
  if (problem.code !== "INTERNAL_SERVER_ERROR" || problem.reference !== undefined) return problem;
  const { cause = problem } = problem;
  const key = typeof cause === "object" && cause !== null ? cause : problem;
  const known = told.get(key);
  if (known && known.requestId === requestId) return known.problem;
  const reference = randomUUID();
  log.error({ err: cause, reference, requestId, ...where }, "internal error");
  const message = `${problem.message} Quote this reference when you report it: ${reference}`;
  const masked = problem.with({ message, reference });
  if (requestId !== undefined) told.set(key, { requestId, problem: masked });
  return masked;
}

import { randomUUID } from "node:crypto";
import { asProblem, type ProblemError } from "../model/problem-error.js";
import type { Call } from "./call.js";

/**
 * Internal errors that were logged, with their references: an error that occurs at many places of an answer is logged
 * once.
 */
const told = new WeakMap<object, { readonly requestId: string; readonly problem: ProblemError }>();

/**
 * The problem for an error. Logs an internal error once, with its cause; the problem has the reference of the log line.
 *
 * @param where context for the log line: the account, the path in the input or in the answer
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

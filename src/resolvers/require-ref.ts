import { ProblemError } from "../model/problem-error.js";
import { parseGlobalId, type ResourceKind, type ResourceRef } from "../model/resource-ref.js";

/** @throws ProblemError INVALID_INPUT when the id is not of one of these kinds */
export function requireRef(id: string, what: string, kinds: readonly ResourceKind[], argument = "id"): ResourceRef {
  const ref = parseGlobalId(id);
  if (ref && kinds.includes(ref.kind)) return ref;
  throw new ProblemError({
    code: "INVALID_INPUT",
    path: [argument],
    message: `This is not the id of a ${what}. Use an id that this graph returned.`,
  });
}

/** @throws ProblemError NOT_FOUND when nothing was found */
export function requireFound<T>(value: T | null, what: string): T {
  if (value !== null) return value;
  throw new ProblemError({ code: "NOT_FOUND", message: `This ${what} does not exist; it may have been deleted.` });
}

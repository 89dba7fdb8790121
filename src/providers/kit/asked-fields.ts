import type { ProblemCode } from "../../model/enums.js";
import type { ProblemError } from "../../model/problem-error.js";

/** Codes of refusals of the input, rather than of the caller, the moment, or a missing object. */
const OF_WHAT_WAS_ASKED: readonly ProblemCode[] = [
  "INVALID_INPUT",
  "UNSUPPORTED",
  "IMMUTABLE_FIELD",
  "ALREADY_EXISTS",
  "QUOTA_EXCEEDED",
];

/** The path of the input field that all of an action's requests are made from, by the action's name. */
export type AskedFields = Readonly<Record<string, readonly string[]>>;

/** The problem with the path of the only field that the refused request was made from, if the cloud names none. */
export function inAskedField(
  problem: ProblemError | null,
  action: string | undefined,
  fields: AskedFields,
): ProblemError | null {
  if (!problem || problem.inputPath || action === undefined || !Object.hasOwn(fields, action)) return problem;
  return OF_WHAT_WAS_ASKED.includes(problem.code) ? problem.with({ path: fields[action] }) : problem;
}

import type { ProblemFragment } from "../generated/graphql.js";
import { nameOf, portWords } from "../words.js";

/** A problem as the form shows it: the graph's, or one of the form itself. */
export interface FormProblem {
  readonly message: string;
  /** Where in the input, as the graph counts: ["input", "portRanges", "0", "toPort"]. */
  readonly path: readonly string[] | null;
  /** The graph's reason; left out where the form itself or the connection is to blame. */
  readonly code?: ProblemFragment["code"];
  /** What support would ask for. */
  readonly detail?: string;
}

/** What is shown where: by the names of the form's fields, and what belongs to none of them. */
export interface PlacedProblems {
  readonly byField: ReadonlyMap<string, readonly string[]>;
  readonly general: readonly FormProblem[];
}

export const NO_PROBLEMS: PlacedProblems = { byField: new Map(), general: [] };

/** The name of a form field: its path in the input without the leading "input". */
export const fieldAt = (...path: readonly (string | number)[]): string => path.join(".");

/** Puts every problem beside the field that its path names, or beside the nearest one around it that the form has. */
export function placeProblems(problems: readonly FormProblem[], fields: ReadonlySet<string>): PlacedProblems {
  const byField = new Map<string, string[]>();
  const general: FormProblem[] = [];
  for (const problem of problems) {
    const field = nearestField(problem.path?.slice(1) ?? [], fields);
    if (field === null) general.push(problem);
    else byField.set(field, [...(byField.get(field) ?? []), problem.message]);
  }
  return { byField, general };
}

function nearestField(path: readonly string[], fields: ReadonlySet<string>): string | null {
  for (let length = path.length; length > 0; length -= 1) {
    const field = fieldAt(...path.slice(0, length));
    if (fields.has(field)) return field;
  }
  return null;
}

/** A problem of the graph in the form's words. */
export function formProblemOf(problem: ProblemFragment): FormProblem {
  const { code, message, path, isRetryable } = problem;
  const again = isRetryable ? " It may work when you try again." : "";
  if (problem.__typename === "PortConflictProblem" && problem.conflictsWith?.length) {
    const holders = problem.conflictsWith.map((listener) => `${nameOf(listener)} (${portWords(listener.portRanges)})`);
    return { message: `${message} Held by ${holders.join(", ")}.`, path, code };
  }
  if (problem.__typename !== "ProviderProblem") return { message: message + again, path, code };
  const detail = [
    problem.code,
    problem.nativeCode && `the cloud's code ${problem.nativeCode}`,
    problem.requestId && `request ${problem.requestId}`,
  ];
  return { message: message + again, path, code, detail: detail.filter(Boolean).join(", ") };
}

import type { ClassType } from "type-graphql";
import { type Broken, brokenConstraints } from "../model/broken-constraints.js";
import { InvalidInputProblem } from "../model/change-problem.js";
import type { CheckedInput, FoundViolation, RuleContext } from "../model/checked-input.js";
import type { ProblemCode } from "../model/enums.js";
import { type FieldCode, fieldsAre, nullsClear } from "../model/generic-rules.js";
import { MAX_LIST } from "../model/inputs-shared.js";
import { mustBe } from "../model/limit-checks.js";
import { illFormedTexts, notWellFormed } from "../model/well-formed.js";

/** The cloud's field lists that apply to an input. */
export interface FieldLists {
  readonly unsupported?: readonly string[];
  readonly immutable?: readonly string[];
  readonly required?: readonly string[];
  /** Fields that null clears; omitted for inputs in which null means "not given". */
  readonly clearable?: readonly string[];
  /** Fields in which null asks for nothing, because there is nothing to clear. */
  readonly nothingThere?: readonly string[];
}

/**
 * All rules that an input breaks: class-validator's, the checks attached to its fields, the cloud's own, and fields
 * that the cloud does not support, cannot change or requires.
 *
 * @param type the input's class
 * @param root the input's path among the arguments: ["input"] or ["inputs", "3"]
 * @param context omitted until the cloud is known
 */
export function checkInput<T extends CheckedInput>(
  type: ClassType<T>,
  input: T,
  root: readonly string[],
  context?: RuleContext,
  { unsupported = [], immutable = [], required = [], clearable, nothingThere = [] }: FieldLists = {},
): InvalidInputProblem[] {
  const long = [...longLists(input)];
  if (long.length > 0) {
    return long.map(({ path, length }) =>
      problemAt(root, path, mustBe(path.at(-1)!, `hold at most ${MAX_LIST} entries`, length), "arrayMaxSize"),
    );
  }
  const { context: _, ...given } = input;
  const illFormed = [...illFormedTexts(given)].map((at) => problemAt(root, at, notWellFormed(at), "wellFormedText"));
  const found: FoundViolation[] = [];
  const subject = Object.assign(Object.create(type.prototype) as T, input, { context, found });
  const broken = onePerMistake(brokenConstraints(subject, found));
  const provider = context?.capabilities.provider ?? "";
  const refused = [
    ...fieldsAre(input, unsupported, "UNSUPPORTED", provider),
    ...fieldsAre(input, immutable, "IMMUTABLE_FIELD", provider),
    ...fieldsAre(input, required, "INVALID_INPUT", provider),
  ].map((violation) => ({ constraint: CONSTRAINTS[violation.code], ...violation }));
  const uncleared = clearable ? [...nullsClear(given, clearable, nothingThere, provider)] : [];
  // When a field is refused as a whole, or is missing, its content needs no message.
  const refusedFields = new Set(refused.map(({ field }) => field));
  // An empty string that clears a value is not too short.
  const unclearedPaths = new Set(uncleared.map(({ at }) => at.join(".")));
  const isInsideRefused = ({ at }: { readonly at?: readonly (string | number)[] }) =>
    refusedFields.has(String(at?.[0]));
  const told = [
    ...refused,
    ...uncleared.map((violation) => ({ constraint: "clearableField", ...violation })),
    ...broken.filter(({ at = [] }) => !unclearedPaths.has(at.join("."))),
  ]
    .filter((violation) => "field" in violation || !isInsideRefused(violation))
    .map(({ at = [], message, code, constraint }) => problemAt(root, at, message, constraint, code));
  if (illFormed.length === 0) return told;
  // Further messages about a string that is not well-formed are not useful.
  const places = new Set(illFormed.map(({ path }) => path?.join(".")));
  return [...illFormed, ...told.filter(({ path }) => !places.has(path?.join(".")))];
}

function problemAt(
  root: readonly string[],
  at: readonly (string | number)[],
  message: string,
  constraint: string,
  code: ProblemCode = "INVALID_INPUT",
): InvalidInputProblem {
  return new InvalidInputProblem({ code, message, path: [...root, ...at.map(String)], isRetryable: false, constraint });
}

/** The machine-readable names of rules. */
const CONSTRAINTS: Readonly<Record<FieldCode, string>> = {
  UNSUPPORTED: "supportedField",
  IMMUTABLE_FIELD: "mutableField",
  INVALID_INPUT: "requiredField",
};

/**
 * Lists that are too long for every cloud. Reported before their contents are validated: rules for a million bytes of
 * entries take seconds, in which no other request is served.
 */
function* longLists(value: object, above: readonly string[] = []): Iterable<{ path: string[]; length: number }> {
  for (const [name, held] of Object.entries(value)) {
    if (Array.isArray(held)) {
      if (held.length > MAX_LIST) yield { path: [...above, name], length: held.length };
    } else if (held !== null && typeof held === "object" && name !== "context")
      yield* longLists(held, [...above, name]);
  }
}

/** When a check and a plain bound both report the same value, the check's message is the useful one. */
function onePerMistake(broken: readonly Broken[]): Broken[] {
  const ruled = new Set(broken.filter((violation) => violation.isFromCheck).map(({ at }) => at?.join(".")));
  return broken.filter((violation) => violation.isFromCheck || !ruled.has(violation.at?.join(".")));
}

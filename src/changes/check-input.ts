import { type ValidationError, validateSync } from "class-validator";
import type { ClassType } from "type-graphql";
import { InvalidInputProblem } from "../model/change-problem.js";
import { fieldsAre } from "../model/generic-rules.js";
import { MAX_LIST } from "../model/inputs-shared.js";
import { type CheckedInput, isFromRule, type RuleContext, type Violation, violationsIn } from "../model/rule.js";

/** Which of the cloud's field lists apply to an input. */
export interface FieldLists {
  readonly unsupported: readonly string[];
  readonly immutable: readonly string[];
}

/**
 * Every rule that an input breaks, at once: class-validator's on the input and on the cloud's own subclass of it, and
 * the fields that the cloud has nothing for or cannot change.
 *
 * @param rules the cloud's subclass; the input's own class where the cloud is not known
 * @param root where the input stands among the arguments: ["input"] or ["inputs", "3"]
 */
export function checkInput<T extends CheckedInput>(
  rules: ClassType<T>,
  input: T,
  root: readonly string[],
  context?: RuleContext,
  fields: FieldLists = { unsupported: [], immutable: [] },
): InvalidInputProblem[] {
  const long = [...longLists(input)];
  if (long.length > 0) {
    const message = `At most ${MAX_LIST} entries at once.`;
    return long.map(
      (path) =>
        new InvalidInputProblem({
          code: "INVALID_INPUT",
          message,
          path: [...root, ...path],
          isRetryable: false,
          constraint: "arrayMaxSize",
        }),
    );
  }
  const subject = Object.assign(Object.create(rules.prototype) as T, input, { context });
  const errors = validateSync(subject, {
    forbidUnknownValues: false,
    validationError: { target: false, value: false },
  });
  const broken = onePerMistake(errors.flatMap((error) => violationsOf(error, [])));
  const provider = context?.capabilities.provider ?? "";
  const refused = [
    ...fieldsAre(input, fields.unsupported, "UNSUPPORTED", provider),
    ...fieldsAre(input, fields.immutable, "IMMUTABLE_FIELD", provider),
  ].map((violation) => ({
    constraint: violation.code === "UNSUPPORTED" ? "supportedField" : "mutableField",
    ...violation,
  }));
  // A field that the cloud refuses as a whole needs no word about what is wrong inside it.
  const refusedFields = new Set(refused.map(({ field }) => field));
  return [...refused, ...broken.filter(({ at }) => !refusedFields.has(String(at?.[0])))].map(
    ({ at = [], message, code = "INVALID_INPUT", constraint }) =>
      new InvalidInputProblem({ code, message, path: [...root, ...at.map(String)], isRetryable: false, constraint }),
  );
}

/** class-validator's word for a nested input that is none. After GraphQL's own checks that is a null: as good as left out. */
const NULL_INPUT = "nestedValidation";

/**
 * Lists that are too long for every cloud. They are told of before anything in them is looked at: rules for a million
 * bytes of entries take seconds, in which nobody else is served.
 */
function* longLists(value: object, above: readonly string[] = []): Iterable<readonly string[]> {
  for (const [name, held] of Object.entries(value)) {
    if (Array.isArray(held)) {
      if (held.length > MAX_LIST) yield [...above, name];
    } else if (held !== null && typeof held === "object" && name !== "context")
      yield* longLists(held, [...above, name]);
  }
}

interface Broken extends Violation {
  readonly constraint: string;
  /** Whether it was told by a rule of ours, which knows the cloud, rather than by one of class-validator's own. */
  readonly isFromRule: boolean;
}

/** Where a rule and a plain bound complain of the same value, the rule's word is the one that helps. */
function onePerMistake(broken: readonly Broken[]): Broken[] {
  const ruled = new Set(broken.filter((violation) => violation.isFromRule).map(({ at }) => at?.join(".")));
  return broken.filter((violation) => violation.isFromRule || !ruled.has(violation.at?.join(".")));
}

function violationsOf({ property, constraints = {}, children = [] }: ValidationError, above: string[]): Broken[] {
  const path = [...above, property];
  const broken: Broken[] = [];
  for (const [constraint, text] of Object.entries(constraints)) {
    if (constraint === NULL_INPUT) continue;
    for (const { message, code, at = [] } of violationsIn(text))
      broken.push({ message, code, at: [...path, ...at], constraint, isFromRule: isFromRule(text) });
  }
  for (const child of children) broken.push(...violationsOf(child, path));
  return broken;
}

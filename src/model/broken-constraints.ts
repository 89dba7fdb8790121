import { type ValidationError, validateSync } from "class-validator";
import { type ClassType, getMetadataStorage } from "type-graphql";
import { CHECKED, type FoundViolation, type Violation } from "./checked-input.js";

/** A broken rule, with its name for programs. */
export interface Broken extends Violation {
  readonly constraint: string;
  /**
   * Whether one of our checks, which know the cloud, found it, rather than one of class-validator's own constraints.
   */
  readonly isFromCheck: boolean;
}

/**
 * class-validator's name for a nested input that is not an object. After GraphQL's own checks that is a null, which
 * counts as omitted.
 */
const NULL_INPUT = "nestedValidation";

/**
 * Returns the class-validator violations of an input, with paths down to nested inputs.
 *
 * @param found the list into which the input's checks put their violations
 */
export function brokenConstraints(input: object, found: readonly FoundViolation[] = []): Broken[] {
  const options = { forbidUnknownValues: false, validationError: { target: false, value: false } };
  return validateSync(input, options).flatMap((error) => violationsOf(error, [], found));
}

function violationsOf(
  { property, constraints = {}, children = [] }: ValidationError,
  above: string[],
  found: readonly FoundViolation[],
): Broken[] {
  const path = [...above, property];
  const broken: Broken[] = [];
  for (const [constraint, text] of Object.entries(constraints)) {
    if (constraint === NULL_INPUT) continue;
    if (constraint === CHECKED) {
      for (const one of found)
        if (one.property === property) broken.push({ ...one, at: [...path, ...(one.at ?? [])], isFromCheck: true });
      continue;
    }
    broken.push({ message: text, at: path, constraint, isFromCheck: false });
  }
  for (const child of children) broken.push(...violationsOf(child, path, found));
  return broken;
}

/** Turns a plain input into an instance of its class, so that the class's constraints apply, down to nested inputs. */
export function instanceOf<T extends object>(type: ClassType<T>, plain: object): T {
  const instance = Object.assign(new type(), plain) as Record<string, unknown>;
  for (const { name, nested } of nestedInputs(type)) {
    const value = instance[name];
    if (value == null) continue;
    instance[name] = Array.isArray(value)
      ? value.map((item: object) => instanceOf(nested, item))
      : instanceOf(nested, value);
  }
  return instance as T;
}

interface NestedInput {
  readonly name: string;
  readonly nested: ClassType<object>;
}

const knownNested = new WeakMap<ClassType<object>, readonly NestedInput[]>();

/** The fields of an input's class that hold inputs themselves. Decorators are done when the first input arrives. */
function nestedInputs(type: ClassType<object>): readonly NestedInput[] {
  const known = knownNested.get(type);
  if (known) return known;
  const { fields, inputTypes } = getMetadataStorage();
  const inputs = new Set<unknown>(inputTypes.map(({ target }) => target));
  const found = fields
    .filter(({ target }) => target === type || type.prototype instanceof (target as ClassType))
    .map(({ name, getType }) => ({ name, nested: getType() as ClassType<object> }))
    .filter(({ nested }) => inputs.has(nested));
  knownNested.set(type, found);
  return found;
}

/** The names of all fields that an input of this class can have; null for a class that is not an input. */
export function fieldNames(input: object): readonly string[] | null {
  const { fields } = getMetadataStorage();
  const names = fields.filter(({ target }) => target === input.constructor).map(({ name }) => name);
  return names.length > 0 ? names : null;
}

import { getMetadataStorage, type ValidationError, validateSync } from "class-validator";
import type { ClassType } from "type-graphql";
import { below, shown } from "../model/shown.js";
import { fieldOf } from "./fields.js";
import type { Mistake } from "./mistake.js";
import { BrokenReference, follow, type Reference, referenceIn } from "./reference.js";
import { breachesOf, sentence } from "./rule.js";
import { isMapping } from "./rules.js";
import { Secret } from "./secret.js";

export type { Mistake };

export interface FillOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether secrets may be written out as { value: … }. Only for the embedded sandbox's fixed ones. */
  readonly allowsPlainSecrets?: boolean;
}

/**
 * Settings that were read through references, by object and name: { env: NAME }. Their values may be secrets and are
 * never shown.
 */
const references = new WeakMap<object, Map<string, string>>();

/**
 * Objects in place of an invalid value. The invalid value is the mistake; missing members of the object are not
 * reported as well.
 */
const unread = new WeakSet<object>();

/** The settings that a class has: those with a default and those with a rule. */
export function settingNames(instance: object): Set<string> {
  const type = instance.constructor as ClassType<object>;
  const validated = getMetadataStorage().getTargetValidationMetadatas(type, "", false, false);
  return new Set([...Object.keys(instance), ...validated.map(({ propertyName }) => propertyName)]);
}

/**
 * Fills an instance of `type` from plain data, following references. Adds to `mistakes`: unknown names, broken
 * references, and values that must be maps and are not.
 */
export function fill<T extends object>(
  type: ClassType<T>,
  plain: unknown,
  path: string,
  mistakes: Mistake[],
  options: FillOptions,
): T {
  const instance = new type();
  if (!isMapping(plain)) {
    const hint = plain === null ? " To keep the defaults, omit it." : "";
    unread.add(instance);
    mistakes.push({ path, message: `\`${lastStep(path)}\` must be a map of settings; got ${shown(plain)}.${hint}` });
    return instance;
  }
  const known = settingNames(instance);
  const elsewhere = new Map<string, string>();
  references.set(instance, elsewhere);
  for (const [name, value] of Object.entries(plain)) {
    const place = below(path, name);
    if (!known.has(name)) {
      const names = [...known].sort().join(", ");
      mistakes.push({ path: place, message: `Unknown setting ${shown(name)}. Known are ${names}.` });
      continue;
    }
    const field = fieldOf(type.prototype as object, name);
    const reference =
      field?.kind === "nested" || field?.kind === "list"
        ? null
        : referenceIn(value, field?.kind === "secret" && options.allowsPlainSecrets);
    let filled = value;
    if (field?.kind === "nested") filled = fill(field.type(), value, place, mistakes, options);
    else if (field?.kind === "list" && Array.isArray(value))
      filled = value.map((entry, index) => fill(field.type(), entry, `${place}[${index}]`, mistakes, options));
    else if (reference !== null) {
      elsewhere.set(name, `{ ${reference.kind}: ${reference.name} }`);
      filled = textOf(reference, field?.kind === "secret", place, mistakes, options);
    }
    (instance as Record<string, unknown>)[name] = filled;
  }
  return instance;
}

const lastStep = (path: string): string => path.split(".").at(-1)!;

function textOf(
  reference: Reference,
  isSecret: boolean,
  path: string,
  mistakes: Mistake[],
  { env }: FillOptions,
): string | Secret | undefined {
  try {
    const text = follow(reference, isSecret, env);
    if (!isSecret) return text;
    return new Secret(text, reference.kind === "file" ? () => follow(reference, true, env) : null);
  } catch (error) {
    if (!(error instanceof BrokenReference)) throw error;
    mistakes.push({ path, message: error.message });
    return undefined;
  }
}

/** The violations in a filled instance's settings, with paths as in the file. */
export function validationMistakes(instance: object, path: string): Mistake[] {
  const errors = validateSync(instance, {
    forbidUnknownValues: false,
    validationError: { target: false, value: false },
  });
  return errors.flatMap((error) => mistakesOf(instance, path, error));
}

function mistakesOf(object: object, path: string, { property, constraints, children }: ValidationError): Mistake[] {
  const place = Array.isArray(object) ? `${path}[${property}]` : below(path, property);
  const value = (object as Record<string, unknown>)[property];
  const isUnread = typeof value === "object" && value !== null && unread.has(value);
  const inside = isUnread ? [] : (children ?? []).flatMap((child) => mistakesOf(value as object, place, child));
  if (constraints === undefined) return inside;
  const field = fieldOf(object, property);
  if (constraints.rule === undefined || field === undefined || field.kind === "nested")
    return [...inside, { path: place, message: Object.values(constraints)[0]! }];
  const reference = references.get(object)?.get(property);
  return breachesOf(field.rule, value).map((breach) => ({
    path: `${place}${breach.at}`,
    message: sentence(property, breach, reference),
  }));
}

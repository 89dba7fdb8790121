import { readFileSync } from "node:fs";
import { getMetadataStorage, type ValidationError, validateSync } from "class-validator";
import type { ClassType } from "type-graphql";
import { fieldKindOf } from "./fields.js";
import { Secret } from "./secret.js";

/** Something in a configuration file that is not right. */
export interface Mistake {
  /** Where in the file: accounts[0].credentials.secretAccessKey. */
  readonly path: string;
  readonly message: string;
}

export interface FillOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether secrets may be written out as { value: … }. Only for the embedded sandbox's fixed ones. */
  readonly allowsPlainSecrets?: boolean;
}

const isMapping = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === "object" && !Array.isArray(value);
const below = (path: string, name: string): string => (path === "" ? name : `${path}.${name}`);

/** The properties that a class knows: those with a default and those with a validator. */
function knownProperties(instance: object): Set<string> {
  const type = instance.constructor as ClassType<object>;
  const validated = getMetadataStorage().getTargetValidationMetadatas(type, "", false, false);
  return new Set([...Object.keys(instance), ...validated.map(({ propertyName }) => propertyName)]);
}

/** Fills an instance of `type` from plain data, following references. Unknown names and broken references are mistakes. */
export function fill<T extends object>(
  type: ClassType<T>,
  plain: unknown,
  path: string,
  mistakes: Mistake[],
  options: FillOptions,
): T {
  const instance = new type();
  if (plain === null || plain === undefined) return instance;
  if (!isMapping(plain)) {
    mistakes.push({ path: path || "(file)", message: "Give an object with named fields here." });
    return instance;
  }
  const known = knownProperties(instance);
  for (const [name, value] of Object.entries(plain)) {
    const place = below(path, name);
    if (!known.has(name)) {
      mistakes.push({ path: place, message: `There is no such setting. Known here: ${[...known].sort().join(", ")}.` });
      continue;
    }
    const field = fieldKindOf(type.prototype as object, name);
    const filled =
      field?.kind === "nested"
        ? fill(field.type(), value, place, mistakes, options)
        : resolve(value, field?.kind === "secret", place, mistakes, options);
    (instance as Record<string, unknown>)[name] = filled;
  }
  return instance;
}

/** A plain value, or what a reference { env: NAME } or { file: path } leads to. */
function resolve(
  value: unknown,
  isSecret: boolean,
  path: string,
  mistakes: Mistake[],
  { env, allowsPlainSecrets }: FillOptions,
): unknown {
  if (!isMapping(value)) return value;
  const [[kind, name] = [], ...rest] = Object.entries(value);
  if (rest.length > 0 || typeof name !== "string" || !["env", "file", "value"].includes(kind ?? "")) return value;
  const wrap = (text: string) => (isSecret ? new Secret(text) : text);
  if (kind === "value") return isSecret && allowsPlainSecrets ? wrap(name) : value;
  if (kind === "env") {
    const text = env[name];
    if (text !== undefined && text !== "") return wrap(text);
    mistakes.push({ path, message: `The environment variable ${name} is not set.` });
    return undefined;
  }
  try {
    return wrap(readFileSync(name, "utf8").trimEnd());
  } catch (error) {
    mistakes.push({
      path,
      message: `The file ${name} cannot be read (${(error as NodeJS.ErrnoException).code ?? "error"}).`,
    });
    return undefined;
  }
}

/** What class-validator has to say of a filled instance, with paths as in the file. */
export function validationMistakes(instance: object, path: string): Mistake[] {
  const errors = validateSync(instance, {
    forbidUnknownValues: false,
    validationError: { target: false, value: false },
  });
  const walk = (error: ValidationError, above: string): Mistake[] => {
    const place = /^\d+$/.test(error.property) ? `${above}[${error.property}]` : below(above, error.property);
    return [
      ...Object.values(error.constraints ?? {}).map((message) => ({ path: place, message })),
      ...(error.children ?? []).flatMap((child) => walk(child, place)),
    ];
  };
  return errors.flatMap((error) => walk(error, path));
}

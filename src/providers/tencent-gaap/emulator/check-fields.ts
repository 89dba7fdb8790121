import { type FieldTypes, STRUCTURES } from "./fields.js";
import { refuse } from "./refusal.js";

/** Parameters whose types have been checked; numbers that came as texts are numbers. */
export type Parameters = Readonly<Record<string, unknown>>;

/** Refuses what is missing, unknown or of another type, as the gateway in front of the API does. */
export function checkFields(given: Readonly<Record<string, unknown>>, types: FieldTypes, where = ""): Parameters {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(types, name)) refuse("UnknownParameter", `The parameter \`${where}${name}\` is not recognized.`);
  }
  const checked: Record<string, unknown> = {};
  for (const [name, type] of Object.entries(types)) {
    const value = given[name];
    if (value === undefined || value === null) {
      if (type.endsWith("!"))
        refuse("MissingParameter", `The request is missing a required parameter \`${where}${name}\`.`);
      continue;
    }
    checked[name] = checkValue(value, type.replace("!", ""), where + name);
  }
  return checked;
}

function checkValue(value: unknown, type: string, name: string): unknown {
  if (type.endsWith("[]")) {
    if (!Array.isArray(value)) return refuseType(name, "a list");
    return value.map((item: unknown, index) => checkValue(item, type.slice(0, -2), `${name}.${index}`));
  }
  const structure = STRUCTURES[type];
  if (structure) {
    const isObject = value !== null && typeof value === "object" && !Array.isArray(value);
    return isObject
      ? checkFields(value as Record<string, unknown>, structure, `${name}.`)
      : refuseType(name, "a structure");
  }
  if (type === "int") return integer(value) ?? refuseType(name, "an integer");
  if (type === "bool") return boolean(value) ?? refuseType(name, "a boolean");
  return typeof value === "string" ? value : refuseType(name, "a string");
}

/** Digits in a text count as well: that is how numbers travel in a query, and documented samples quote them in JSON too. */
function integer(value: unknown): number | null {
  const number = typeof value === "string" && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(number) ? (number as number) : null;
}

function boolean(value: unknown): boolean | null {
  if (value === true || value === "true" || value === "1") return true;
  if (value === false || value === "false" || value === "0") return false;
  return null;
}

function refuseType(name: string, expected: string): never {
  return refuse("InvalidParameter", `The value type of parameter \`${name}\` is not valid: ${expected} is expected.`);
}

// Readers of checked parameters

export const textIn = (parameters: Parameters, name: string) => parameters[name] as string | undefined;
export const integerIn = (parameters: Parameters, name: string) => parameters[name] as number | undefined;
export const textsIn = (parameters: Parameters, name: string) => (parameters[name] ?? []) as readonly string[];
export const integersIn = (parameters: Parameters, name: string) => (parameters[name] ?? []) as readonly number[];
export const structuresIn = (parameters: Parameters, name: string) => (parameters[name] ?? []) as readonly Parameters[];

/** Those of the named parameters that were given. */
export function givenOf(parameters: Parameters, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    names.filter((name) => parameters[name] !== undefined).map((name) => [name, parameters[name]]),
  );
}

export function oneOfWords(parameters: Parameters, name: string, words: readonly (string | number)[]): void {
  const value = parameters[name] as string | number | undefined;
  if (value === undefined || words.includes(value)) return;
  refuse("InvalidParameterValue", `The value of \`${name}\` must be one of ${words.join(", ")}.`);
}

export function inBounds(parameters: Parameters, name: string, least: number, most: number): void {
  const value = integerIn(parameters, name);
  if (value === undefined || (value >= least && value <= most)) return;
  refuse("InvalidParameterValue", `The value of \`${name}\` must be in [${least}, ${most}].`);
}

export interface Slice<T> {
  readonly TotalCount: number;
  readonly items: readonly T[];
}

/** One page. @throws ApiRefusal for a Limit above `most` or a negative Offset. */
export function sliceOf<T>(items: readonly T[], parameters: Parameters, most: number): Slice<T> {
  const offset = integerIn(parameters, "Offset") ?? 0;
  const limit = integerIn(parameters, "Limit") ?? 20;
  if (offset < 0) refuse("InvalidParameterValue", "The value of `Offset` must not be negative.");
  if (limit < 1 || limit > most) refuse("InvalidParameterValue", `The value of \`Limit\` must be in [1, ${most}].`);
  return { TotalCount: items.length, items: items.slice(offset, offset + limit) };
}

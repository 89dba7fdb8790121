import { ProblemError } from "../model/problem-error.js";

/** Readers for answers whose shape only the vendor promises. Each throws a ProblemError that names the field. */

export type WireObject = Readonly<Record<string, unknown>>;

function malformed(where: string, expected: string): ProblemError {
  return new ProblemError({
    code: "PROVIDER_UNAVAILABLE",
    message: `The cloud's answer is malformed: ${where} is not ${expected}.`,
    retry: "transient",
    // Read from the answer to a change, this comes after the change was made.
    mayHaveHappened: true,
  });
}

export function asObject(value: unknown, where: string): WireObject {
  if (value !== null && typeof value === "object" && !Array.isArray(value)) return value as WireObject;
  throw malformed(where, "an object");
}

export function asArray(value: unknown, where: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw malformed(where, "a list");
}

/** The objects of a list. */
export function asObjects(value: unknown, where: string): readonly WireObject[] {
  const items = asArray(value, where);
  for (const item of items) {
    if (item === null || typeof item !== "object" || Array.isArray(item))
      throw malformed(`${where}[${items.indexOf(item)}]`, "an object");
  }
  return items as readonly WireObject[];
}

export function textOf(object: WireObject, field: string): string {
  const value = object[field];
  if (typeof value === "string") return value;
  throw malformed(field, "a text");
}

/** The text, or null when the field is absent or null. */
export function optionalText(object: WireObject, field: string): string | null {
  return object[field] == null ? null : textOf(object, field);
}

/** A whole number, also when the vendor wrote it as a text. */
export function integerOf(object: WireObject, field: string): number {
  const value = object[field];
  const number = typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : value;
  if (typeof number === "number" && Number.isSafeInteger(number)) return number;
  throw malformed(field, "a whole number");
}

export function optionalInteger(object: WireObject, field: string): number | null {
  return object[field] == null || object[field] === "" ? null : integerOf(object, field);
}

/** A boolean, also when the vendor wrote it as 0/1 or as a text. */
export function booleanOf(object: WireObject, field: string): boolean {
  const value = object[field];
  if (value === true || value === 1 || value === "true") return true;
  if (value === false || value === 0 || value === "false") return false;
  throw malformed(field, "true or false");
}

export function optionalBoolean(object: WireObject, field: string): boolean | null {
  return object[field] == null ? null : booleanOf(object, field);
}

/** The texts of a list; an absent list is empty. */
export function textsOf(object: WireObject, field: string): string[] {
  return asArray(object[field] ?? [], field).map((item, index) => {
    if (typeof item === "string") return item;
    throw malformed(`${field}[${index}]`, "a text");
  });
}

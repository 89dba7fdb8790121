import { isInt32 } from "../model/int32.js";
import { ProblemError } from "../model/problem-error.js";
import { canBeId } from "../model/resource-ref.js";
import { shown } from "../model/shown.js";

/**
 * Readers for answers whose shape only the vendor promises. Each takes a value and where it stood, and throws a
 * ProblemError that names the place. They take values and not an object with a field's name: `item.name` in a reader of
 * one sort of object costs a tenth of `object[field]` in one place for all sorts.
 */

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

export function asText(value: unknown, where: string): string {
  if (typeof value === "string") return value;
  throw malformed(where, "a text");
}

/** A text that can be an id. @throws ProblemError UNREADABLE for one that cannot: it says nothing about what stands beside it */
export function asIdentity(value: unknown, where: string): string {
  const id = asText(value, where);
  if (canBeId(id)) return id;
  const message = `The cloud's answer is malformed: ${where} is ${shown(id)}, which cannot be an id.`;
  throw new ProblemError({ code: "UNREADABLE", message, mayHaveHappened: true });
}

/** The text, or null when it is absent or null. */
export function optionalText(value: unknown, where: string): string | null {
  return value == null ? null : asText(value, where);
}

/** The number that a vendor wrote as one or as a text. */
function numberIn(value: unknown): unknown {
  return typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : value;
}

/** A whole number that the graph's Int can hold, also when the vendor wrote it as a text. */
export function asInteger(value: unknown, where: string): number {
  const number = numberIn(value);
  if (isInt32(number)) return number;
  throw malformed(where, Number.isSafeInteger(number) ? "a whole number of 32 bits" : "a whole number");
}

/** The whole number; null when it is absent, or a number that the graph's Int cannot hold: too large, or with a fraction. */
export function optionalInteger(value: unknown, where: string): number | null {
  const number = numberIn(value);
  if (isInt32(number)) return number;
  if (value == null || value === "" || typeof number === "number") return null;
  throw malformed(where, "a whole number");
}

/** A whole number of any size that is exact, such as a time; null when it is absent or no such number. Not for the graph's Int. */
export function optionalLongInteger(value: unknown, where: string): number | null {
  const number = numberIn(value);
  if (Number.isSafeInteger(number)) return number as number;
  return optionalInteger(value, where);
}

/** A boolean, also when the vendor wrote it as 0/1 or as a text. */
export function asBoolean(value: unknown, where: string): boolean {
  if (value === true || value === 1 || value === "true") return true;
  if (value === false || value === 0 || value === "false") return false;
  throw malformed(where, "true or false");
}

export function optionalBoolean(value: unknown, where: string): boolean | null {
  return value == null ? null : asBoolean(value, where);
}

/** The texts of a list; an absent list is empty. */
export function asTexts(value: unknown, where: string): string[] {
  const items = asArray(value ?? [], where);
  for (const item of items) if (typeof item !== "string") throw malformed(`${where}[${items.indexOf(item)}]`, "a text");
  return [...(items as readonly string[])];
}

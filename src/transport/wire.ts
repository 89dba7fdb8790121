import { ProblemError } from "../model/problem-error.js";

/**
 * Readers for the structure around objects in an answer. Each takes a value and its path, and throws a ProblemError
 * that names the path. Objects themselves are read by shapes.
 */

export type WireObject = Readonly<Record<string, unknown>>;

function malformed(where: string, expected: string): ProblemError {
  return new ProblemError({
    code: "PROVIDER_UNAVAILABLE",
    message: `The cloud's answer is malformed: ${where} is not ${expected}.`,
    retry: "transient",
    // When read from the answer to a change, this comes after the change was made.
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

export function asText(value: unknown, where: string): string {
  if (typeof value === "string") return value;
  throw malformed(where, "a text");
}

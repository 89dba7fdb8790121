import { createHash } from "node:crypto";
import { type Meanings, parts } from "./meaning.js";

/**
 * Digest of what the fields mean: 22 characters, equal wherever the meanings are, whatever form the cloud gave them.
 * @param readOnly fields that nobody can write, and that are no part of it
 */
export function etagOf(meanings: Meanings, fields: object, readOnly: readonly string[] = []): string {
  const meant = parts(meanings)(fields) as Record<string, unknown> | null;
  return digestOf(meant && Object.fromEntries(Object.entries(meant).filter(([name]) => !readOnly.includes(name))));
}

/** Digest of a value as it is: 22 characters. */
export function digestOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("base64url").slice(0, 22);
}

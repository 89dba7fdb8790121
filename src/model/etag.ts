import { createHash } from "node:crypto";
import { type Meanings, parts } from "./meaning.js";

/**
 * Digest of what the fields mean: 22 characters, equal whenever the meanings are equal, in whatever form the cloud
 * reports them.
 * @param readOnly fields that nobody can write; excluded from the digest
 */
export function etagOf(meanings: Meanings, fields: object, readOnly: readonly string[] = []): string {
  const meant = parts(meanings)(fields) as Record<string, unknown> | null;
  return digestOf(meant && Object.fromEntries(Object.entries(meant).filter(([name]) => !readOnly.includes(name))));
}

/** Digest of a value exactly as given: 22 characters. */
export function digestOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("base64url").slice(0, 22);
}

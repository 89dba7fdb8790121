import { createHash } from "node:crypto";

/** JSON with sorted keys and without undefined, so that equal values give equal text whatever order they were built in. */
function stableJson(value: unknown): string {
  return JSON.stringify(value, (_key, held: unknown) =>
    held !== null && typeof held === "object" && !Array.isArray(held)
      ? Object.fromEntries(Object.entries(held).sort(([a], [b]) => (a < b ? -1 : 1)))
      : held,
  );
}

/** Digest of the given writable fields: 22 characters, equal for equal values, null and left out being the same. */
export function etagOf(writable: Record<string, unknown>): string {
  const present = Object.fromEntries(
    Object.entries(writable).filter(([, value]) => value !== null && value !== undefined),
  );
  return createHash("sha256").update(stableJson(present)).digest("base64url").slice(0, 22);
}

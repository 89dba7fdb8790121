import { createHash } from "node:crypto";
import type { ChangeAction } from "../model/change-enums.js";
import type { Json } from "../store/change-record.js";

/** What tells one change from others under the same idempotency key: the same members in another order are the same. */
export function fingerprintOf(action: ChangeAction, input: Json): string {
  return createHash("sha256")
    .update(`${action} ${canonical(input)}`)
    .digest("base64url");
}

function canonical(value: Json): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  const members = Object.entries(value as Readonly<Record<string, Json>>);
  const sorted = members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([name, held]) => `${JSON.stringify(name)}:${canonical(held)}`).join()}}`;
}

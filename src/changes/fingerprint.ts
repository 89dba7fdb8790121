import { createHash } from "node:crypto";
import type { ChangeAction } from "../model/change-enums.js";
import { ABOUT_THE_WAY } from "../model/change-input.js";
import type { Json } from "../store/change-record.js";
import { recordedInput } from "./snapshot.js";

/**
 * Identifies a change under an idempotency key: the order of members does not matter, nor do members that only affect
 * how it is answered.
 */
export function fingerprintOf(action: ChangeAction, input: object): string {
  const asked = Object.entries(recordedInput(input) as object).filter(([name]) => !ABOUT_THE_WAY.includes(name));
  return createHash("sha256")
    .update(`${action} ${canonical(Object.fromEntries(asked) as Json)}`)
    .digest("base64url");
}

function canonical(value: Json): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  const members = Object.entries(value as Readonly<Record<string, Json>>);
  const sorted = members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([name, held]) => `${JSON.stringify(name)}:${canonical(held)}`).join()}}`;
}

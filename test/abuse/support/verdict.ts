import { expect } from "vitest";
import { type Answer, codesOf } from "./client.js";

/** With what a request is turned away before anything is asked of a cloud. */
export const REFUSALS = [
  "COST_LIMIT",
  "GRAPHQL_VALIDATION_FAILED",
  "GRAPHQL_PARSE_FAILED",
  "OPERATION_RESOLUTION_FAILURE",
  "BAD_USER_INPUT",
  "INVALID_INPUT",
  "BAD_REQUEST",
];
/** Bytes of a refusal: what was sent is not sent back. */
const LONGEST_REFUSAL = 64 * 1024;

/** What may become of a request: it is turned away, it is answered, or one of the two as the limits have it. */
export type Verdict = "refused" | "answered" | "either";

/** Whether it was turned away: as a whole, or each field at its root, where those may be null. */
export const isRefusal = ({ data, errors }: Answer): boolean =>
  errors.length > 0 && (data === null || Object.values(data).every((field) => field === null));

/** Judges an answer: a refusal says why with a code and briefly, and an answer is one. */
export function expectVerdict(answer: Answer, verdict: Verdict): void {
  const codes = codesOf(answer);
  expect(codes).not.toContain("INTERNAL_SERVER_ERROR");
  expect([200, 400, 413]).toContain(answer.status);
  if (verdict !== "either") expect(isRefusal(answer) ? "refused" : "answered", answer.text.slice(0, 500)).toBe(verdict);
  if (!isRefusal(answer)) return;
  expect(codes.filter((code) => !REFUSALS.includes(code))).toEqual([]);
  expect(answer.text.length, "characters of the refusal").toBeLessThanOrEqual(LONGEST_REFUSAL);
}

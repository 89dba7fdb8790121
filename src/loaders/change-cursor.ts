import { ProblemError } from "../model/problem-error.js";

/** Positions in lists of changes: after the change with this number. */
const SHAPE = /^changes:(\d{1,15})$/;

export const changeCursor = (seq: number): string => Buffer.from(`changes:${seq}`).toString("base64url");

/** @throws ProblemError INVALID_INPUT when the text is not a cursor of such a list */
export function seqIn(cursor: string): number {
  const [, seq] = SHAPE.exec(Buffer.from(cursor, "base64url").toString("utf8")) ?? [];
  if (seq !== undefined && changeCursor(Number(seq)) === cursor) return Number(seq);
  throw new ProblemError({
    code: "INVALID_INPUT",
    path: ["after"],
    message: "`after` must be a cursor of a list of changes. Use the endCursor of the previous page, or omit it.",
  });
}

import { ProblemError } from "../model/problem-error.js";
import type { ResourceRef } from "../model/resource-ref.js";

/** A place in a list that spans accounts: right after one item of one account. */
export interface Cursor {
  readonly accountId: string;
  /** What {@link PageRequest.after} takes. */
  readonly position: string;
}

const VERSION = "1";
const SEPARATOR = "\u001f";

/** The place after an item, in the words of its provider: the key, with the hint before it where there is one. */
export function positionOf(ref: ResourceRef): string {
  return ref.hint ? `${ref.hint}/${ref.key}` : ref.key;
}

export function encodeCursor({ accountId, position }: Cursor): string {
  return Buffer.from([VERSION, accountId, position].join(SEPARATOR)).toString("base64url");
}

/** @throws ProblemError INVALID_INPUT when the text is not a cursor of this graph. */
export function decodeCursor(text: string): Cursor {
  const [version, accountId, position, ...rest] = Buffer.from(text, "base64url").toString("utf8").split(SEPARATOR);
  if (version !== VERSION || !accountId || !position || rest.length > 0) {
    throw new ProblemError({
      code: "INVALID_INPUT",
      path: ["after"],
      message: "after is not a cursor of this graph. Use the endCursor of the page before, or leave it out.",
    });
  }
  return { accountId, position };
}

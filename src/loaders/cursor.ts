import { ProblemError } from "../model/problem-error.js";
import { canBeId, type ResourceRef } from "../model/resource-ref.js";

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

/** @throws ProblemError INVALID_INPUT when the text is not a cursor of this graph, NOT_FOUND when there can be nothing where it points */
export function decodeCursor(text: string): Cursor {
  const decoded = Buffer.from(text, "base64url").toString("utf8");
  const [version, accountId, position, ...rest] = decoded.split(SEPARATOR);
  const isOurs = Buffer.from(decoded).toString("base64url") === text;
  if (!isOurs || version !== VERSION || !accountId || !position || rest.length > 0) {
    throw new ProblemError({
      code: "INVALID_INPUT",
      path: ["after"],
      message: "after is not a cursor of this graph. Use the endCursor of the page before, or leave it out.",
    });
  }
  if (!canBeId(position)) {
    throw new ProblemError({ code: "NOT_FOUND", path: ["after"], message: "There is no entry where after points." });
  }
  return { accountId, position };
}

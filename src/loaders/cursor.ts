import { ProblemCode } from "../model/enums.js";
import { ProblemError } from "../model/problem-error.js";
import { canBeId, type ResourceRef } from "../model/resource-ref.js";

/** A place in a list that spans accounts: right after one item of one account. */
export interface Cursor {
  readonly accountId: string;
  /** What {@link PageRequest.after} takes. */
  readonly position: string;
  /** Accounts up to there of which the pages until now lack entries. Left out: none. */
  readonly lacking?: readonly Lack[];
}

/** An account that could not be read, or not as a whole. */
export interface Lack {
  readonly accountId: string;
  readonly code: ProblemCode;
}

const VERSION = "1";
const SEPARATOR = "\u001f";
/** Accounts lacking that a cursor remembers: every entry of a page may have one. */
const MOST_LACKING = 50;

/** The place after an item, in the words of its provider: the key, with the hint before it where there is one. */
export function positionOf(ref: ResourceRef): string {
  return ref.hint ? `${ref.hint}/${ref.key}` : ref.key;
}

/** The cursor's text. Accounts behind the place are read by whoever goes on from it, so they are not lacking there. */
export function encodeCursor({ accountId, position, lacking = [] }: Cursor): string {
  const before = lacking.filter((lack) => lack.accountId <= accountId).slice(0, MOST_LACKING);
  const words = before.map((lack) => `${lack.accountId}:${lack.code}`).join(",");
  return Buffer.from([VERSION, accountId, position, ...(words ? [words] : [])].join(SEPARATOR)).toString("base64url");
}

/** @throws ProblemError INVALID_INPUT when the text is not a cursor of this graph, NOT_FOUND when there can be nothing where it points */
export function decodeCursor(text: string): Cursor {
  const decoded = Buffer.from(text, "base64url").toString("utf8");
  const [version, accountId, position, words, ...rest] = decoded.split(SEPARATOR);
  const isOurs = Buffer.from(decoded).toString("base64url") === text;
  const lacking = words === undefined ? [] : words.split(",", MOST_LACKING + 1).map(lackIn);
  if (!isOurs || version !== VERSION || !accountId || !position || rest.length > 0 || !areLacks(lacking)) {
    throw new ProblemError({
      code: "INVALID_INPUT",
      path: ["after"],
      message: "`after` must be a cursor of this graph. Use the endCursor of the previous page, or omit it.",
    });
  }
  if (!canBeId(position)) {
    throw new ProblemError({ code: "NOT_FOUND", path: ["after"], message: "There is no entry at the cursor `after`." });
  }
  return { accountId, position, lacking };
}

function lackIn(words: string): Lack | null {
  const [accountId, code, ...rest] = words.split(":");
  const isCode = code !== undefined && Object.hasOwn(ProblemCode, code);
  return accountId && isCode && rest.length === 0 ? { accountId, code: code as ProblemCode } : null;
}

const areLacks = (lacks: readonly (Lack | null)[]): lacks is readonly Lack[] =>
  lacks.length <= MOST_LACKING && !lacks.includes(null);

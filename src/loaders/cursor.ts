import { ProblemCode } from "../model/enums.js";
import { ProblemError } from "../model/problem-error.js";
import { canBeId, type ResourceRef } from "../model/resource-ref.js";

/** A position in a list that spans accounts: after one item of one account. */
export interface Cursor {
  readonly accountId: string;
  /** The value for {@link PageRequest.after}. */
  readonly position: string;
  /** Accounts up to this position whose entries are missing from earlier pages. Omitted: none. */
  readonly lacking?: readonly Lack[];
}

/** An account that could not be read, or only in part. */
export interface Lack {
  readonly accountId: string;
  readonly code: ProblemCode;
}

const VERSION = "1";
const SEPARATOR = "\u001f";
/** The most incomplete accounts that a cursor remembers: every entry of a page may have one. */
const MOST_LACKING = 50;

/** The position after an item, in its provider's terms: the key, preceded by the hint if there is one. */
export function positionOf(ref: ResourceRef): string {
  return ref.hint ? `${ref.hint}/${ref.key}` : ref.key;
}

/** The cursor's text. Accounts after the position are read by the next page, so they are not incomplete. */
export function encodeCursor({ accountId, position, lacking = [] }: Cursor): string {
  const before = lacking.filter((lack) => lack.accountId <= accountId).slice(0, MOST_LACKING);
  const words = before.map((lack) => `${lack.accountId}:${lack.code}`).join(",");
  return Buffer.from([VERSION, accountId, position, ...(words ? [words] : [])].join(SEPARATOR)).toString("base64url");
}

/**
 * @throws ProblemError INVALID_INPUT when the text is not a cursor of this graph, NOT_FOUND when its position cannot
 * exist
 */
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

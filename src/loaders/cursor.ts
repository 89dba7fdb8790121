import { ProblemCode } from "../model/enums.js";
import type { OrderValue } from "../model/orders.js";
import { ProblemError } from "../model/problem-error.js";
import { canBeId } from "../model/resource-ref.js";

/** A position in a list that spans accounts: after one item of one account. */
export interface Cursor {
  readonly accountId: string;
  /** The value for {@link PageRequest.after}. */
  readonly position: string;
  /** For lists ordered by a field. Omitted: account by account, each in its own order. */
  readonly order?: OrderPlace;
  /** Accounts up to this position whose entries are missing from earlier pages. Omitted: none. */
  readonly lacking?: readonly Lack[];
}

/** The position of an item in an order. */
export interface OrderPlace {
  /** The field and direction of the order. */
  readonly by: string;
  readonly value: OrderValue;
}

/** An account that could not be read, or only in part. */
export interface Lack {
  readonly accountId: string;
  readonly code: ProblemCode;
}

const VERSION = "1";
/** The version of cursors with a position in an order. */
const ORDERED = "2";
/** The maximum length of an order's name and of a value. */
const LONGEST_ORDER = 40;
const LONGEST_VALUE = 255;
const SEPARATOR = "\u001f";
/** The most incomplete accounts that a cursor remembers: every entry of a page may have one. */
const MOST_LACKING = 50;

/**
 * The cursor's text. Accounts after the position are read by the next page, so they are not incomplete. In an order by a
 * field, every account may have entries before the position.
 */
export function encodeCursor({ accountId, position, order, lacking = [] }: Cursor): string {
  const before = order ? lacking : lacking.filter((lack) => lack.accountId <= accountId);
  const words = before
    .slice(0, MOST_LACKING)
    .map((lack) => `${lack.accountId}:${lack.code}`)
    .join(",");
  const place = order
    ? [ORDERED, JSON.stringify([order.by, order.value]), accountId, position]
    : [VERSION, accountId, position];
  return Buffer.from([...place, ...(words ? [words] : [])].join(SEPARATOR)).toString("base64url");
}

/**
 * @throws ProblemError INVALID_INPUT when the text is not a cursor of this graph, NOT_FOUND when its position cannot
 * exist
 */
export function decodeCursor(text: string): Cursor {
  const decoded = Buffer.from(text, "base64url").toString("utf8");
  const [version, ...parts] = decoded.split(SEPARATOR);
  const order = version === ORDERED ? orderIn(parts.shift()) : undefined;
  const [accountId, position, words, ...rest] = parts;
  const isOurs = Buffer.from(decoded).toString("base64url") === text;
  const lacking = words === undefined ? [] : words.split(",", MOST_LACKING + 1).map(lackIn);
  const isKnown = version === VERSION || (version === ORDERED && order !== undefined);
  if (!isOurs || !isKnown || !accountId || !position || rest.length > 0 || !areLacks(lacking)) {
    throw new ProblemError({
      code: "INVALID_INPUT",
      path: ["after"],
      message: "`after` must be a cursor of this graph. Use the endCursor of the previous page, or omit it.",
    });
  }
  if (!canBeId(position)) {
    throw new ProblemError({ code: "NOT_FOUND", path: ["after"], message: "There is no entry at the cursor `after`." });
  }
  return order ? { accountId, position, order, lacking } : { accountId, position, lacking };
}

/** Undefined when the text is no position in an order. */
function orderIn(text = ""): OrderPlace | undefined {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(read) || read.length !== 2) return undefined;
  const [by, value] = read as unknown[];
  const isValue =
    value === null || Number.isFinite(value) || (typeof value === "string" && value.length <= LONGEST_VALUE);
  if (typeof by !== "string" || by.length > LONGEST_ORDER || !isValue) return undefined;
  return { by, value: value as OrderValue };
}

function lackIn(words: string): Lack | null {
  const [accountId, code, ...rest] = words.split(":");
  const isCode = code !== undefined && Object.hasOwn(ProblemCode, code);
  return accountId && isCode && rest.length === 0 ? { accountId, code: code as ProblemCode } : null;
}

const areLacks = (lacks: readonly (Lack | null)[]): lacks is readonly Lack[] =>
  lacks.length <= MOST_LACKING && !lacks.includes(null);

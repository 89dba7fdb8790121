import { isInt32 } from "../model/int32.js";
import { MAX_PORT, MIN_PORT } from "../model/port-range.js";
import { ProblemError } from "../model/problem-error.js";
import { canBeId } from "../model/resource-ref.js";
import { shown } from "../model/shown.js";
import type { Moment } from "../model/times.js";
import type { WireObject } from "./wire.js";
import { type ShapeEntry, writtenReader } from "./written-reader.js";

/**
 * Shapes: what a vendor calls each field of an object, and how it is read. A reader is forgiving: a field that is
 * missing, null, or of another type than promised is null, and an absent list is empty. Only what an object cannot be
 * without makes it unreadable: then the reader throws UNREADABLE, naming the object and the field, and whoever reads a
 * list goes on with its siblings.
 */

/** One field: where it stands, and how it is read. */
export interface Field<T> {
  readonly from: string;
  /** Reads a value. `undefined`: the object is unreadable without it. */
  read(value: unknown): T | undefined;
}

type Fields = Readonly<Record<string, Field<unknown>>>;

/** What a {@link shape} reads. */
export type Read<S> = S extends (item: WireObject) => infer T ? T : never;

const field =
  <T>(read: (value: unknown) => T | undefined) =>
  (from: string): Field<T> => ({ from, read });

/** Longer texts are not taken over: no field of any vendor is, and everything that is read is kept and sent on. */
const MAX_TEXT = 16_384;

/** A value as a text: numbers and booleans written out; null for anything else, and for what is too long. */
export function textIn(value: unknown): string | null {
  if (typeof value === "string") return value.length <= MAX_TEXT ? value : null;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}

const NUMBER = /^-?\d+(?:\.\d+)?$/;

function numberIn(value: unknown): number | null {
  const number = typeof value === "string" && NUMBER.test(value.trim()) ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

/** What an absent list is read as: most objects have some. */
const NOTHING: readonly never[] = [];

/** What can be read of a list's entries. */
function eachIn<T>(value: unknown, read: (entry: unknown) => T | null): readonly T[] {
  if (!Array.isArray(value) || value.length === 0) return NOTHING;
  const found: T[] = [];
  for (const entry of value) {
    const one = read(entry);
    if (one !== null) found.push(one);
  }
  return found;
}

const YES: readonly unknown[] = [true, 1, "true", "1", "yes", "on"];
const NO: readonly unknown[] = [false, 0, "false", "0", "no", "off"];

function flagIn(value: unknown): boolean | null {
  const word = typeof value === "string" ? value.trim().toLowerCase() : value;
  if (YES.includes(word)) return true;
  return NO.includes(word) ? false : null;
}

export const isObject = (value: unknown): value is WireObject =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** A text; numbers and booleans are written out. */
export const text = field<string | null>(textIn);
/** A text; an empty one is as good as none. */
export const filled = field<string | null>((value) => textIn(value) || null);
/** A whole number that GraphQL's Int holds, also when it is written as a text. */
export const integer = field<number | null>((value) => {
  const number = numberIn(value);
  return isInt32(number) ? number : null;
});
/** A whole number from 1 on. Clouds write 0 for what is not set, where no value can be 0. */
export const positive = field<number | null>((value) => {
  const number = numberIn(value);
  return isInt32(number) && number > 0 ? number : null;
});
/** A port; 0 and what can be none stand for "not set". */
export const port = field<number | null>((value) => {
  const number = numberIn(value);
  return isInt32(number) && number >= MIN_PORT && number <= MAX_PORT ? number : null;
});
/** Any number, also when it is written as a text. */
export const decimal = field<number | null>(numberIn);
/** True or false, also as 0 and 1 or as a text in any case. */
export const flag = field<boolean | null>(flagIn);
/** Texts; entries that are none are left out. */
export const texts = field<readonly string[]>((value) => eachIn(value, textIn));
/** Whole numbers; entries that are none are left out. */
export const integers = field<readonly number[]>((value) =>
  Array.isArray(value) ? value.map(numberIn).filter(isInt32) : [],
);

/**
 * An instant as the vendor wrote it. Mapping makes it one of the model's with `readTime`, when somebody asks for it: most
 * lists never show when their entries were made.
 */
export const moment = field<Moment | null>((value) =>
  typeof value === "number" || typeof value === "string" ? value : null,
);

/** Objects of one shape. An absent list is empty; an entry that cannot be read makes its owner unreadable. */
export const list = <T>(from: string, item: (object: WireObject) => T): Field<readonly T[]> => {
  const read = (entry: unknown) => item(objectOr(entry));
  return { from, read: (value) => (Array.isArray(value) ? value.map(read) : NOTHING) };
};

/** The same where something that is no list makes the owner unreadable as well. */
export const wholeList = <T>(from: string, item: (object: WireObject) => T): Field<readonly T[]> => {
  const { read } = list(from, item);
  return { from, read: (value) => (value == null || Array.isArray(value) ? read(value) : undefined) };
};

/** The same where the owner can do without some: entries that cannot be read are left out. */
export const readableList = <T>(from: string, item: (object: WireObject) => T): Field<readonly T[]> => {
  const read = (entry: unknown) => readable(entry, item);
  return { from, read: (value) => eachIn(value, read) };
};

/**
 * Objects that are read later, each for itself, or sent back as they came. What is no object is one without a field. An
 * absent list is empty; null: there is something, and it is no list.
 */
export const objects = field<readonly WireObject[] | null>((value) =>
  value == null ? NOTHING : !Array.isArray(value) ? null : value.every(isObject) ? value : value.map(objectOr),
);

/** The object; one without a field for what is none, so that it is named like others that cannot be read. */
export const objectOr = (value: unknown): WireObject => (isObject(value) ? value : {});

/** An object as the vendor wrote it, with the fields that nobody here knows. */
export const asWritten = field<WireObject | null>((value) => (isObject(value) ? value : null));

/** An object inside an object; null when it is missing or cannot be read. */
export const object = <T>(from: string, item: (object: WireObject) => T): Field<T | null> => ({
  from,
  read: (value) => readable(value, item),
});

function readable<T>(value: unknown, item: (object: WireObject) => T): T | null {
  if (!isObject(value)) return null;
  try {
    return item(value);
  } catch (error) {
    if (isUnreadable(error)) return null;
    throw error;
  }
}

const isUnreadable = (error: unknown): boolean => error instanceof ProblemError && error.code === "UNREADABLE";

/** The same field, without which the object is unreadable. An empty text is as good as none. */
export const needed = <T>({ from, read }: Field<T | null>): Field<T> => ({
  from,
  read(value) {
    const found = read(value);
    return found === null || found === undefined || found === "" ? undefined : found;
  },
});

/** The id of something that need not be there. What is no text is none: it would be taken for the id of something else. */
export const reference = field<string | null>((value) => (typeof value === "string" && value !== "" ? value : null));

/** Whether there is something in the place of an id that is none, so that nobody can tell what is meant. */
export const isNoReference = field<boolean>((value) => value != null && typeof value !== "string");

/**
 * An id, of the object or of what it belongs to. All vendors write ids as texts, so a number is none: an answer whose
 * types are all wrong would be taken for one about another object. Without it the object is unreadable.
 */
export const identity = field<string>((value) => (typeof value === "string" && canBeId(value) ? value : undefined));

/** The same field with a value for when it is missing. */
export const or = <T>({ from, read }: Field<T | null>, otherwise: T): Field<T> => ({
  from,
  read: (value) => read(value) ?? otherwise,
});

/** The same field with something made of it. */
export const mapped = <T, U>({ from, read }: Field<T>, map: (value: T) => U): Field<U> => ({
  from,
  read(value) {
    const found = read(value);
    return found === undefined ? undefined : map(found);
  },
});

/**
 * A reader for objects with these fields, made once.
 * @param noun what people call such an object, for messages
 * @param id where its id stands, for messages and for naming what cannot be read
 * @throws ProblemError UNREADABLE that names the object and the field
 */
export function shape<F extends Fields>(noun: string, id: string, fields: F) {
  type Shaped = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never };
  const entries = Object.entries(fields).map(([name, { from, read }]) => ({ name, from, read }));
  const written = writtenReader(entries);
  return (item: WireObject): Shaped => {
    let made: object | undefined;
    try {
      made = written?.(item);
    } catch (error) {
      if (!isUnreadable(error)) throw error;
    }
    // Which field it is that the object cannot be read for is found out by looking at one after the other.
    return (made ?? readOneByOne(entries, item, (from) => unreadable(noun, nativeIdIn(item[id]), from))) as Shaped;
  };
}

/** @throws ProblemError what `problemAt` makes of the field that makes the object unreadable */
function readOneByOne(
  entries: readonly ShapeEntry[],
  item: WireObject,
  problemAt: (from: string) => ProblemError,
): object {
  const made: Record<string, unknown> = {};
  for (const { name, from, read } of entries) {
    try {
      made[name] = read(item[from]);
    } catch (error) {
      // Of a part that cannot be read, the whole is told: it is what people know.
      throw isUnreadable(error) ? problemAt(from) : error;
    }
    if (made[name] === undefined) throw problemAt(from);
  }
  return made;
}

const nativeIdIn = (value: unknown): string | null => (typeof value === "string" ? value : null);

/**
 * The problem of one object that cannot be read because a field is missing. Without an id that can be one it may be the problem
 * of anything that was asked for.
 */
export function unreadable(noun: string, nativeId: string | null, from: string): ProblemError {
  const name = nativeId === null || canBeId(nativeId) ? nativeId : shown(nativeId);
  const which = name === null ? `a ${noun} without an id` : `the ${noun} ${name}`;
  return new ProblemError({
    code: "UNREADABLE",
    message: `The cloud's answer about ${which} could not be read: its field \`${from}\` is missing or is not what the cloud documents.`,
    nativeId: nativeId !== null && canBeId(nativeId) ? nativeId : undefined,
    // Read from the answer to a change, this comes after the change was made.
    mayHaveHappened: true,
  });
}

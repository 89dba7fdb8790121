import { isInt32 } from "../model/int32.js";
import { MAX_PORT, MIN_PORT } from "../model/port-range.js";
import { ProblemError } from "../model/problem-error.js";
import { canBeId } from "../model/resource-ref.js";
import { shown } from "../model/shown.js";
import type { Moment } from "../model/times.js";
import type { WireObject } from "./wire.js";
import { type ShapeEntry, writtenReader } from "./written-reader.js";

/**
 * Shapes: what a vendor calls each field of an object, and how it is read. A reader is lenient: a field that is
 * missing, null, or of an unexpected type is null, and an absent list is empty. Only a missing essential field makes
 * the object unreadable: then the reader throws UNREADABLE, naming the object and the field, and a list is read on
 * without it.
 */

/** One field: where it is, and how it is read. */
export interface Field<T> {
  readonly from: string;
  /** Reads a value. `undefined`: the object is unreadable without it. */
  read(value: unknown): T | undefined;
}

type Fields = Readonly<Record<string, Field<unknown>>>;
type Shaped<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never };

/** Reads the objects of a {@link shape}. */
export interface Reader<T> {
  (item: WireObject): T;
  /** The names of the fields of what it makes, each of which has a value or null. */
  readonly names: readonly string[];
}

/** What a {@link shape} reads. */
export type Read<S> = S extends (item: WireObject) => infer T ? T : never;

const field =
  <T>(read: (value: unknown) => T | undefined) =>
  (from: string): Field<T> => ({ from, read });

/** Longer strings are not accepted: no vendor's field is longer, and everything that is read is kept and returned. */
const MAX_TEXT = 16_384;

/** A value as a string: numbers and booleans are formatted; null for anything else, and for what is too long. */
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

/** A string; numbers and booleans are formatted. */
export const text = field<string | null>(textIn);
/** A string; an empty one counts as missing. */
export const filled = field<string | null>((value) => textIn(value) || null);
/** An integer that GraphQL's Int holds, also when written as a string. */
export const integer = field<number | null>((value) => {
  const number = numberIn(value);
  return isInt32(number) ? number : null;
});
/** An integer of at least 1. Clouds write 0 for "not set" where no value can be 0. */
export const positive = field<number | null>((value) => {
  const number = numberIn(value);
  return isInt32(number) && number > 0 ? number : null;
});
/** A port; 0 and invalid ports mean "not set". */
export const port = field<number | null>((value) => {
  const number = numberIn(value);
  return isInt32(number) && number >= MIN_PORT && number <= MAX_PORT ? number : null;
});
/** Any number, also when written as a string. */
export const decimal = field<number | null>(numberIn);
/** A boolean, also as 0 and 1 or as a string in any case. */
export const flag = field<boolean | null>(flagIn);
/** Strings; invalid entries are dropped. */
export const texts = field<readonly string[]>((value) => eachIn(value, textIn));
/** Integers; invalid entries are dropped. */
export const integers = field<readonly number[]>((value) =>
  Array.isArray(value) ? value.map(numberIn).filter(isInt32) : [],
);

/**
 * An instant as the vendor wrote it. Mapping converts it with `readTime` on demand: most lists never return when their
 * entries were created.
 */
export const moment = field<Moment | null>((value) =>
  typeof value === "number" || typeof value === "string" ? value : null,
);

/** Objects of one shape. An absent list is empty; an unreadable entry makes its owner unreadable. */
export const list = <T>(from: string, item: (object: WireObject) => T): Field<readonly T[]> => {
  const read = (entry: unknown) => item(objectOr(entry));
  return { from, read: (value) => (Array.isArray(value) ? value.map(read) : NOTHING) };
};

/** The same, but a value that is not a list makes the owner unreadable as well. */
export const wholeList = <T>(from: string, item: (object: WireObject) => T): Field<readonly T[]> => {
  const { read } = list(from, item);
  return { from, read: (value) => (value == null || Array.isArray(value) ? read(value) : undefined) };
};

/** The same for optional entries: unreadable ones are dropped. */
export const readableList = <T>(from: string, item: (object: WireObject) => T): Field<readonly T[]> => {
  const read = (entry: unknown) => readable(entry, item);
  return { from, read: (value) => eachIn(value, read) };
};

/**
 * Objects that are read later one by one, or sent back unchanged. A value that is not an object counts as an object
 * without fields. An absent list is empty; null: there is a value, and it is not a list.
 */
export const objects = field<readonly WireObject[] | null>((value) =>
  value == null ? NOTHING : !Array.isArray(value) ? null : value.every(isObject) ? value : value.map(objectOr),
);

/** The object; for anything else an object without fields, so that it is reported like other unreadable ones. */
export const objectOr = (value: unknown): WireObject => (isObject(value) ? value : {});

/** An object as the vendor wrote it, including unknown fields. */
export const asWritten = field<WireObject | null>((value) => (isObject(value) ? value : null));

/** An object inside an object; null when it is missing or unreadable. */
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

/** The same field, but required: without it the object is unreadable. An empty string counts as missing. */
export const needed = <T>({ from, read }: Field<T | null>): Field<T> => ({
  from,
  read(value) {
    const found = read(value);
    return found === null || found === undefined || found === "" ? undefined : found;
  },
});

/**
 * The id of something optional. A value that is not a string counts as missing: it would be mistaken for the id of
 * something else.
 */
export const reference = field<string | null>((value) => (typeof value === "string" && value !== "" ? value : null));

/** Whether there is an invalid value in place of an id, so that nobody can tell what is meant. */
export const isNoReference = field<boolean>((value) => value != null && typeof value !== "string");

/**
 * An id, of the object or of its owner. All vendors write ids as strings, so a number is invalid: an answer with wrong
 * types would be mistaken for one about another object. Without it the object is unreadable.
 */
export const identity = field<string>((value) => (typeof value === "string" && canBeId(value) ? value : undefined));

/** The same field with a default for when it is missing. */
export const or = <T>({ from, read }: Field<T | null>, otherwise: T): Field<T> => ({
  from,
  read: (value) => read(value) ?? otherwise,
});

/** The same field with its value converted. */
export const mapped = <T, U>({ from, read }: Field<T>, map: (value: T) => U): Field<U> => ({
  from,
  read(value) {
    const found = read(value);
    return found === undefined ? undefined : map(found);
  },
});

/**
 * A reader for objects with these fields, built once.
 * @param noun the object's name for people, for messages
 * @param id where its id is, for messages and for naming unreadable objects
 * @throws ProblemError UNREADABLE that names the object and the field
 */
export function shape<F extends Fields>(noun: string, id: string, fields: F): Reader<Shaped<F>> {
  const entries = Object.entries(fields).map(([name, { from, read }]) => ({ name, from, read }));
  const written = writtenReader(entries);
  const read = (item: WireObject): Shaped<F> => {
    let made: object | undefined;
    try {
      made = written?.(item);
    } catch (error) {
      if (!isUnreadable(error)) throw error;
    }
    // The field at fault is found by checking one after the other.
    return (made ?? readOneByOne(entries, item, (from) => unreadable(noun, nativeIdIn(item[id]), from))) as Shaped<F>;
  };
  return Object.assign(read, { names: Object.keys(fields) });
}

/** @throws ProblemError what `problemAt` makes of the field at fault */
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
      // For an unreadable part, the whole is reported: people know that.
      throw isUnreadable(error) ? problemAt(from) : error;
    }
    if (made[name] === undefined) throw problemAt(from);
  }
  return made;
}

const nativeIdIn = (value: unknown): string | null => (typeof value === "string" ? value : null);

/**
 * The problem of one object that cannot be read because a field is missing. Without a valid id it may be the problem of
 * any object of the answer.
 */
export function unreadable(noun: string, nativeId: string | null, from: string): ProblemError {
  const name = nativeId === null || canBeId(nativeId) ? nativeId : shown(nativeId);
  const which = name === null ? `a ${noun} without an id` : `the ${noun} ${name}`;
  return new ProblemError({
    code: "UNREADABLE",
    message: `The cloud's answer about ${which} could not be read: its field \`${from}\` is missing or is not what the cloud documents.`,
    nativeId: nativeId !== null && canBeId(nativeId) ? nativeId : undefined,
    // When read from the answer to a change, this comes after the change was made.
    mayHaveHappened: true,
  });
}

import { Refused } from "./refusal.js";

/** Reads the flat parameters of an RPC call into typed objects, by a description of each operation's fields. */

interface Rule {
  readonly required?: true;
}
type TextField = Rule & {
  readonly type: "text";
  readonly oneOf?: readonly string[];
  readonly pattern?: RegExp;
  readonly longest?: number;
};
type IntegerField = Rule & { readonly type: "integer"; readonly least?: number; readonly most?: number };
type BooleanField = Rule & { readonly type: "boolean" };
type ListField = Rule & { readonly type: "list"; readonly of: Fields | TextField; readonly most?: number };
type StructField = Rule & { readonly type: "struct"; readonly of: Fields };
type Field = TextField | IntegerField | BooleanField | ListField | StructField;
export type Fields = { readonly [name: string]: Field };

type Value<F> = F extends { type: "text" }
  ? string
  : F extends { type: "integer" }
    ? number
    : F extends { type: "boolean" }
      ? boolean
      : F extends { type: "list"; of: infer Item }
        ? readonly (Item extends { type: "text" } ? string : Values<Item>)[]
        : F extends { type: "struct"; of: infer Members }
          ? Values<Members>
          : never;
/** What {@link readParameters} makes of the fields. */
export type Values<F> = {
  readonly [K in keyof F]: F[K] extends { required: true } ? Value<F[K]> : Value<F[K]> | undefined;
};

type Tree = { [name: string]: string | Tree };

/** `A.1.B=x` as `{ A: { 1: { B: x } } }`. A name that is a value and a branch at once counts as a branch. */
function treeOf(flat: ReadonlyMap<string, string>): Tree {
  const root: Tree = Object.create(null) as Tree;
  for (const [name, value] of flat) {
    const parts = name.split(".");
    const last = parts.pop()!;
    let branch = root;
    for (const part of parts) {
      const held = branch[part];
      const next: Tree = typeof held === "object" ? held : (Object.create(null) as Tree);
      branch[part] = next;
      branch = next;
    }
    if (typeof branch[last] !== "object") branch[last] = value;
  }
  return root;
}

/** @throws Refused Missing… for a required field that is not there, Invalid… for one of the wrong type or out of its bounds. */
export function readParameters<F extends Fields>(fields: F, flat: ReadonlyMap<string, string>): Values<F> {
  return readFields(fields, treeOf(flat), "") as Values<F>;
}

/** All that is missing is told of before anything that is wrong. Source: order seen in the vendor's error tables. */
function readFields(fields: Fields, tree: Tree, above: string): Record<string, unknown> {
  for (const [name, field] of Object.entries(fields)) {
    if (field.required && isAbsent(tree[name])) missing(above + name);
  }
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const held = tree[name];
      return [name, isAbsent(held) ? undefined : readField(field, held!, above + name)];
    }),
  );
}

const isAbsent = (held: string | Tree | undefined) => held === undefined || held === "";

function missing(name: string): never {
  throw new Refused(`Missing${name}`, `${name} is mandatory for this action.`);
}

function invalid(name: string): never {
  throw new Refused(`Invalid${name}`, `The specified ${name} is invalid.`);
}

function readField(field: Field, held: string | Tree, name: string): unknown {
  switch (field.type) {
    case "list":
      return readList(field, held, name);
    case "struct":
      return readFields(field.of, branchIn(held, name), `${name}.`);
    default:
      return typeof held === "string" ? readScalar(field, held, name) : invalid(name);
  }
}

function readScalar(
  field: TextField | IntegerField | BooleanField,
  text: string,
  name: string,
): string | number | boolean {
  switch (field.type) {
    case "text": {
      // Protocols and flags are written in either case on the vendor's pages.
      const known = field.oneOf?.find((word) => word.toLowerCase() === text.toLowerCase());
      if (field.oneOf) return known ?? invalid(name);
      if (field.pattern && !field.pattern.test(text)) invalid(name);
      return text.length > (field.longest ?? text.length) ? invalid(name) : text;
    }
    case "integer": {
      const number = /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
      const { least = Number.MIN_SAFE_INTEGER, most = Number.MAX_SAFE_INTEGER } = field;
      return number >= least && number <= most ? number : invalid(name);
    }
    case "boolean":
      if (/^(true|false)$/i.test(text)) return text.toLowerCase() === "true";
      return invalid(name);
  }
}

/** Items count from 1. Older clients write the whole list as JSON instead. */
function readList({ of, most = 1_000 }: ListField, held: string | Tree, name: string): unknown[] {
  const branch = branchIn(held, name);
  const numbers = Object.keys(branch).map((key) =>
    /^[1-9]\d{0,3}$/.test(key) ? Number(key) : invalid(`${name}.${key}`),
  );
  if (numbers.length > most) invalid(name);
  return numbers
    .sort((a, b) => a - b)
    .map((number) => {
      const item = branch[String(number)]!;
      const place = `${name}.${number}`;
      if (isText(of)) return readField(of, item, place);
      return readFields(of, branchIn(item, place), `${place}.`);
    });
}

function isText(of: Fields | TextField): of is TextField {
  return of.type === "text";
}

function branchIn(held: string | Tree, name: string): Tree {
  if (typeof held !== "string") return held;
  try {
    const parsed: unknown = JSON.parse(held);
    if (parsed !== null && typeof parsed === "object") return treeOfJson(parsed) as Tree;
  } catch {
    // No JSON: told of below.
  }
  return invalid(name);
}

function treeOfJson(value: unknown): string | Tree {
  if (value === null || typeof value !== "object") return String(value ?? "");
  const entries = Array.isArray(value) ? value.map((item, index) => [index + 1, item] as const) : Object.entries(value);
  return Object.fromEntries(entries.map(([key, item]) => [String(key), treeOfJson(item)]));
}

import { lengthOf } from "../model/text-length.js";
import {
  type Changes,
  expectedOf,
  type Field,
  type FieldDialect,
  type Fields,
  type IntegerField,
  type ListField,
  type MistakeKind,
  type TextField,
  type Values,
} from "./fields.js";

type Given = Readonly<Record<string, unknown>>;

/** Fields for a new object: nothing missing, defaults filled in. @throws what the dialect says to the first mistake */
export function readFields<F extends Fields>(fields: F, given: Given, dialect: FieldDialect): Values<F> {
  return readObject(fields, given, dialect, "", false) as Values<F>;
}

/** Fields of a change: those that are given, none of them fixed. @throws what the dialect says to the first mistake */
export function readChanges<F extends Fields>(fields: F, given: Given, dialect: FieldDialect): Changes<F> {
  return readObject(fields, given, dialect, "", true) as Changes<F>;
}

/** Unknown and fixed fields are reported first, then missing ones. */
function readObject(fields: Fields, given: Given, dialect: FieldDialect, above: string, isChange: boolean): Given {
  const { words, ignoresUnknown, isAbsent } = dialect;
  const refuse = (kind: MistakeKind, name: string): never => {
    const field = Object.hasOwn(fields, name) ? fields[name]! : null;
    const expected = expectedOf(field);
    throw words[kind]({ kind, place: above + name, name, field, value: given[name], expected, isChange });
  };
  const isGiven = (name: string, field: Field) => given[name] !== undefined && !isAbsent?.(given[name], field);
  if (!ignoresUnknown) {
    for (const name of Object.keys(given)) if (!Object.hasOwn(fields, name)) refuse("unknown", name);
  }
  for (const [name, field] of Object.entries(fields)) {
    if (isChange ? field.fixed && given[name] !== undefined : field.required && !isGiven(name, field))
      refuse(isChange ? "fixed" : "missing", name);
  }
  const read: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    if (isGiven(name, field)) {
      const value = readValue(field, given[name], dialect, above + name);
      read[name] = value instanceof Wrong ? refuse(value.kind, name) : value;
    } else if (!isChange && field.otherwise !== undefined) read[name] = field.otherwise;
  }
  return read;
}

/** Stands for a value that is wrong. */
class Wrong {
  constructor(readonly kind: MistakeKind) {}
}
const wrong = { type: new Wrong("type"), length: new Wrong("length"), value: new Wrong("value") } as const;

function readValue(field: Field, value: unknown, dialect: FieldDialect, place: string): unknown {
  if (value === null && field.nullable) return null;
  switch (field.type) {
    case "text":
      return readText(field, value, dialect);
    case "integer":
      return readInteger(field, value, dialect);
    case "boolean":
      return readBoolean(value, field.exact ? {} : dialect) ?? wrong.type;
    case "list":
      return readList(field, value, dialect, place);
    case "struct": {
      const held = withJson(value, dialect);
      if (!isObject(held)) return wrong.type;
      const read = readObject(field.of, held, dialect, `${place}.`, false);
      return field.fits?.(read as never) === false ? wrong.value : read;
    }
    case "object":
      return isObject(value) ? value : wrong.type;
  }
}

function readText(field: TextField, value: unknown, { ignoresCase }: FieldDialect): string | Wrong {
  if (typeof value !== "string") return wrong.type;
  const { oneOf, pattern, fits, shortest = 0, longest = Number.POSITIVE_INFINITY } = field;
  if (oneOf) {
    const lower = value.toLowerCase();
    return oneOf.find((word) => word === value || (ignoresCase && word.toLowerCase() === lower)) ?? wrong.value;
  }
  const length = lengthOf(value);
  if (length < shortest || length > longest) return wrong.length;
  return pattern?.test(value) === false || fits?.(value) === false ? wrong.value : value;
}

function readInteger(field: IntegerField, value: unknown, { readsNumbersInTexts }: FieldDialect): number | Wrong {
  const isDigits = readsNumbersInTexts && typeof value === "string" && /^-?\d{1,15}$/.test(value);
  const number = isDigits ? Number(value) : value;
  if (typeof number !== "number" || !Number.isSafeInteger(number)) return wrong.type;
  const { oneOf, least = number, most = number } = field;
  return number < least || number > most || oneOf?.includes(number) === false ? wrong.value : number;
}

/** Undefined for what is neither. */
export function readBoolean(value: unknown, { booleans }: Pick<FieldDialect, "booleans">): boolean | undefined {
  if (typeof value === "boolean") return value;
  const held = typeof value === "string" ? value.toLowerCase() : value;
  if (booleans?.yes.includes(held)) return true;
  return booleans?.no.includes(held) ? false : undefined;
}

function readList(field: ListField, value: unknown, dialect: FieldDialect, place: string): unknown {
  const { of } = field;
  const item: Field = isField(of) ? of : { type: "struct", of };
  const refuse = (kind: MistakeKind, name: string, held: unknown): never => {
    const mistake = { kind, place: `${place}.${name}`, name, field: item, value: held };
    throw dialect.words[kind]({ ...mistake, expected: expectedOf(item), isChange: false });
  };
  const held = withJson(value, dialect);
  const items = dialect.readsNumberedLists && isObject(held) ? numberedItems(held, refuse) : held;
  if (!Array.isArray(items)) return wrong.type;
  const { least = 0, most = items.length } = field;
  if (items.length < least || items.length > most) return wrong.length;
  return items.map((one: unknown, index) => {
    const number = String(index + (dialect.firstItem ?? 0));
    const read = readValue(item, one, dialect, `${place}.${number}`);
    return read instanceof Wrong ? refuse(read.kind, number, one) : read;
  });
}

function numberedItems(held: Given, refuse: (kind: "type", name: string, value: unknown) => never): unknown[] {
  const numbered = Object.entries(held).map(([name, value]) => {
    if (!/^\d{1,4}$/.test(name)) refuse("type", name, value);
    return [Number(name), value] as const;
  });
  return numbered.sort(([a], [b]) => a - b).map(([, value]) => value);
}

/** A table may have a field that is named type. */
function isField(of: Fields | Field): of is Field {
  return typeof of.type === "string";
}

export function isObject(value: unknown): value is Given {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function withJson(value: unknown, { readsJsonInTexts }: FieldDialect): unknown {
  if (!readsJsonInTexts || typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

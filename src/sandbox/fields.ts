/**
 * Fields of requests as tables: the one language in which all emulators describe them, to be read by `read-fields.ts`.
 * How forgiving a vendor is, and what it says to a mistake, is a {@link FieldDialect}.
 */

interface Rule {
  /** Has to be given when an object is made. */
  readonly required?: true;
  /** Null is a value of its own, such as "nothing any more". */
  readonly nullable?: true;
  /** Stays as it was when the object was made: refused in a change. */
  readonly fixed?: true;
  /** What it is when an object is made without it. */
  readonly otherwise?: unknown;
  /** The end of "must be …"; made from the rest of the rule when left out. */
  readonly is?: string;
  /** The vendor's code for this field, or its codes by mistake, where it has its own. */
  readonly code?: string | Readonly<Partial<Record<MistakeKind, string>>>;
}
/** Lengths are in UTF-16 code units. */
export type TextField = Rule & {
  readonly type: "text";
  readonly oneOf?: readonly string[];
  readonly pattern?: RegExp;
  readonly fits?: (text: string) => boolean;
  /** Lengths are in characters as `lengthOf` counts them: code points. */
  readonly shortest?: number;
  readonly longest?: number;
};
export type IntegerField = Rule & {
  readonly type: "integer";
  readonly oneOf?: readonly number[];
  readonly least?: number;
  readonly most?: number;
};
/** `exact`: true and false alone, whatever else the dialect reads as a boolean. */
export type BooleanField = Rule & { readonly type: "boolean"; readonly exact?: true };
/** Numbers of items. */
export type ListField = Rule & {
  readonly type: "list";
  readonly of: Fields | Field;
  readonly least?: number;
  readonly most?: number;
};
export type StructField = Rule & {
  readonly type: "struct";
  readonly of: Fields;
  readonly fits?: (read: never) => boolean;
};
/** A JSON object that is taken as it is. */
export type ObjectField = Rule & { readonly type: "object" };
export type Field = TextField | IntegerField | BooleanField | ListField | StructField | ObjectField;
export type Fields = { readonly [name: string]: Field };

type Plain<F> = F extends { type: "text" }
  ? F extends { oneOf: readonly (infer Word)[] }
    ? Word
    : string
  : F extends { type: "integer" }
    ? number
    : F extends { type: "boolean" }
      ? boolean
      : F extends { type: "list"; of: infer Item }
        ? readonly (Item extends { type: string } ? Plain<Item> : Values<Item>)[]
        : F extends { type: "struct"; of: infer Members }
          ? Values<Members>
          : Readonly<Record<string, unknown>>;
type Value<F> = Plain<F> | (F extends { nullable: true } ? null : never);
type Sure<F> = {
  [K in keyof F]: F[K] extends { required: true } | { otherwise: unknown } ? K : never;
}[keyof F];
/** What `readFields` makes of the fields. What was not given and has no default is not there. */
export type Values<F> = { readonly [K in Sure<F>]: Value<F[K]> } & {
  readonly [K in Exclude<keyof F, Sure<F>>]?: Value<F[K]>;
};
/** What `readChanges` makes of the fields: what was given, and nothing else. */
export type Changes<F> = { readonly [K in keyof F as F[K] extends { fixed: true } ? never : K]?: Value<F[K]> };

/** `type`: of another JSON type; `length`: of a text or list; `value`: of the right type and length, and wrong all the same. */
export type MistakeKind = "unknown" | "missing" | "fixed" | "type" | "length" | "value";

/** Something that is wrong with a field. */
export interface Mistake {
  readonly kind: MistakeKind;
  /** The field's name and what stands above it: "PortRanges.1.FromPort". */
  readonly place: string;
  readonly name: string;
  /** Null for a field that nobody knows. */
  readonly field: Field | null;
  readonly value: unknown;
  /** What it has to be: "an integer from 1 to 50". */
  readonly expected: string;
  /** Whether an object is being changed, and not made. */
  readonly isChange: boolean;
}

/** How a vendor reads fields. */
export interface FieldDialect {
  /** What is thrown. */
  readonly words: Readonly<Record<MistakeKind, (mistake: Mistake) => Error>>;
  readonly ignoresUnknown?: true;
  /** Values beside undefined that stand for a field that is not given. */
  readonly isAbsent?: (value: unknown, field: Field) => boolean;
  /** Whether digits in a text are a number. */
  readonly readsNumbersInTexts?: true;
  /** What is read as true and as false beside the two themselves; texts in lower case stand for any case. */
  readonly booleans?: { readonly yes: readonly unknown[]; readonly no: readonly unknown[] };
  /** Whether a text may hold the JSON of a list or an object. */
  readonly readsJsonInTexts?: true;
  /** Whether an object whose members are numbered is a list. */
  readonly readsNumberedLists?: true;
  /** Whether words of a closed set may be written in either case. */
  readonly ignoresCase?: true;
  /** The number of a list's first item in {@link Mistake.place}; 0 when left out. */
  readonly firstItem?: 0 | 1;
}

/** What the field has to be, in words. */
export function expectedOf(field: Field | null): string {
  if (field?.is !== undefined) return field.is;
  switch (field?.type) {
    case undefined:
      return "left out";
    case "text":
      if (field.oneOf) return `one of ${field.oneOf.join(", ")}`;
      return field.longest === undefined ? "a text" : `a text of ${field.shortest ?? 0} to ${field.longest} characters`;
    case "integer":
      return field.oneOf ? `one of ${field.oneOf.join(", ")}` : `an integer${boundsOf(field)}`;
    case "boolean":
      return "true or false";
    case "list":
      return `a list${boundsOf(field, "of")}${field.least || field.most ? " items" : ""}`;
    default:
      return "an object";
  }
}

function boundsOf({ least, most }: { readonly least?: number; readonly most?: number }, from = "from"): string {
  if (most === undefined) return least === undefined ? "" : ` of at least ${least}`;
  return least === undefined ? ` of at most ${most}` : ` ${from} ${least} to ${most}`;
}

import { IsOptional, ValidateNested } from "class-validator";
import { type ClassType, ID, Int } from "type-graphql";
import { Between, Characters, Distinct, Entries, Like, OneOf } from "./field-bounds.js";
import { address, asWritten, type Meaning, type Meanings, parts, setOf, word } from "./meaning.js";

/** The fields that a table of settings consists of: the table names them, this file says what they hold. */

/** A field of a cloud's settings. `Out` is the type in outputs, `In` the type in inputs. */
export interface Setting<Out, In> {
  /** Types only: what is read and what is written. */
  readonly types?: { readonly out: Out; readonly in: In };
  /** For type-graphql. */
  readonly type: () => TypeValue | [TypeValue];
  readonly inputType: () => TypeValue | [TypeValue];
  readonly about: string;
  readonly options: SettingOptions;
  /** Output only, and not part of the etag: a value that the cloud merely reports does not change the object. */
  readonly isReported: boolean;
  /** Where null is not allowed: nowhere, in outputs, or in inputs as well. */
  readonly isRequired: "nowhere" | "shown" | "everywhere";
  readonly checks: readonly PropertyDecorator[];
  /** What a value of it means. */
  readonly meaning: Meaning;
  /** The value as the vendor's document spells it. */
  spelt?(value: Out): Out;
}
type TypeValue = ClassType<object> | typeof String | typeof Boolean | typeof Int | typeof ID;

interface SettingOptions {
  /** The input's description, when it differs. */
  readonly input?: string;
  /** Appended to the description of the output. */
  readonly shownToo?: string;
  /** Appended to the description of the input: "Default: IP. Cannot change." */
  readonly inputToo?: string;
}
interface NumberOptions extends SettingOptions {
  readonly min?: number;
  readonly max?: number;
  readonly oneOf?: readonly number[];
}
interface TextOptions extends SettingOptions {
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly oneOf?: readonly string[];
  readonly pattern?: RegExp;
  /** What the pattern requires, to follow "must". */
  readonly asks?: string;
}
interface ListOptions extends SettingOptions {
  /** At least this many entries; defaults to 0. */
  readonly minCount?: 0 | 1;
  readonly maxCount?: number;
  readonly oneOf?: readonly (string | number)[];
}

type Written<T> = Setting<T | null, T | null | undefined>;

function setting<T>(
  type: Setting<unknown, unknown>["type"],
  about: string,
  options: SettingOptions,
  checks: readonly (PropertyDecorator | false | undefined)[],
  meaning: Meaning = asWritten,
): Written<T> {
  const all = checks.filter((check): check is PropertyDecorator => typeof check === "function");
  return { type, inputType: type, about, options, isReported: false, isRequired: "nowhere", checks: all, meaning };
}

export const flag = (about: string, options: SettingOptions = {}): Written<boolean> =>
  setting(() => Boolean, about, options, []);

export function int(about: string, options: NumberOptions = {}): Written<number> {
  const { min, max, oneOf } = options;
  return setting(() => Int, about, options, [min !== undefined && Between(min, max), oneOf && OneOf(oneOf)]);
}

/** A port, 1 to 65535 by default. */
export const port = (about: string, options: NumberOptions = {}): Written<number> =>
  int(about, { min: 1, max: 65_535, ...options });

function textChecks({ minLength = 0, maxLength, oneOf, pattern, asks }: TextOptions) {
  return [
    maxLength !== undefined && Characters(minLength, maxLength),
    oneOf && OneOf(oneOf),
    pattern && Like(pattern, asks ?? `have the form ${pattern.source}`),
  ];
}
/** A string; with `oneOf`, one of the vendor's words, which is returned in that spelling. */
export function text(about: string, options: TextOptions = {}): Written<string> {
  const { oneOf } = options;
  if (!oneOf) return setting(() => String, about, options, textChecks(options));
  const spelling = new Map(oneOf.map((known) => [word(known), known]));
  const spelt = (value: string | null) => spelling.get(word(value)) ?? value;
  return { ...setting<string>(() => String, about, options, textChecks(options), word), spelt };
}
/** A host name. */
export const host = (about: string, options: TextOptions = {}): Written<string> =>
  setting(() => String, about, options, textChecks(options), address);
/** One of the cloud's own ids: 1 to 64 characters by default. */
export const id = (about: string, options: TextOptions = {}): Written<string> =>
  setting(() => ID, about, options, textChecks({ minLength: 1, maxLength: 64, ...options }));

const listChecks = ({ minCount = 0, maxCount, oneOf }: ListOptions) => [
  (minCount > 0 || maxCount !== undefined) && Entries(minCount, maxCount ?? 1000),
  Distinct(),
  oneOf && OneOf(oneOf, { each: true }),
];
export const texts = (about: string, options: ListOptions = {}): Written<string[]> =>
  setting(() => [String], about, options, listChecks(options), setOf(options.oneOf ? word : asWritten));
export const ints = (about: string, options: ListOptions = {}): Written<number[]> =>
  setting(() => [Int], about, options, listChecks(options), setOf());

/** A list of objects, whose fields are a table of their own. */
export function objects<Out, In>(
  table: {
    readonly output: ClassType<object>;
    readonly input?: ClassType<object>;
    readonly types?: { out: Out; in: In };
    readonly meanings: Meanings;
  },
  about: string,
  options: ListOptions = {},
): Setting<Out[] | null, In[] | null | undefined> {
  const { minCount = 0, maxCount } = options;
  const input = table.input ?? table.output;
  return {
    ...setting(
      () => [table.output],
      about,
      options,
      [maxCount !== undefined && Entries(minCount, maxCount), ValidateNested()],
      setOf(parts(table.meanings)),
    ),
    inputType: () => [input],
  } as Setting<Out[] | null, In[] | null | undefined>;
}

/** A value that the cloud merely reports: output only, and not part of the etag. */
export const reported = <Out>(field: Setting<Out, unknown>): Setting<Out, never> =>
  ({ ...field, isReported: true }) as Setting<Out, never>;

/** A field that is never null in outputs. */
export const always = <Out, In>(field: Setting<Out, In>): Setting<NonNullable<Out>, In> =>
  ({ ...field, isRequired: "shown" }) as Setting<NonNullable<Out>, In>;

/** A field that is never null, and that is required in inputs. */
export const required = <Out, In>(field: Setting<Out, In>): Setting<NonNullable<Out>, NonNullable<In>> =>
  ({ ...field, isRequired: "everywhere" }) as Setting<NonNullable<Out>, NonNullable<In>>;

/** Decorates an input's property with the field's constraints. */
export function applyChecks({ checks, isRequired }: Setting<unknown, unknown>, prototype: object, name: string): void {
  if (isRequired !== "everywhere") IsOptional()(prototype, name);
  for (const check of checks) check(prototype, name);
}

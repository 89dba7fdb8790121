import { ValidateBy, ValidateIf, ValidateNested } from "class-validator";
import type { ClassType } from "type-graphql";
import { host, httpAddress, origin } from "./address.js";
import { certificates } from "./certificates.js";
import { network } from "./network.js";
import { breachesOf, type Rule } from "./rule.js";
import { amount, type Bounds, choice, flag, listOf, mapOf, type TextShape, text, wholeNumber } from "./rules.js";
import { Secret } from "./secret.js";
import { storePlace } from "./store.js";
import { filePath, headerName } from "./text-shapes.js";

/** How the loader must treat a setting, and what its value must be. */
export type Field =
  | { readonly kind: "value"; readonly rule: Rule }
  | { readonly kind: "secret"; readonly rule: Rule }
  | { readonly kind: "nested"; readonly type: () => ClassType<object> }
  | { readonly kind: "list"; readonly type: () => ClassType<object>; readonly rule: Rule };

const fieldsOf = new WeakMap<object, Map<string, Field>>();

function remember(prototype: object, property: string | symbol, field: Field): void {
  const fields = fieldsOf.get(prototype) ?? new Map<string, Field>();
  fieldsOf.set(prototype, fields.set(String(property), field));
}

/** The declarations of a property, in its class or a base class. */
export function fieldOf(prototype: object | null, property: string): Field | undefined {
  if (prototype === null) return undefined;
  return fieldsOf.get(prototype)?.get(property) ?? fieldOf(Object.getPrototypeOf(prototype) as object | null, property);
}

/** Turns a rule into a check of class-validator. The message is composed where the value's origin is known. */
function declare(field: Extract<Field, { rule: Rule }>): PropertyDecorator {
  return (prototype, property) => {
    remember(prototype, property, field);
    ValidateBy({
      name: "rule",
      validator: {
        validate: (value) => breachesOf(field.rule, value).length === 0,
        defaultMessage: (args) => `\`${args?.property}\` must be ${field.rule.is}.`,
      },
    })(prototype, property);
  };
}
const declareValue = (rule: Rule): PropertyDecorator => declare({ kind: "value", rule });

export const WholeNumber = (bounds: Bounds): PropertyDecorator => declareValue(wholeNumber(bounds));
/** A number, possibly with a fraction. */
export const Amount = (bounds: Bounds): PropertyDecorator => declareValue(amount(bounds));
export const Flag = (): PropertyDecorator => declareValue(flag);
export const OneOf = (words: readonly string[]): PropertyDecorator => declareValue(choice(words));
export const Text = (shape: TextShape): PropertyDecorator => declareValue(text(shape));
/** Numbers by user-defined names. */
export const NumbersByName = (is: string, bounds: Bounds): PropertyDecorator => declareValue(mapOf(is, amount(bounds)));
export const Host = (): PropertyDecorator => declareValue(host);
export const HttpAddress = (example: string): PropertyDecorator => declareValue(httpAddress(example));
export const Origins = (): PropertyDecorator =>
  declareValue(listOf("a list of origins, such as [https://console.example.com]", origin));
export const HeaderNames = (): PropertyDecorator =>
  declareValue(listOf("a list of names of headers, such as [x-tenant]", text(headerName)));
export const Networks = (): PropertyDecorator =>
  declareValue(listOf("a list of addresses and networks, such as [10.0.0.0/8]", network));
/** A list of strings of one form. */
export const Texts = (shape: TextShape): PropertyDecorator => declareValue(listOf("a list of strings", text(shape)));
export const FilePaths = (): PropertyDecorator => declareValue(listOf("a list of paths of files", text(filePath)));
/** Strings by user-defined names. */
export const TextsByName = (is: string, shape: TextShape): PropertyDecorator => declareValue(mapOf(is, text(shape)));
/** A list of values from a fixed set. */
export const Words = (words: readonly string[]): PropertyDecorator =>
  declareValue(listOf(`a list of values, each one of ${words.join(", ")}`, choice(words)));
export const StorePlace = (): PropertyDecorator => declareValue(storePlace);
export const Certificates = (): PropertyDecorator => declareValue(certificates);

/** How a secret is used. */
export interface SecretUse {
  /** It is sent or compared in an HTTP header, where only visible ASCII and spaces are preserved. */
  readonly inHeader?: boolean;
}

/**
 * A property that holds a {@link Secret}: in the file a reference, { env: NAME } or { file: path }, never the secret
 * itself.
 */
export const SecretText = ({ inHeader = false }: SecretUse = {}): PropertyDecorator =>
  declare({
    kind: "secret",
    rule: {
      is: `a reference to a secret, { env: NAME } or { file: path }${inHeader ? ", of ASCII characters only" : ""}`,
      takes: (value) => value instanceof Secret && (!inHeader || /^[\x20-\x7e]+$/.test(value.reveal())),
      describes: (value) =>
        value instanceof Secret ? "one with other characters" : "something else, which is not shown here",
    },
  });

/** A property that holds an object of its own class. */
export function Nested(type: () => ClassType<object>): PropertyDecorator {
  return (prototype, property) => {
    remember(prototype, property, { kind: "nested", type });
    ValidateNested()(prototype, property);
  };
}

/**
 * A property that holds a list of objects of one class.
 * @param most the most entries
 */
export function ListOf(type: () => ClassType<object>, most: number): PropertyDecorator {
  const rule: Rule = {
    is: `a list of at most ${most} entries`,
    takes: (value) => Array.isArray(value) && value.length <= most,
    describes: (value) => (Array.isArray(value) ? `${value.length} of them` : null),
  };
  return (prototype, property) => {
    declare({ kind: "list", type, rule })(prototype, property);
    ValidateNested({ each: true })(prototype, property);
  };
}

/** Optional. A line without a value is still a mistake: probably a template that was not filled in. */
export const Optional = (): PropertyDecorator => ValidateIf((_object, value) => value !== undefined);

/** Required, although a base class makes it optional. */
export const Required = (): PropertyDecorator => ValidateIf(() => true);

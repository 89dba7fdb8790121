import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IS_LENGTH,
  IsIn,
  Matches,
  Max,
  Min,
  ValidateBy,
  type ValidationArguments,
  type ValidationOptions,
} from "class-validator";
import { between, charactersLong, mustBe, oneOf } from "./limit-checks.js";
import { lengthOf } from "./text-length.js";

/** class-validator's checks, with messages that name the field, the limit and the value. */

type Item = string | number;

/** @param isWrong finds the entry at fault, when the check is about each entry */
function saying(limit: string, { each, isWrong }: { each?: boolean; isWrong?(item: Item): boolean } = {}) {
  const message = ({ property, value }: ValidationArguments) =>
    mustBe(property, limit, each && isWrong ? (value as Item[]).find(isWrong) : value);
  return { each, message } satisfies ValidationOptions;
}

/** Several decorators as one. */
export const all =
  (...decorators: PropertyDecorator[]): PropertyDecorator =>
  (prototype, property) => {
    for (const decorate of decorators) decorate(prototype, property);
  };

/** A number from `min` to `max`; without `max`, at least `min`. */
export function Between(min: number, max: number | null = null): PropertyDecorator {
  const options = saying(between(min, max));
  return max === null ? Min(min, options) : all(Min(min, options), Max(max, options));
}

/** A string of `min` to `max` characters. */
export function Characters(min: number, max: number, { each = false } = {}): PropertyDecorator {
  const limit = charactersLong(min, max);
  const isWrong = (text: unknown) => typeof text !== "string" || lengthOf(text) < min || lengthOf(text) > max;
  const message = ({ property, value }: ValidationArguments) =>
    mustBe(property, limit, lengthOf(each ? String((value as Item[]).find(isWrong)) : String(value)));
  // class-validator's own Length does not count variation selectors.
  return ValidateBy({ name: IS_LENGTH, validator: { validate: (text) => !isWrong(text) } }, { each, message });
}

/** @param asks what the pattern requires, to follow "must": "start with a slash" */
export function Like(pattern: RegExp, asks: string, { each = false } = {}): PropertyDecorator {
  return Matches(pattern, saying(asks, { each, isWrong: (item) => !pattern.test(String(item)) }));
}

export function OneOf(values: readonly Item[], { each = false } = {}): PropertyDecorator {
  return IsIn(values, saying(oneOf(values), { each, isWrong: (item) => !values.includes(item) }));
}

/** A list of `min` (0 or 1) to `max` entries. */
export function Entries(min: 0 | 1, max: number): PropertyDecorator {
  const message = ({ property, value }: ValidationArguments) =>
    mustBe(property, `hold ${min} to ${max} entries`, Array.isArray(value) ? value.length : value);
  const most = ArrayMaxSize(max, { message });
  return min === 0 ? most : all(ArrayNotEmpty({ message }), most);
}

/** Every entry of a list at most once. */
export const Distinct = (): PropertyDecorator =>
  ArrayUnique({
    message: ({ property, value }) => {
      const twice = (value as Item[]).find((item, index) => (value as Item[]).indexOf(item) < index);
      return mustBe(property, "name every entry once", twice);
    },
  });

/**
 * A rule across the fields of one input object.
 *
 * @param constraint the name of the rule, for programs
 * @param find returns a message, or null when nothing is wrong
 */
export function Agrees<I>(constraint: string, find: (input: I) => string | null): PropertyDecorator {
  return ValidateBy({
    name: constraint,
    validator: {
      validate: (_value, args) => find(args!.object as I) === null,
      defaultMessage: (args) => find(args!.object as I) ?? "",
    },
  });
}

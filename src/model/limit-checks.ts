import type { ProviderCapabilities } from "./capabilities.js";
import type { RuleContext, Violation } from "./checked-input.js";
import type { ProblemCode } from "./enums.js";
import type { NumberLimit, TextLimit, TimeLimit } from "./limit-kinds.js";
import { shown } from "./shown.js";
import { lengthOf } from "./text-length.js";

/** The checks that follow from one limit or choice. Every message names the field, the limit and the value. */

/** The message for a broken limit: "`name` must be 1 to 64 characters long; got 70." */
export function mustBe(field: string, limit: string, got: unknown): string {
  return `\`${field}\` must ${limit}; got ${shown(got)}.`;
}

/** "be between 1 and 60", or its short form when an end is open or both are equal. */
export function between(min: number | null, max: number | null): string {
  if (min === null) return `be at most ${max}`;
  if (max === null) return `be at least ${min}`;
  return min === max ? `be ${min}` : `be between ${min} and ${max}`;
}

/** "be 1 to 64 characters long", or its short form without a minimum or a maximum. */
export function charactersLong(min: number, max: number): string {
  if (max === Number.POSITIVE_INFINITY) return min === 1 ? "not be empty" : `be at least ${min} characters long`;
  return min === 0 ? `be at most ${max} characters long` : `be ${min} to ${max} characters long`;
}

export const oneOf = (values: readonly (string | number)[]): string => `be one of ${values.join(", ")}`;

const compiled = new Map<string, RegExp>();

/**
 * The pattern as a form applies it: to the whole string. Patterns come from the clouds' manifests, so there are few.
 */
export function patternOf(source: string): RegExp {
  const known = compiled.get(source);
  if (known) return known;
  const pattern = new RegExp(`^(?:${source})$`, "u");
  compiled.set(source, pattern);
  return pattern;
}

/** @param at the path of the string below the checked property */
export function* textFits(
  field: string,
  text: string | null | undefined,
  limit: TextLimit | null | undefined,
  at: Violation["at"] = [],
): Iterable<Violation> {
  if (text == null || !limit) return;
  const length = lengthOf(text);
  const { minLength, maxLength, pattern, patternHint } = limit;
  if (length < minLength || length > maxLength) {
    yield { at, message: mustBe(field, charactersLong(minLength, maxLength), length) };
  } else if (pattern !== null && !patternOf(pattern).test(text)) {
    yield { at, message: mustBe(field, `have ${patternHint ?? `the form ${pattern}`}`, text) };
  }
}

/** When a bound leaves no choice, another value is UNSUPPORTED rather than invalid. */
export function* numberFits(
  field: string,
  value: number | null | undefined,
  { min, max }: { readonly min: number | null; readonly max: number | null },
  at: Violation["at"] = [],
): Iterable<Violation> {
  if (value == null || (min === null && max === null)) return;
  if (value >= (min ?? value) && value <= (max ?? value)) return;
  const code: ProblemCode = min === max ? "UNSUPPORTED" : "INVALID_INPUT";
  yield { at, code, message: mustBe(field, between(min, max), value) };
}

export function* countFits(
  field: string,
  count: number,
  { min, max }: NumberLimit | { readonly min: number; readonly max: number | null },
  code: ProblemCode = "INVALID_INPUT",
  at: Violation["at"] = [],
): Iterable<Violation> {
  if (count >= min && count <= (max ?? count)) return;
  const limit = max === null ? `at least ${min}` : min === 0 ? `at most ${max}` : `${min} to ${max}`;
  yield { at, code, message: mustBe(field, `hold ${limit} ${(max ?? min) === 1 ? "entry" : "entries"}`, count) };
}

/**
 * A timeout that some protocols have. Until the protocol is known, the value has to suit one of them.
 *
 * @param limits by protocol; empty when no protocol has such a timeout
 */
export function* timeFits(
  field: string,
  seconds: number | null | undefined,
  limits: readonly TimeLimit[],
  protocol: string | null | undefined,
  at: Violation["at"] = [],
): Iterable<Violation> {
  if (seconds == null) return;
  const fitting = protocol ? limits.filter(({ protocols }) => (protocols as string[]).includes(protocol)) : limits;
  if (fitting.length === 0) {
    const others = limits.flatMap(({ protocols }) => protocols);
    const message =
      others.length === 0
        ? `This cloud does not support \`${field}\`. Omit it.`
        : `Only ${others.join(", ")} listeners have \`${field}\`; this one is ${protocol}. Omit it.`;
    yield { at, code: "UNSUPPORTED", message };
  } else if (!fitting.some((limit) => isWithin(seconds, limit))) {
    const ways = fitting.map(({ minSeconds, maxSeconds, stepSeconds }) => {
      const range = `be between ${minSeconds} and ${maxSeconds} seconds`;
      return stepSeconds === 1 ? range : `${range}, in steps of ${stepSeconds}`;
    });
    yield { at, message: mustBe(field, [...new Set(ways)].join(", or "), seconds) };
  }
}

function isWithin(seconds: number, { minSeconds, maxSeconds, stepSeconds }: TimeLimit): boolean {
  return seconds >= minSeconds && seconds <= maxSeconds && seconds % stepSeconds === 0;
}

/** A choice among the cloud's values. */
export function* isOffered(
  field: string,
  value: string | null | undefined,
  offered: (capabilities: ProviderCapabilities) => readonly string[],
  context: RuleContext | undefined,
  at: Violation["at"] = [],
): Iterable<Violation> {
  if (value == null || !context) return;
  const values = offered(context.capabilities);
  if (values.includes(value)) return;
  const limit = `${oneOf(values)} on ${context.capabilities.provider}`;
  yield { at, code: "UNSUPPORTED", message: mustBe(field, limit, value) };
}

import { below } from "../model/shown.js";
import { type Breach, breachesOf, type Rule } from "./rule.js";

/** Bounds of a number, both included. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
}

const isNumeric = (value: unknown): boolean =>
  typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value));
const withoutQuotes = (value: unknown): string | null =>
  isNumeric(value) ? "That is a string; write it without quotes." : null;

export const wholeNumber = ({ min, max }: Bounds): Rule => ({
  is: `a whole number between ${min} and ${max}`,
  takes: (value) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max,
  advises: withoutQuotes,
});

export const amount = ({ min, max }: Bounds): Rule => ({
  is: `a number between ${min} and ${max}`,
  takes: (value) => typeof value === "number" && value >= min && value <= max,
  advises: withoutQuotes,
});

export const flag: Rule = {
  is: "true or false",
  takes: (value) => typeof value === "boolean",
  advises: (value) => (value === "true" || value === "false" ? "That is a string; write it without quotes." : null),
};

export const choice = (words: readonly string[]): Rule => ({
  is: `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`,
  takes: (value) => typeof value === "string" && words.includes(value),
});

/** The form of a string. */
export interface TextShape {
  /** What it is, for messages: "the id of an access key". */
  readonly is: string;
  readonly pattern: RegExp;
}

export const text = ({ is, pattern }: TextShape): Rule => ({
  is,
  takes: (value) => typeof value === "string" && pattern.test(value),
  advises: (value) =>
    typeof value === "number" || typeof value === "boolean" ? "A string that looks like that needs quotes." : null,
});

/** A list whose entries all follow one rule. */
export const listOf = (is: string, entry: Rule): Rule => ({
  is,
  takes: Array.isArray,
  inside: (value) => (value as unknown[]).flatMap((one, index) => within(`[${index}]`, entry, one)),
});

export const isMapping = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** A map with user-defined names, whose values all follow one rule. */
export const mapOf = (is: string, entry: Rule): Rule => ({
  is,
  takes: isMapping,
  inside: (value) =>
    Object.entries(value as Record<string, unknown>).flatMap(([name, one]) =>
      within(`.${below("", name)}`, entry, one),
    ),
});

function within(place: string, rule: Rule, value: unknown): Breach[] {
  return breachesOf(rule, value).map((breach) => ({ ...breach, at: `${place}${breach.at}` }));
}

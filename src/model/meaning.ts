import { normalisePortRanges, type Ports } from "./port-range.js";
import { spelledOnce } from "./server-address.js";

/**
 * The meaning of a value, regardless of its form: values that mean the same have meanings with the same JSON. Etags are
 * made of meanings, and meanings tell what a change asks for from what already exists. Null, undefined, an empty string
 * and an empty list all mean "nothing".
 */
export type Meaning = (value: unknown) => unknown;

export const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

/** The value itself. */
export const asWritten: Meaning = (value) => value;

const ofText =
  (meaning: (text: string) => string): Meaning =>
  (value) =>
    typeof value === "string" ? meaning(value) : value;

/** A word of a vendor's vocabulary, or of ours. */
export const word: Meaning = ofText((text) => text.trim().toUpperCase());

/** An address, a host name or a resource id. */
export const address: Meaning = ofText(spelledOnce);

/** Values in any order, each once. */
export const setOf =
  (meaning: Meaning = asWritten): Meaning =>
  (value) =>
    Array.isArray(value) ? sorted(value.map(meaning)) : value;

const sorted = (meanings: readonly unknown[]): string[] =>
  [...new Set(meanings.map((meant) => JSON.stringify(meant)))].sort();

/** Values of which the first is the default; the order of the others does not matter. */
export const firstAndOthers: Meaning = (value) =>
  Array.isArray(value) ? [...value.slice(0, 1), ...sorted(value.slice(1))] : value;

/** Port ranges; one with an omitted end has one port. */
export const ports: Meaning = (value) =>
  Array.isArray(value)
    ? normalisePortRanges(
        (value as Partial<Ports>[]).map(({ fromPort = 0, toPort }) => ({ fromPort, toPort: toPort ?? fromPort })),
      ).flatMap(({ fromPort, toPort }) => [fromPort, toPort])
    : value;

export type Meanings = Readonly<Record<string, Meaning>>;

/**
 * An object of these fields, in this order. Fields that hold nothing are omitted; without any field, it means nothing.
 */
export function parts(meanings: Meanings): Meaning {
  const fields = Object.entries(meanings);
  return (value) => {
    if (value === null || typeof value !== "object") return value;
    const meant: Record<string, unknown> = {};
    let isEmpty = true;
    for (const [name, meaning] of fields) {
      const held = (value as Record<string, unknown>)[name];
      if (isNothing(held)) continue;
      const is = meaning(held);
      if (isNothing(is)) continue;
      meant[name] = is;
      isEmpty = false;
    }
    return isEmpty ? null : meant;
  };
}

/** Whether both values mean the same. */
export function isSameMeaning(meaning: Meaning, one: unknown, other: unknown): boolean {
  const [a, b] = [one, other].map((value) => (isNothing(value) ? null : meaning(value)));
  return isNothing(a) || isNothing(b) ? isNothing(a) && isNothing(b) : JSON.stringify(a) === JSON.stringify(b);
}

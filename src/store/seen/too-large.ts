import type { SeenAccount, SeenObject } from "../seen.js";

/** Maximum bytes of texts in indexes; no cloud has ids of nearly that length. */
const LONGEST_TEXT = 1_024;
/** Maximum bytes of an object's contents. */
const LARGEST_KEPT = 1_048_576;
const MOST_PORTS = 10_000;
const MOST_TERMS = 20_000;
const MOST_POOLS = 10_000;

const bytes = (text: string | null): number => (text === null ? 0 : Buffer.byteLength(text));

type Measure = readonly [what: string, unit: string, most: number, size: (object: SeenObject) => number];

/** The limited measures of an object. */
const MEASURES: readonly Measure[] = [
  ["its id", "bytes", LONGEST_TEXT, ({ key }) => bytes(key)],
  ["its place", "bytes", LONGEST_TEXT, ({ place }) => bytes(place)],
  ["its parent's id", "bytes", LONGEST_TEXT, ({ parentKey }) => bytes(parentKey)],
  ["its native id", "bytes", LONGEST_TEXT, ({ nativeId }) => bytes(nativeId)],
  ["its region", "bytes", LONGEST_TEXT / 4, ({ region }) => bytes(region)],
  ["the cloud's answer about it", "bytes", LARGEST_KEPT, ({ kept }) => bytes(kept)],
  ["its ports", "ranges", MOST_PORTS, ({ ports }) => ports.length],
  ["the list of what it is found by", "entries", MOST_TERMS, ({ terms }) => terms.length],
  ["the list of its pools", "entries", MOST_POOLS, ({ poolKeys }) => poolKeys.length],
];

type Unkept = SeenAccount["problems"][number];

/** The problem that says why an object is not kept; null: it is kept. */
export function whyTooLarge(object: SeenObject): Unkept | null {
  const over = MEASURES.find(([, , most, size]) => size(object) > most);
  if (!over) return null;
  const [what, unit, most, size] = over;
  return {
    ...{ sort: "provider", code: "UNREADABLE", path: null, isRetryable: false },
    kind: object.kind,
    nativeId: object.nativeId,
    message: `One ${object.kind} is not kept in the inventory: ${what} has ${size(object)} ${unit}; the limit is ${most}.`,
  };
}

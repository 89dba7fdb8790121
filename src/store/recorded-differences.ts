import type { FieldDifference } from "../model/change-plan.js";
import type { Json } from "./change-record.js";

type Fields = { readonly [name: string]: Json };

const isFields = (value: Json): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

/** Nothing, an empty text and an empty list say the same of a field. */
const isNothing = (value: Json): boolean =>
  value === null || value === "" || (Array.isArray(value) && value.length === 0);

/**
 * The fields that differ between two records of the same thing, each by its whole path; lists are compared as a whole.
 * @param before null: there was nothing
 * @param after null: there is nothing
 */
export function recordedDifferences(before: Json, after: Json, path: string[] = []): FieldDifference[] {
  const was = before ?? {};
  const is = after ?? {};
  if (isFields(was) && isFields(is) && (isFields(before) || isFields(after))) {
    const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
      // What was read for itself before a change is not read again after it: nothing is known of what became of it.
      (name) => path.length > 0 || before === null || after === null || (name in was && name in is),
    );
    return names.flatMap((name) => recordedDifferences(was[name] ?? null, is[name] ?? null, [...path, name]));
  }
  if (isNothing(before) && isNothing(after)) return [];
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before, after }];
}

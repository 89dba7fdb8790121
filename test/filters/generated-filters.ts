import fc from "fast-check";
import { conditions, type Filter } from "./conditions.js";
import { type Entry, type ListName, valuesOf } from "./inventory.js";

/**
 * Combinations of up to three conditions, most of which fit something.
 * @param all everything that the list holds
 */
export function generatedFilters(
  list: ListName,
  all: readonly Entry[],
  { numRuns, seed }: { readonly numRuns: number; readonly seed: number },
): readonly Filter[] {
  const values = valuesOf(all);
  const members = Object.fromEntries(
    Object.keys(conditions[list]).map((name) => [
      name,
      fc.oneof(
        { weight: 5, arbitrary: fc.constant(values[name]!.some) },
        { weight: 3, arbitrary: fc.constant(values[name]!.few) },
        { weight: 2, arbitrary: values[name]!.any },
        fc.constant(null),
      ),
    ]),
  );
  const filter = fc
    .uniqueArray(fc.constantFrom(...Object.keys(members)), { minLength: 1, maxLength: 3 })
    .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, members[name]!]))));
  return fc.sample(filter as fc.Arbitrary<Filter>, { numRuns, seed });
}

import { type HasRefs, oddRefIn, unnameable } from "../model/odd-refs.js";
import type { Listing } from "../providers/provider.js";

/** What of a cloud's answer can be shown, with the problem of the first object that cannot. */
export function readableOf<T extends HasRefs>(listing: Listing<T>): Listing<T> {
  const { items, problems } = listing;
  const odd = items.find((item) => oddRefIn(item));
  if (!odd) return listing;
  return {
    items: items.filter((item) => !oddRefIn(item)),
    problems: [...problems, unnameable(oddRefIn(odd)!)],
  };
}

import type { ResourceRef } from "../../model/resource-ref.js";
import type { Listing, Page, PageRequest } from "../provider.js";
import { onceById } from "./listing.js";
import { positionAgain, sortKey } from "./places.js";

/** By UTF-16 code unit, as ids are compared everywhere. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const keyOf = ({ ref }: { readonly ref: ResourceRef }): string => ref.key;

/**
 * A page of a completely read list: ordered by position, so that it does not matter whether the last seen item still
 * exists.
 */
export function cutPage<T>(
  { items, problems }: Listing<T>,
  { after, limit }: PageRequest,
  placeIn: (item: T) => string,
): Page<T> {
  const placed = onceById(
    items.map((item) => ({ item, key: sortKey(placeIn(item)) })),
    ({ key }) => key,
  );
  const behind = after === null ? null : sortKey(after);
  const rest = placed.filter(({ key }) => behind === null || key > behind).sort((a, b) => byText(a.key, b.key));
  const shown = rest.slice(0, limit);
  return {
    items: shown.map(({ item }) => item),
    problems,
    next: rest.length > limit ? positionAgain(shown.at(-1)!.key) : null,
    totalCount: problems.length === 0 ? placed.length : null,
  };
}

import type { ResourceRef } from "../../model/resource-ref.js";
import type { Listing, Page, PageRequest } from "../provider.js";
import { onceById } from "./listing.js";

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
    items.map((item) => ({ item, place: placeIn(item) })),
    ({ place }) => place,
  );
  const rest = placed.filter(({ place }) => after === null || place > after).sort((a, b) => byText(a.place, b.place));
  const shown = rest.slice(0, limit);
  return {
    items: shown.map(({ item }) => item),
    problems,
    next: rest.length > limit ? shown.at(-1)!.place : null,
    totalCount: problems.length === 0 ? placed.length : null,
  };
}

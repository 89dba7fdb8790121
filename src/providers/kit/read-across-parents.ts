import { ProblemError } from "../../model/problem-error.js";
import { problemOr, unlessMissing } from "../outcomes.js";
import type { Listing } from "../provider.js";
import { type Outcomes, readEach } from "./keyed-reads.js";
import { joinListings, listingOf, pickedFrom } from "./listing.js";

/** Up to this number, single reads are as good as any other way, and simpler. */
const FEW = 4;

/** The ways to objects whose parents are not known. */
export interface WaysAcrossParents<T> {
  one(id: string): Promise<T | null>;
  listParentIds(): Promise<Listing<string>>;
  listUnder(parentId: string): Promise<Listing<T>>;
  idOf(item: T): string;
}

/**
 * Reads objects by their ids alone in the fewest calls, on a cloud that only lists them by parent: if there are fewer
 * parents than ids, they are found through the lists of all parents. If an object is not found and a list could not be
 * read, the result for the object is that list's problem.
 */
export async function readAcrossParents<T>(
  ids: readonly string[],
  { one, listParentIds, listUnder, idOf }: WaysAcrossParents<T>,
): Promise<Outcomes<T>> {
  if (ids.length <= FEW) return readEach(ids, one);
  const parents = await problemOr(listParentIds());
  const isOneByOneBetter =
    parents instanceof ProblemError || parents.problems.length > 0 || parents.items.length + 1 >= ids.length;
  if (isOneByOneBetter) return readEach(ids, one);
  const lists = await Promise.all(
    parents.items.map(async (id) => {
      const list = await problemOr(unlessMissing(listUnder(id)));
      return list instanceof ProblemError ? listingOf<T>([], [list]) : (list ?? listingOf<T>([]));
    }),
  );
  return pickedFrom(joinListings(lists), ids, idOf);
}

import { ProblemError } from "../../model/problem-error.js";
import { type Outcomes, readEach } from "../kit/keyed-reads.js";
import { joinListings, listingOf, pickedFrom } from "../kit/listing.js";
import { problemOr, unlessMissing } from "../outcomes.js";
import type { Listing } from "../provider.js";

/** Up to here single reads are as good as any other way, and the simpler one. */
const FEW = 4;

/** The ways to things of which it is not known on which accelerator they are. */
export interface WaysAnywhere<T> {
  one(id: string): Promise<T | null>;
  listAcceleratorIds(): Promise<Listing<string>>;
  listOn(acceleratorId: string): Promise<Listing<T>>;
  idOf(item: T): string;
}

/**
 * Reads things by their ids alone in the fewest calls. The cloud lists per accelerator only, so many of them are found
 * through the lists of all accelerators when there are fewer of those than ids. What cannot be found while a list could
 * not be read stands in the answer as that list's problem.
 */
export async function readAnywhere<T>(
  ids: readonly string[],
  { one, listAcceleratorIds, listOn, idOf }: WaysAnywhere<T>,
): Promise<Outcomes<T>> {
  if (ids.length <= FEW) return readEach(ids, one);
  const accelerators = await problemOr(listAcceleratorIds());
  const isOneByOneBetter =
    accelerators instanceof ProblemError ||
    accelerators.problems.length > 0 ||
    accelerators.items.length + 1 >= ids.length;
  if (isOneByOneBetter) return readEach(ids, one);
  const lists = await Promise.all(
    accelerators.items.map(async (id) => {
      const list = await problemOr(unlessMissing(listOn(id)));
      return list instanceof ProblemError ? listingOf<T>([], [list]) : (list ?? listingOf<T>([]));
    }),
  );
  return pickedFrom(joinListings(lists), ids, idOf);
}

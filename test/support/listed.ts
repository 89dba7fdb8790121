import { ProblemError } from "../../src/model/problem-error.js";
import { whole } from "../../src/providers/kit/listing.js";
import type { Found, Listing } from "../../src/providers/provider.js";

function must<T>(found: T | ProblemError | undefined, key: string): T {
  if (found instanceof ProblemError) throw found;
  if (found === undefined) throw new Error(`Nothing was found under ${key}.`);
  return found;
}

/** Everything that belongs to the key. Fails the test when nothing was found, or not all could be read. */
export const listedUnder = <T>(found: Found<Listing<T>>, key: string): readonly T[] => whole(must(found.get(key), key));

/** Everything that belongs to any key. Fails the test when something could not be read. */
export const allListed = <T>(found: Found<Listing<T>>): T[] =>
  [...found].flatMap(([key, listing]) => whole(must(listing, key)));

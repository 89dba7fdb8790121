import { ProblemError } from "../../../src/model/problem-error.js";
import type { Found, Listing, Page, PageRequest } from "../../../src/providers/provider.js";
import type { Read } from "./paged-list.js";

interface Named {
  readonly ref: { readonly key: string };
}

/** The last part of a key, which is the cloud's own id. */
const idOf = ({ ref }: Named): string => ref.key.split("/").at(-1)!;

const MOST_PAGES = 300;

/** Reads a list as a client does: page after page, until there is no next page. */
export async function walked(list: (page: PageRequest) => Promise<Page<Named>>, limit = 201): Promise<Read> {
  const ids: string[] = [];
  const problems: ProblemError[] = [];
  let after: string | null = null;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page: Page<Named> = await list({ after, limit });
    ids.push(...page.items.map(idOf));
    problems.push(...page.problems);
    if (page.next === null) return { ids, problems };
    after = page.next;
  }
  throw new Error(`The list has not ended after ${MOST_PAGES} pages.`);
}

/** Everything found under any key. */
export async function found(reading: Promise<Found<Listing<Named>>>): Promise<Read> {
  const listings = [...(await reading).values()].map((value) =>
    value instanceof ProblemError ? { items: [], problems: [value] } : value,
  );
  return {
    ids: listings.flatMap(({ items }) => items.map(idOf)),
    problems: listings.flatMap(({ problems }) => problems),
  };
}

/** The problems of reading single objects. A missing object is not a problem. */
export async function foundOne(reading: Promise<ReadonlyMap<string, unknown>>): Promise<Read> {
  const values = [...(await reading).values()];
  return { ids: null, problems: values.filter((value) => value instanceof ProblemError) };
}

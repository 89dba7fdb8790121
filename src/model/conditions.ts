/**
 * Conditions of filters as data: by the filter's field, how to tell whether something meets it. They look at objects of the
 * model and at nothing else, so that it does not matter whether those were read just now or kept from before.
 */

/** Null: it cannot be told by what was seen. */
export type Verdict = boolean | null;

export type Test<W> = (what: W) => Verdict;

/** How tests are made from what a filter's fields ask for, of things of one sort. */
export type Conditions<F, W> = { readonly [K in keyof F]?: (wanted: NonNullable<F[K]>) => Test<W> };

/** What a filter asks of things of this sort; null: nothing. */
export function testOf<F extends object, W>(conditions: Conditions<F, W>, filter: F): Test<W> | null {
  const tests: Test<W>[] = [];
  for (const name of Object.keys(conditions) as (keyof F)[]) {
    const wanted = filter[name];
    if (wanted != null) tests.push(conditions[name]!(wanted));
  }
  if (tests.length === 0) return null;
  return (what) => all(tests, what);
}

/** One condition that is not met is enough; what cannot be told leaves the answer open. */
function all<W>(tests: readonly Test<W>[], what: W): Verdict {
  let verdict: Verdict = true;
  for (const test of tests) {
    const one = test(what);
    if (one === false) return false;
    if (one === null) verdict = null;
  }
  return verdict;
}

/** What has been seen of a list. */
export interface Seen<T> {
  readonly items: readonly T[];
  /** False: there may be more, or they may be otherwise than they look. */
  readonly isWhole: boolean;
}

/** Whether one of a list is so: for sure when it was seen, and that none is only when all were. */
export function some<T>({ items, isWhole }: Seen<T>, isSo: (item: T) => boolean): Verdict {
  if (items.some(isSo)) return true;
  return isWhole ? false : null;
}

/** A mistake in a configuration file. */
export interface Mistake {
  /** Where in the file: accounts[0].credentials.secretAccessKey. */
  readonly path: string;
  readonly message: string;
}

/**
 * A broken reference is also a missing value, and may make the object around it look incomplete: the first message on a
 * path, or on something inside of it, is the useful one.
 */
export function distinct(mistakes: readonly Mistake[]): Mistake[] {
  const told = new Set<string>();
  return mistakes.filter(({ path }) => {
    if (told.has(path)) return false;
    told.add(path);
    for (const { index } of path.matchAll(/[.[]/g)) told.add(path.slice(0, index));
    return true;
  });
}

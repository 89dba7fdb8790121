/**
 * Finds the strings in a value that UTF-8 cannot encode, at any depth: those with half of a surrogate pair. They cannot
 * be sent as they are, and some clouds would receive something else.
 */
export function* illFormedTexts(value: unknown, path: readonly string[] = []): Iterable<readonly string[]> {
  if (typeof value === "string") {
    if (!value.isWellFormed()) yield path;
  } else if (value !== null && typeof value === "object") {
    for (const [name, held] of Object.entries(value)) yield* illFormedTexts(held, [...path, name]);
  }
}

/** The message for such a string: "`description` must be well-formed Unicode; it has half of a surrogate pair." */
export function notWellFormed(path: readonly string[]): string {
  const name = path.findLast((part) => !/^\d+$/.test(part)) ?? "text";
  return `\`${name}\` must be well-formed Unicode; it has half of a surrogate pair, which is not a character.`;
}

/**
 * Where the texts in a value are that no UTF-8 can write, at any depth: texts with half of a surrogate pair. They cannot
 * be sent as they are, and some clouds would be sent something else.
 */
export function* illFormedTexts(value: unknown, path: readonly string[] = []): Iterable<readonly string[]> {
  if (typeof value === "string") {
    if (!value.isWellFormed()) yield path;
  } else if (value !== null && typeof value === "object") {
    for (const [name, held] of Object.entries(value)) yield* illFormedTexts(held, [...path, name]);
  }
}

/** What to say of a text at the place: "`description` must be well-formed Unicode; it has half of a surrogate pair." */
export function notWellFormed(path: readonly string[]): string {
  const name = path.findLast((part) => !/^\d+$/.test(part)) ?? "text";
  return `\`${name}\` must be well-formed Unicode; it has half of a surrogate pair, which is no character.`;
}

/**
 * Looks up a vendor's words in a table of ours. Letter case does not matter; what is not in the table is undefined, so
 * that whoever asks says what an unknown word stands for.
 */
export function words<T>(table: Readonly<Record<string, T>>): (word: string | null | undefined) => T | undefined {
  const exact = new Map(Object.entries(table));
  const inCapitals = new Map(Object.entries(table).map(([word, ours]) => [word.toUpperCase(), ours]));
  return (word) => (word == null ? undefined : (exact.get(word) ?? inCapitals.get(word.trim().toUpperCase())));
}

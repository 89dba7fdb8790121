/**
 * Looks up a vendor's word in a table of ours. Case does not matter; an unlisted word is undefined, so that the caller
 * decides what it means.
 */
export function words<T>(table: Readonly<Record<string, T>>): (word: string | null | undefined) => T | undefined {
  const exact = new Map(Object.entries(table));
  const inCapitals = new Map(Object.entries(table).map(([word, ours]) => [word.toUpperCase(), ours]));
  return (word) => (word == null ? undefined : (exact.get(word) ?? inCapitals.get(word.trim().toUpperCase())));
}

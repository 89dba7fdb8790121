/** The largest number that GraphQL's Int can carry; what is above is no port and no weight anyway. */
const MAX_INT = 2_147_483_647;

/** Null for nothing, NaN for what is no whole number. */
export function numberIn(text: string): number | null {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  const number = Number(trimmed);
  return /^-?\d+$/.test(trimmed) && Math.abs(number) <= MAX_INT ? number : Number.NaN;
}

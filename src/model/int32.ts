/** The largest number that GraphQL's Int holds. */
export const MAX_INT = 2_147_483_647;

/** Whether GraphQL's Int holds the value: a whole number of 32 bits. Any other would be an error where it is written out. */
export function isInt32(value: unknown): value is number {
  return Number.isInteger(value) && Math.abs(value as number) <= MAX_INT;
}

/** The number, or null when it is none that GraphQL's Int holds. */
export function int32OrNull(value: number | null): number | null {
  return isInt32(value) ? value : null;
}

/** Minutes in seconds; null when there are none, or more than GraphQL's Int holds. */
export function secondsIn(minutes: number | null): number | null {
  return minutes === null ? null : int32OrNull(minutes * 60);
}

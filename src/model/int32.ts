/** The largest value of GraphQL's Int. */
export const MAX_INT = 2_147_483_647;

/** Whether the value fits GraphQL's Int: a 32-bit integer. Serialising any other value would be an error. */
export function isInt32(value: unknown): value is number {
  return Number.isInteger(value) && Math.abs(value as number) <= MAX_INT;
}

/** The number, or null when it does not fit GraphQL's Int. */
export function int32OrNull(value: number | null): number | null {
  return isInt32(value) ? value : null;
}

/** Converts minutes to seconds; null when there are none, or more than GraphQL's Int holds. */
export function secondsIn(minutes: number | null): number | null {
  return minutes === null ? null : int32OrNull(minutes * 60);
}

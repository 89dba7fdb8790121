/** The wait from the end of one sweep to the next. */

/** The outcome of a sweep. */
export type SweepResult = "changed" | "unchanged" | "failed";

/** The factor by which a wait grows, and its maximum as a multiple of the base. */
const SLOWER = {
  unchanged: { factor: 1.5, most: 10 },
  failed: { factor: 2, most: 30 },
} as const;
/** The fraction by which an interval varies at random, so that accounts are not swept at the same time. */
const JITTER = 0.1;

/**
 * Milliseconds until the next sweep of an account: the base after a change; longer, in steps, while nothing changes or
 * the account cannot be read.
 *
 * @param latestMs the last wait; null: there was none
 * @param random from 0 to 1
 */
export function nextInterval(result: SweepResult, latestMs: number | null, baseMs: number, random: number): number {
  const jitter = 1 + JITTER * (2 * random - 1);
  if (result === "changed") return Math.round(baseMs * jitter);
  const { factor, most } = SLOWER[result];
  // A wait shorter than the base, from an earlier base or an aborted sweep, counts as the base.
  const latest = Math.max(baseMs, latestMs ?? baseMs);
  return Math.round(Math.min(latest * factor, baseMs * most) * jitter);
}

/** How long to wait from the end of one sweep to the next. */

/** By what a sweep came to. */
export type SweepResult = "changed" | "unchanged" | "failed";

/** How much longer to wait than the last time, and how many times the base at most. */
const SLOWER = {
  unchanged: { factor: 1.5, most: 10 },
  failed: { factor: 2, most: 30 },
} as const;
/** The part by which an interval is made longer or shorter, so that accounts do not stay in step. */
const JITTER = 0.1;

/**
 * Milliseconds until the next sweep of an account: the base after something has changed; longer, in steps, as long as
 * nothing does or the account cannot be read.
 *
 * @param latestMs of the last time; null: there was none
 * @param random from 0 to 1
 */
export function nextInterval(result: SweepResult, latestMs: number | null, baseMs: number, random: number): number {
  const jitter = 1 + JITTER * (2 * random - 1);
  if (result === "changed") return Math.round(baseMs * jitter);
  const { factor, most } = SLOWER[result];
  // What is left of an earlier base, or of a sweep that was broken off, counts as the base.
  const latest = Math.max(baseMs, latestMs ?? baseMs);
  return Math.round(Math.min(latest * factor, baseMs * most) * jitter);
}

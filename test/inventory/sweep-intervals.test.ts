import { describe, expect, it } from "vitest";
import { nextInterval, type SweepResult } from "../../src/inventory/sweep-intervals.js";

const BASE = 60_000;
const MIDDLE = 0.5;

/** The intervals after so many sweeps of one result. */
function intervalsAfter(result: SweepResult, count: number, first: number | null = null): number[] {
  const intervals: number[] = [];
  for (let n = 0; n < count; n += 1) intervals.push(nextInterval(result, intervals.at(-1) ?? first, BASE, MIDDLE));
  return intervals;
}

describe("the interval to the next sweep", () => {
  it("grows by half while nothing changes, up to ten times the base", () => {
    expect(intervalsAfter("unchanged", 3)).toEqual([90_000, 135_000, 202_500]);
    expect(intervalsAfter("unchanged", 20).at(-1)).toBe(10 * BASE);
  });

  it("doubles while the account cannot be read, up to thirty times the base", () => {
    expect(intervalsAfter("failed", 3)).toEqual([120_000, 240_000, 480_000]);
    expect(intervalsAfter("failed", 20).at(-1)).toBe(30 * BASE);
  });

  it("is the base again after a change", () => {
    expect(intervalsAfter("changed", 1, 30 * BASE)).toEqual([BASE]);
  });

  it("is not below the base when the last sweep was aborted or the base has been raised", () => {
    expect(intervalsAfter("unchanged", 1, 0)).toEqual([90_000]);
    expect(intervalsAfter("failed", 1, 5_000)).toEqual([120_000]);
  });

  it("varies at random by up to a tenth", () => {
    expect(nextInterval("changed", null, BASE, 0)).toBe(54_000);
    expect(nextInterval("changed", null, BASE, 1)).toBe(66_000);
  });
});

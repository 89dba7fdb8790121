import { describe, expect, it } from "vitest";
import { readTime } from "../../src/model/times.js";

describe("a time", () => {
  const instant = "2019-07-15T15:57:42Z";

  it.each([
    ["2019-07-15T15:57:42Z", instant],
    ["2019-07-15T15:57:42", instant],
    ["2019-07-15T15:57:42.000000", instant],
    ["2019-07-15T15:57:42.123Z", "2019-07-15T15:57:42.123Z"],
    ["2019-07-15T15:57:42.123456", "2019-07-15T15:57:42.123Z"],
    ["2019-07-15T23:57:42+08:00", instant],
    ["2019-07-15T23:57:42+0800", instant],
    ["2019-07-15T10:27:42-0530", instant],
    ["2019-07-15 15:57:42", instant],
    ["2019-07-15 15:57:42 UTC", instant],
    ["2019-07-15t15:57:42z", instant],
    ["20190715T155742Z", instant],
    ["2019-07-15T15:57Z", "2019-07-15T15:57:00Z"],
    ["2019-07-15", "2019-07-15T00:00:00Z"],
    [1_563_206_262, instant],
    [1_563_206_262_000, instant],
    ["1563206262", instant],
    ["1563206262123", "2019-07-15T15:57:42.123Z"],
  ])("%s is read", (value, expected) => {
    expect(readTime(value)).toBe(expected);
  });

  it("without an offset is in the vendor's zone", () => {
    expect(readTime("2019-07-15 23:57:42", 480)).toBe(instant);
    expect(readTime("2019-07-15T15:57:42Z", 480)).toBe(instant);
  });

  it.each([
    null,
    "",
    "   ",
    "soon",
    "0",
    0,
    -1,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1e300,
    "2019-02-30T00:00:00Z",
    "2019-13-01T00:00:00Z",
    "2019-07-15T25:00:00Z",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z",
    "1".repeat(100),
    "2019-07-15T15:57:42+99:99:99",
    "15/07/2019",
  ])("is null when invalid: %s", (value) => {
    expect(readTime(value)).toBeNull();
  });
});

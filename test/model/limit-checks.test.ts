import { describe, expect, it } from "vitest";
import type { Violation } from "../../src/model/checked-input.js";
import { countFits, numberFits, patternOf, textFits, timeFits } from "../../src/model/limit-checks.js";
import type { TimeLimit } from "../../src/model/limit-kinds.js";
import { textLimit } from "../../src/model/limit-kinds.js";

const told = (found: Iterable<Violation>) => [...found].map(({ message, code = "INVALID_INPUT" }) => [code, message]);

describe("a text", () => {
  const limit = textLimit(1, 8, String.raw`[a-z\-]*`, "letters and hyphens only");

  it("must have the right length and characters", () => {
    expect(told(textFits("name", "a-b", limit))).toEqual([]);
    expect(told(textFits("name", null, limit))).toEqual([]);
    expect(told(textFits("name", "", limit))).toEqual([
      ["INVALID_INPUT", "`name` must be 1 to 8 characters long; got 0."],
    ]);
    expect(told(textFits("name", "a".repeat(70), limit))).toEqual([
      ["INVALID_INPUT", "`name` must be 1 to 8 characters long; got 70."],
    ]);
    expect(told(textFits("name", "a b", limit))).toEqual([
      ["INVALID_INPUT", '`name` must have letters and hyphens only; got "a b".'],
    ]);
    expect(told(textFits("description", "abc", textLimit(0, 2)))).toEqual([
      ["INVALID_INPUT", "`description` must be at most 2 characters long; got 3."],
    ]);
  });

  it("is as long as it has characters, not as many units as it takes", () => {
    expect(told(textFits("name", "😀😀", textLimit(2, 2)))).toEqual([]);
    expect(told(textFits("name", "😀😀😀", textLimit(2, 2)))[0]?.[1]).toMatch(/got 3\.$/);
  });

  it("is compared as a whole, with alternatives and lines as well", () => {
    expect(patternOf("a|b").test("ab")).toBe(false);
    expect(patternOf("[a]*").test("a\na")).toBe(false);
  });
});

describe("a number", () => {
  it("must be within its bounds; without a choice, another value is unsupported", () => {
    expect(told(numberFits("weight", 0, { min: 0, max: 100 }))).toEqual([]);
    expect(told(numberFits("weight", 101, { min: 0, max: 100 }))).toEqual([
      ["INVALID_INPUT", "`weight` must be between 0 and 100; got 101."],
    ]);
    expect(told(numberFits("weight", 0, { min: 1, max: null }))).toEqual([
      ["INVALID_INPUT", "`weight` must be at least 1; got 0."],
    ]);
    expect(told(numberFits("unhealthyThreshold", 2, { min: 3, max: 3 }))).toEqual([
      ["UNSUPPORTED", "`unhealthyThreshold` must be 3; got 2."],
    ]);
    expect(told(numberFits("weight", 7, { min: null, max: null }))).toEqual([]);
  });
});

describe("a list", () => {
  it("must hold the right number of entries", () => {
    expect(told(countFits("tags", 20, { min: 0, max: 20 }))).toEqual([]);
    expect(told(countFits("tags", 21, { min: 0, max: 20 }))).toEqual([
      ["INVALID_INPUT", "`tags` must hold at most 20 entries; got 21."],
    ]);
    expect(told(countFits("certificateIds", 2, { min: 0, max: 1 }, "UNSUPPORTED"))).toEqual([
      ["UNSUPPORTED", "`certificateIds` must hold at most 1 entry; got 2."],
    ]);
    expect(told(countFits("members", 0, { min: 1, max: null }))[0]?.[1]).toBe(
      "`members` must hold at least 1 entry; got 0.",
    );
  });
});

describe("a time", () => {
  const limits: TimeLimit[] = [
    { protocols: ["TCP", "UDP"], minSeconds: 60, maxSeconds: 600, stepSeconds: 60 },
    { protocols: ["HTTP"], minSeconds: 1, maxSeconds: 30, stepSeconds: 1 },
  ];

  it.each([
    [60, "TCP", []],
    [30, "HTTP", []],
    [30, "TCP", [["INVALID_INPUT", "`idleSeconds` must be between 60 and 600 seconds, in steps of 60; got 30."]]],
    [90, "UDP", [["INVALID_INPUT", "`idleSeconds` must be between 60 and 600 seconds, in steps of 60; got 90."]]],
    [31, "HTTP", [["INVALID_INPUT", "`idleSeconds` must be between 1 and 30 seconds; got 31."]]],
    [30, "HTTPS", [["UNSUPPORTED", "Only TCP, UDP, HTTP listeners have `idleSeconds`; this one is HTTPS. Omit it."]]],
  ])("of %s seconds on %s", (seconds, protocol, expected) => {
    expect(told(timeFits("idleSeconds", seconds, limits, protocol))).toEqual(expected);
  });

  it("has to suit one protocol while that is not known", () => {
    expect(told(timeFits("idleSeconds", 20, limits, undefined))).toEqual([]);
    expect(told(timeFits("idleSeconds", 120, limits, undefined))).toEqual([]);
    expect(told(timeFits("idleSeconds", 90, limits, undefined))).toHaveLength(1);
  });

  it("is unsupported where no protocol has it", () => {
    expect(told(timeFits("requestSeconds", 1, [], "TCP"))).toEqual([
      ["UNSUPPORTED", "This cloud does not support `requestSeconds`. Omit it."],
    ]);
  });
});

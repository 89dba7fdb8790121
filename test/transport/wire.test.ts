import { describe, expect, it } from "vitest";
import { ProblemError } from "../../src/model/problem-error.js";
import {
  asArray,
  asBoolean,
  asInteger,
  asObject,
  asObjects,
  asText,
  asTexts,
  optionalBoolean,
  optionalInteger,
  optionalLongInteger,
  optionalText,
} from "../../src/transport/wire.js";

function problemOf(read: () => unknown): ProblemError {
  try {
    read();
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
  throw new Error("Nothing was wrong with it.");
}

describe("values in a cloud's answer", () => {
  it("are taken in the forms that vendors write them in", () => {
    expect(asText("x", "name")).toBe("x");
    expect([asInteger(80, "port"), asInteger("80", "port"), asInteger("-1", "port")]).toEqual([80, 80, -1]);
    expect([true, 1, "true", false, 0, "false"].map((value) => asBoolean(value, "on"))).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(asTexts(["a", "b"], "names")).toEqual(["a", "b"]);
    expect(asTexts(undefined, "names")).toEqual([]);
    expect(asObjects([{ a: 1 }], "things")).toEqual([{ a: 1 }]);
  });

  it("may be missing where they are optional", () => {
    for (const nothing of [undefined, null]) {
      expect(optionalText(nothing, "name")).toBeNull();
      expect(optionalInteger(nothing, "port")).toBeNull();
      expect(optionalBoolean(nothing, "on")).toBeNull();
    }
    expect(optionalInteger("", "port")).toBeNull();
    expect(optionalText("", "name")).toBe("");
  });

  it.each([2_147_483_648, -1e10, 1.5, Number.NaN, Number.POSITIVE_INFINITY, "99999999999999999999"])(
    "are null where they are optional and no Int holds them: %s",
    (number) => {
      expect(optionalInteger(number, "weight")).toBeNull();
    },
  );

  it("may be longer where they are no Int", () => {
    expect(optionalLongInteger("1700000000000", "time")).toBe(1_700_000_000_000);
    expect([1e30, 1.5, Number.NaN, null, ""].map((odd) => optionalLongInteger(odd, "time"))).toEqual(
      Array(5).fill(null),
    );
  });

  it.each([
    ["name is not a text", () => asText(7, "name")],
    ["name is not a text", () => optionalText({}, "name")],
    ["port is not a whole number", () => asInteger("8 0", "port")],
    ["port is not a whole number", () => asInteger(8.5, "port")],
    ["port is not a whole number", () => optionalInteger("8 0", "port")],
    ["port is not a whole number of 32 bits", () => asInteger(2_147_483_648, "port")],
    ["port is not a whole number of 32 bits", () => asInteger("-2147483649", "port")],
    ["port is not a whole number", () => asInteger(Number.POSITIVE_INFINITY, "port")],
    ["on is not true or false", () => asBoolean("yes", "on")],
    ["on is not true or false", () => optionalBoolean(2, "on")],
    ["item is not an object", () => asObject([], "item")],
    ["items is not a list", () => asArray({}, "items")],
    ["items[1] is not an object", () => asObjects([{}, null], "items")],
    ["names[1] is not a text", () => asTexts(["a", 7], "names")],
  ])("are told of by their place when they are something else: %s", (words, read) => {
    const problem = problemOf(read);
    expect(problem.message).toBe(`The cloud's answer is malformed: ${words}.`);
    expect(problem).toMatchObject({ code: "PROVIDER_UNAVAILABLE", retry: "transient", mayHaveHappened: true });
  });
});

import { describe, expect, it } from "vitest";
import type { FieldDialect, Fields, Mistake } from "../../src/sandbox/fields.js";
import { readChanges, readFields } from "../../src/sandbox/read-fields.js";

const say = ({ kind, place, expected }: Mistake) => new Error(`${kind} ${place}: ${expected}`);
const strict: FieldDialect = {
  words: { unknown: say, missing: say, fixed: say, type: say, length: say, value: say },
};
const forgiving: FieldDialect = {
  ...strict,
  ignoresUnknown: true,
  isAbsent: (value) => value === "",
  readsNumbersInTexts: true,
  booleans: { yes: ["true", 1], no: ["false", 0] },
  readsJsonInTexts: true,
  ignoresCase: true,
  firstItem: 1,
};

const fields = {
  name: { type: "text", shortest: 1, longest: 4, required: true },
  mode: { type: "text", oneOf: ["on", "off"], otherwise: "on" },
  port: { type: "integer", least: 1, most: 9, fixed: true },
  level: { type: "integer", oneOf: [1, 5] },
  isOpen: { type: "boolean", nullable: true },
  ranges: {
    type: "list",
    of: {
      type: "struct",
      of: { from: { type: "integer", required: true }, to: { type: "integer", required: true } },
      fits: ({ from, to }: { from: number; to: number }) => from <= to,
    },
    least: 1,
    most: 2,
  },
  type: { type: "list", of: { type: "text", pattern: /^[a-z]+$/, is: "a lower-case word" } },
  extra: { type: "object" },
} as const satisfies Fields;

describe("a new object", () => {
  it("has the given values, and defaults for the rest", () => {
    const given = { name: "a", port: 9, isOpen: null, ranges: [{ from: 1, to: 1 }], type: ["x"], extra: { a: [1] } };
    const read = readFields(fields, given, strict);
    expect(read).toEqual({ ...given, mode: "on" });
    const { name, mode, port }: { name: string; mode: "on" | "off"; port?: number } = read;
    expect([name, mode, port]).toEqual(["a", "on", 9]);
    expect(readFields(fields, { name: "a" }, strict)).toEqual({ name: "a", mode: "on" });
  });

  it.each<[string, object, string]>([
    ["a field that nobody knows, before what is missing", { colour: 1 }, "unknown colour: left out"],
    ["what is missing, before what is wrong", { port: "x" }, "missing name: a text of 1 to 4 characters"],
    ["another type", { name: 5 }, "type name: a text of 1 to 4 characters"],
    ["null", { name: null }, "type name: a text of 1 to 4 characters"],
    ["a text that is too long", { name: "abcde" }, "length name: a text of 1 to 4 characters"],
    ["a word that is not in the set", { name: "a", mode: "ON" }, "value mode: one of on, off"],
    ["a number in a text", { name: "a", port: "5" }, "type port: an integer from 1 to 9"],
    ["a fraction", { name: "a", port: 1.5 }, "type port: an integer from 1 to 9"],
    ["a number beyond its bounds", { name: "a", port: 10 }, "value port: an integer from 1 to 9"],
    ["a number that is not in the set", { name: "a", level: 2 }, "value level: one of 1, 5"],
    ["a boolean in a text", { name: "a", isOpen: "true" }, "type isOpen: true or false"],
    ["too few items", { name: "a", ranges: [] }, "length ranges: a list of 1 to 2 items"],
    ["something in an item", { name: "a", ranges: [{ from: 1 }] }, "missing ranges.0.to: an integer"],
    ["an item by itself", { name: "a", ranges: [{ from: 2, to: 1 }] }, "value ranges.0: an object"],
    [
      "an unknown field in an item",
      { name: "a", ranges: [{ from: 1, to: 1, by: 1 }] },
      "unknown ranges.0.by: left out",
    ],
    ["an item of a list", { name: "a", type: ["a", "B"] }, "value type.1: a lower-case word"],
    ["a list for an object", { name: "a", extra: [] }, "type extra: an object"],
  ])("is refused for %s", (_what, given, message) => {
    expect(() => readFields(fields, given as Record<string, unknown>, strict)).toThrow(new Error(message));
  });
});

describe("an update", () => {
  it("has only the given values, without defaults", () => {
    expect(readChanges(fields, { isOpen: null, mode: "off" }, strict)).toEqual({ isOpen: null, mode: "off" });
    expect(readChanges(fields, {}, strict)).toEqual({});
  });

  it("cannot change fixed fields", () => {
    expect(() => readChanges(fields, { port: 1 }, strict)).toThrow("fixed port: an integer from 1 to 9");
    expect(() => readChanges(fields, { name: "" }, strict)).toThrow("length name");
  });
});

describe("a forgiving dialect", () => {
  it("reads numbers and booleans in texts", () => {
    const given = { name: "a", mode: "OFF", port: "7", isOpen: "TRUE", ranges: '[{"from":"1","to":2}]', colour: 1 };
    expect(readFields(fields, given, forgiving)).toEqual({
      name: "a",
      mode: "off",
      port: 7,
      isOpen: true,
      ranges: [{ from: 1, to: 2 }],
    });
  });

  it("has its own rules for absent values and for the first index of a list", () => {
    expect(() => readFields(fields, { name: "" }, forgiving)).toThrow("missing name");
    expect(readFields(fields, { name: "a", mode: "", port: "" }, forgiving)).toEqual({ name: "a", mode: "on" });
    expect(() => readFields(fields, { name: "a", ranges: [{ from: 1 }] }, forgiving)).toThrow("missing ranges.1.to");
  });

  it("is as strict as others about everything else", () => {
    expect(() => readFields(fields, { name: "a", port: "7a" }, forgiving)).toThrow("type port");
    expect(() => readFields(fields, { name: "a", isOpen: "maybe" }, forgiving)).toThrow("type isOpen");
    expect(() => readFields(fields, { name: "a", ranges: "[{" }, forgiving)).toThrow("type ranges");
    const exact = { isOpen: { type: "boolean", exact: true } } as const;
    expect(() => readFields(exact, { isOpen: "true" }, forgiving)).toThrow("type isOpen");
  });
});

import { expect, it } from "vitest";
import { ProblemError } from "../../src/model/problem-error.js";
import { asArray, asObject, asText } from "../../src/transport/wire.js";

function problemOf(read: () => unknown): ProblemError {
  try {
    read();
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
  throw new Error("Nothing was wrong with it.");
}

it("takes what is of the right sort as it is", () => {
  expect(asText("", "name")).toBe("");
  expect(asArray([{ a: 1 }, 2], "things")).toEqual([{ a: 1 }, 2]);
  expect(asObject({ a: [] }, "thing")).toEqual({ a: [] });
});

it.each([
  ["name is not a text", () => asText(7, "name")],
  ["name is not a text", () => asText(null, "name")],
  ["item is not an object", () => asObject([], "item")],
  ["item is not an object", () => asObject(null, "item")],
  ["items is not a list", () => asArray({}, "items")],
  ["items is not a list", () => asArray(undefined, "items")],
])("names the place of anything else: %s", (words, read) => {
  const problem = problemOf(read);
  expect(problem.message).toBe(`The cloud's answer is malformed: ${words}.`);
  expect(problem).toMatchObject({ code: "PROVIDER_UNAVAILABLE", retry: "transient", mayHaveHappened: true });
});

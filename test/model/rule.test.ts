import { IsOptional, MaxLength, ValidateIf, validateSync } from "class-validator";
import { describe, expect, it } from "vitest";
import { CheckedInput, Rule, violationsIn } from "../../src/model/rule.js";

class Named extends CheckedInput {
  @IsOptional()
  @MaxLength(5, { message: "too long" })
  @Rule<Named>("noSpaces", function* ({ name }) {
    if (name?.includes(" ")) yield { message: "has spaces" };
  })
  name?: string | null;
}

class CloudNamed extends Named {
  @Rule<CloudNamed>("lowerCase", function* ({ name }) {
    if (name !== name?.toLowerCase()) yield { at: ["first"], message: "has capitals" };
  })
  @Rule<CloudNamed>("noDigits", function* ({ name }) {
    if (/\d/.test(name ?? "")) yield { message: "has digits" };
  })
  declare name?: string | null;
}

class CloudRequired extends Named {
  @Rule<CloudRequired>("given", function* ({ name }) {
    if (name == null) yield { message: "is missing" };
  })
  @ValidateIf(() => true)
  declare name?: string | null;
}

function messages(input: object): string[] {
  return validateSync(input)
    .flatMap((error) => Object.values(error.constraints ?? {}))
    .flatMap((text) => violationsIn(text))
    .map(({ message }) => message)
    .sort();
}

describe("a rule on a property that a base class has rules for", () => {
  it("adds to the inherited ones", () => {
    const input = Object.assign(new CloudNamed(), { name: "A B C 1 2" });
    expect(messages(input)).toEqual(["has capitals", "has digits", "has spaces", "too long"]);
  });

  it("leaves the base class alone", () => {
    expect(messages(Object.assign(new Named(), { name: "A B C 1 2" }))).toEqual(["has spaces", "too long"]);
  });

  it("keeps a property optional", () => {
    expect(messages(Object.assign(new CloudNamed(), { name: null }))).toEqual([]);
  });

  it("lets a subclass make a property required", () => {
    expect(messages(Object.assign(new CloudRequired(), { name: null }))).toEqual(["is missing"]);
    expect(messages(Object.assign(new CloudRequired(), { name: "a b" }))).toEqual(["has spaces"]);
    expect(messages(Object.assign(new CloudRequired(), { name: "abcdef" }))).toEqual(["too long"]);
  });
});

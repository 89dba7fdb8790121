import type { OperationDefinitionNode } from "graphql";
import { buildSchema, getVariableValues, parse, validate } from "graphql";
import { describe, expect, it } from "vitest";
import { DateTime, instantAt } from "../../src/model/date-time.js";

describe("an instant that a cloud reports in milliseconds", () => {
  it("becomes RFC 3339 in UTC", () => {
    expect(instantAt(1_700_000_000_000)).toBe("2023-11-14T22:13:20.000Z");
    expect(instantAt(0)).toBe("1970-01-01T00:00:00.000Z");
  });

  it("becomes null when it is absent or outside the calendar", () => {
    expect(instantAt(null)).toBeNull();
    expect(instantAt(Number.MAX_SAFE_INTEGER)).toBeNull();
  });
});

describe("an invalid DateTime", () => {
  const schema = buildSchema("scalar DateTime type Query { since(at: DateTime): Int }");
  Object.assign(schema.getType("DateTime")!, DateTime);
  const FORM = "A DateTime is an RFC 3339 instant in UTC such as 2026-01-31T08:00:00Z.";

  it.each(['"yesterday"', '"2026-02-30T25:00:00Z"', '"2026-01-31T08:00:00+01:00"', "7"])(
    "is refused where it stands in a document: %s",
    (literal) => {
      const [error] = validate(schema, parse(`{ since(at: ${literal}) }`));
      expect(error!.message).toBe(`Expected value of type "DateTime", found ${literal}; ${FORM}`);
      expect(error!.locations).toEqual([{ line: 1, column: 13 }]);
    },
  );

  it("is refused in a variable", () => {
    const { definitions } = parse("query ($at: DateTime) { since(at: $at) }");
    const { variableDefinitions } = definitions[0] as OperationDefinitionNode;
    const { errors } = getVariableValues(schema, variableDefinitions!, { at: "yesterday" });
    expect(errors!.map(({ message }) => message)).toEqual([
      `Variable "$at" got invalid value "yesterday"; Expected type "DateTime". ${FORM}`,
    ]);
  });
});

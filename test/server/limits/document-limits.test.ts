import { buildSchema, parse, validate } from "graphql";
import { describe, expect, it } from "vitest";
import { documentLimits } from "../../../src/server/limits/document-limits.js";

const schema = buildSchema("type Query { thing: Thing } type Thing { name: String thing: Thing }");
const rule = documentLimits({ maxDepth: 4, maxRootFields: 3, maxAliases: 2 });
const mistakes = (document: string) =>
  validate(schema, parse(document), [rule]).map(({ message, extensions }) => `${extensions.code}: ${message}`);
const refused = (message: string) => [`GRAPHQL_VALIDATION_FAILED: ${message}`];

const DOCUMENT = "{ thing { name } }";

describe("a document", () => {
  it("may be as long as the limits are", () => {
    expect(mistakes(DOCUMENT.padEnd(65_536))).toEqual([]);
    for (const end of ["\n", "\r", "\r\n"]) expect(mistakes(`${DOCUMENT}${end.repeat(4_999)}`)).toEqual([]);
    expect(mistakes(`{ ${"a".repeat(200)}: thing { thing { thing { name } } } }`)).toEqual([]);
  });

  it("is refused with more characters, lines, levels, fields or aliases", () => {
    expect(mistakes(DOCUMENT.padEnd(65_537))).toEqual(
      refused("The document must have at most 65536 characters, whitespace and comments included; got 65537."),
    );
    for (const end of ["\n", "\r", "\r\n"])
      expect(mistakes(`${DOCUMENT}${end.repeat(5_000)}`)).toEqual(
        refused("The document must have at most 5000 lines, empty ones and comments included; got 5001."),
      );
    expect(mistakes(`{ ${"a".repeat(201)}: thing { name } }`)).toEqual(
      refused("An alias must have at most 200 characters; got 201."),
    );
    expect(mistakes("{ thing { thing { thing { thing { name } } } } }")).toEqual(
      refused("The document must be at most 4 levels deep (server.limits.maxDepth); got 5."),
    );
    expect(mistakes("{ thing { name } b: __typename c: __typename d: __typename }")).toEqual([
      ...refused(
        "The document must have at most 3 fields at its root (server.limits.maxRootFields); got 4. Send several documents.",
      ),
      ...refused("One selection must give `__typename` at most 2 aliases (server.limits.maxAliases); got 3."),
    ]);
  });
});

import { type DocumentNode, type FieldNode, Kind, type OperationDefinitionNode, parse } from "graphql";
import { describe, expect, it } from "vitest";
import { selects } from "../../src/resolvers/selects.js";

/** What a resolver of the document's first field is told. */
function infoOf(document: DocumentNode) {
  const operation = document.definitions[0] as OperationDefinitionNode;
  const fieldNodes = [operation.selectionSet.selections[0] as FieldNode];
  const fragments = Object.fromEntries(
    document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
  );
  return (variableValues: Record<string, unknown> = {}) => ({ fieldNodes, fragments, variableValues });
}

describe("selects", () => {
  const asksHealth = selects(["nodes", "health"], ["edges", "node", "health"]);

  it.each([
    ["{ members { nodes { health } } }", true],
    ["{ members { edges { node { id ...Seen } } } } fragment Seen on PoolMember { ... { health } }", true],
    ["{ members { nodes { id } health } }", false],
    ["{ members(first: 1) { nodes { health } } }", true],
    ["{ members { nodes { health(unit: 1) } } }", true],
    ["{ members { nodes(first: 1) { health } } }", false],
    ["{ members { some: nodes(first: 1) { health } nodes { health } } }", true],
  ])("says of %s %s, each time", (text, expected) => {
    const info = infoOf(parse(text));
    expect([asksHealth(info()), asksHealth(info())]).toEqual([expected, expected]);
  });

  it("asks the variables of each request", () => {
    const info = infoOf(parse("query ($yes: Boolean!) { members { nodes { health @include(if: $yes) } } }"));
    expect([false, true, false].map((yes) => asksHealth(info({ yes })))).toEqual([false, true, false]);
  });
});

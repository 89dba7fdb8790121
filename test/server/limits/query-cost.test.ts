import { type OperationDefinitionNode, parse } from "graphql";
import { beforeAll, describe, expect, it } from "vitest";
import { providers } from "../../../src/providers/registry.js";
import { buildSubgraph } from "../../../src/resolvers/build-schema.js";
import { expandedSelections } from "../../../src/server/limits/document-size.js";
import { CostModel, costOf } from "../../../src/server/limits/query-cost.js";
import { ArgumentValues } from "../../../src/server/limits/variables.js";

let model: CostModel;
beforeAll(() => {
  model = new CostModel(buildSubgraph(providers).schema);
});

function cost(query: string, variables?: Record<string, unknown>): number {
  const document = parse(query);
  const operation = document.definitions[0] as OperationDefinitionNode;
  return costOf(model, document, operation, new ArgumentValues(operation, variables));
}

/** What a connection that reaches out to clouds costs by itself. */
const CONNECTION = 5;

describe("the cost of an operation", () => {
  it.each([
    ["values weigh nothing", "{ listener(id: 1) { id name } }", 1],
    ["each object of a page weighs 1", "{ listeners(first: 50) { nodes { id } } }", CONNECTION + 50],
    [
      "nodes and edges are counted each",
      "{ listeners(first: 50) { nodes { id } edges { node { id } } } }",
      CONNECTION + 150,
    ],
    ["a page has the schema's default when first is left out", "{ listeners { nodes { id } } }", CONNECTION + 20],
    ["and when first is null", "{ listeners(first: null) { nodes { id } } }", CONNECTION + 20],
    [
      "a page too large for any is counted as the largest",
      "{ listeners(first: 1000000) { nodes { id } } }",
      CONNECTION + 200,
    ],
    [
      "pages inside pages multiply",
      "{ listeners(first: 10) { nodes { pools(first: 3) { nodes { id } } } } }",
      CONNECTION + 10 * (1 + CONNECTION + 3),
    ],
    [
      "aliases count each",
      "{ a: listeners(first: 10) { nodes { id } } b: listeners(first: 10) { nodes { id } } }",
      2 * (CONNECTION + 10),
    ],
    ["lists without pages are taken to have 10", "{ listener(id: 1) { portRanges { size } } }", 1 + 10],
    ["a list whose usual size is known has that", "{ pool(id: 1) { listeners { id } } }", 1 + 2 * CONNECTION],
    [
      "what belongs to the page itself counts once",
      "{ listeners(first: 50) { pageInfo { hasNextPage } } }",
      CONNECTION + 1,
    ],
    [
      "an interface counts as the dearest of its types",
      "{ listenerParent(id: 1) { ... on LoadBalancer { account { id } } ... on Accelerator { account { id } } } }",
      2,
    ],
    ["introspection is free", "{ __schema { types { name } } }", 0],
  ])("%s", (_what, query, expected) => {
    expect(cost(query)).toBe(expected);
  });

  it("counts fragments wherever they are used", () => {
    const fragment = "fragment F on Listener { pools(first: 4) { nodes { id } } }";
    const inner = 1 + CONNECTION + 4;
    expect(
      cost(`{ a: listener(id: 1) { ...F } listeners(first: 3) { nodes { ...F ... { ...F } } } } ${fragment}`),
    ).toBe(inner + CONNECTION + 3 * (1 + 2 * (CONNECTION + 4)));
  });

  it("reads variables, their defaults, and variables that are not set", () => {
    const query = "query ($n: Int = 30) { listeners(first: $n) { nodes { id } } }";
    expect(cost(query, { n: 7 })).toBe(CONNECTION + 7);
    expect(cost(query)).toBe(CONNECTION + 30);
    expect(cost("query ($n: Int) { listeners(first: $n) { nodes { id } } }", { other: 1 })).toBe(CONNECTION + 20);
    expect(cost(query, { n: -5 })).toBe(CONNECTION);
    expect(cost(query, { n: "many" })).toBeGreaterThan(0);
  });

  it("counts the keys of entities, in variables and in the document", () => {
    const keys = Array.from({ length: 40 }, () => ({ __typename: "Listener", id: "x" }));
    const selection = "{ ... on Listener { pools(first: 1) { nodes { id } } } }";
    const expected = 40 * (1 + CONNECTION + 1);
    expect(cost(`query ($k: [_Any!]!) { _entities(representations: $k) ${selection} }`, { k: keys })).toBe(expected);
    const written = keys.map(() => '{ __typename: "Listener", id: "x" }').join(" ");
    expect(cost(`{ _entities(representations: [${written}]) ${selection} }`)).toBe(expected);
  });

  it("counts the ids of nodes, each as the dearest that it may stand for", () => {
    const query =
      "query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Listener { pools(first: 2) { nodes { id } } } } }";
    expect(cost(query, { ids: Array.from({ length: 150 }, () => "x") })).toBe(150 * (1 + CONNECTION + 2));
    expect(cost('{ nodes(ids: ["x", "y"]) { id } }')).toBe(2);
    expect(cost("{ listener(id: 1) { pools(first: 7) { nodes { id } } } }")).toBe(1 + CONNECTION + 7);
  });

  it("adds ten for a change, and one for each input object", () => {
    const input = { parentId: "x", protocol: "TCP", portRanges: [{ fromPort: 1 }, { fromPort: 2 }] };
    const query = "mutation ($i: CreateListenerInput!) { createListener(input: $i) { problems { message } } }";
    expect(cost(query, { i: input })).toBe(10 + 3 + 1 + 10);
  });
});

describe("the selections of a document", () => {
  const size = (query: string) => expandedSelections(model.schema, parse(query));

  it("are counted with fragments expanded, for the largest operation", () => {
    expect(size("query A { listener(id: 1) { id name } } query B { cloudAccounts { id } }")).toBe(3);
    expect(
      size("{ a: listener(id: 1) { ...F } b: listener(id: 2) { ...F } } fragment F on Listener { id name urn }"),
    ).toBe(8);
  });

  it("are counted once for each type that an interface may be", () => {
    expect(size("{ listenerParent(id: 1) { id } }")).toBe(3);
    expect(size("{ listenerParent(id: 1) { ... on LoadBalancer { id } } }")).toBe(2);
  });

  it("are counted in time that goes with the document's length, though they themselves do not", () => {
    const levels = 200;
    const fragments = Array.from(
      { length: levels },
      (_, level) =>
        `fragment F${level} on Listener { id ${level + 1 < levels ? `a: parent { listeners { nodes { ...F${level + 1} } } } b: parent { listeners { nodes { ...F${level + 1} } } }` : ""} }`,
    );
    expect(size(`{ listener(id: 1) { ...F0 } } ${fragments.join(" ")}`)).toBeGreaterThan(1e50);
  });

  it("end where fragments contain themselves, which validation refuses", () => {
    expect(
      size("{ listener(id: 1) { ...F } } fragment F on Listener { id ...F parent { listeners { nodes { ...F } } } }"),
    ).toBeLessThan(50);
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningGraph, startGraph } from "../support/graph.js";

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph.stop());

/** What is wrong, the document, and its variables. */
interface Case {
  readonly what: string;
  readonly document: string;
  readonly variables?: Record<string, unknown>;
}

const IN_VARIABLES: readonly Case[] = [
  { what: "a type", document: "query ($f: Int) { listeners(first: $f) { totalCount } }", variables: { f: "x" } },
  {
    what: "a number that no Int holds",
    document: "query ($f: Int) { listeners(first: $f) { totalCount } }",
    variables: { f: 9e9 },
  },
  {
    what: "a number in place of an id",
    document: "query ($i: ID!) { listener(id: $i) { id } }",
    variables: { i: 1.5 },
  },
  { what: "a required one that is missing", document: "query ($i: ID!) { listener(id: $i) { id } }", variables: {} },
  {
    what: "a required one that is null",
    document: "query ($i: ID!) { listener(id: $i) { id } }",
    variables: { i: null },
  },
  {
    what: "an enum's value",
    document: "query ($p: [CloudProvider!]) { listeners(filter: { providers: $p }) { totalCount } }",
    variables: { p: ["NOPE"] },
  },
  {
    what: "a field",
    document: "query ($f: ListenerFilter) { listeners(filter: $f) { totalCount } }",
    variables: { f: { nope: 1 } },
  },
  {
    what: "a field deep inside",
    document: "mutation ($i: UpdateListenerInput!) { updateListener(input: $i) { problems { __typename } } }",
    variables: { i: { id: "x", settings: { huaweiElb: { nope: 1 } } } },
  },
];

/** GraphQL allows a nullable variable with a default where null is not allowed. */
const NULL_IN_PLACE_OF_A_DEFAULT: readonly Case[] = [
  {
    what: "an argument",
    document: 'query ($v: ID = "x") { listener(id: $v) { id } pools(first: 1) { nodes { id } } }',
  },
  {
    what: "an item of a list",
    document: 'query ($v: ID = "x") { nodes(ids: [$v]) { id } pools(first: 1) { nodes { id } } }',
  },
  {
    what: "an enum in a list inside an input",
    document:
      "query ($v: CloudProvider = ALIBABA_GA) { listeners(filter: { providers: [$v] }) { nodes { id } } pools(first: 1) { nodes { id } } }",
  },
  {
    what: "a field of an input",
    document:
      'mutation ($v: Int = 80) { createListener(input: { parentId: "x", protocol: TCP, portRanges: [{ fromPort: $v }] }) { problems { __typename } } }',
  },
  {
    what: "a directive",
    document:
      "query ($v: Boolean = true) { listeners(first: 1) @skip(if: $v) { nodes { id } } pools(first: 1) { nodes { id } } }",
  },
  {
    what: "something in a fragment",
    document: 'query ($v: ID = "x") { ...All } fragment All on Query { listener(id: $v) { id } }',
  },
];

const LITERALS: readonly Case[] = [
  { what: "a type", document: '{ listeners(first: "x") { totalCount } }' },
  { what: "a number that no Int holds", document: "{ listeners(first: 99999999999) { totalCount } }" },
  { what: "an enum's value", document: "{ listeners(filter: { providers: [NOPE] }) { totalCount } }" },
  { what: "a required one that is missing", document: "{ listener { id } }" },
  { what: "a required one that is null", document: "{ listener(id: null) { id } }" },
  { what: "one that there is not", document: "{ listeners(nope: 1) { totalCount } }" },
];

describe("arguments that GraphQL itself refuses", () => {
  const codesOf = async ({ document, variables }: Omit<Case, "what">) => {
    graph.forgetCalls();
    const { data, errors = [] } = await graph.ask(document, variables);
    expect(data ?? null).toBeNull();
    expect(graph.countCalls()).toBe(0);
    return errors.map(({ extensions, message }) => {
      expect(message).not.toMatch(/our side/);
      return extensions?.code;
    });
  };

  it.each(IN_VARIABLES)("are the caller's mistake: $what in variables", async (one) => {
    expect(await codesOf(one)).toEqual(["BAD_USER_INPUT"]);
  });

  it.each(NULL_IN_PLACE_OF_A_DEFAULT)("are the caller's mistake: null for $what that has a default", async (one) => {
    expect(await codesOf({ ...one, variables: { v: null } })).toEqual(["BAD_USER_INPUT"]);
  });

  it.each(LITERALS)("are the document's mistake: $what written out", async (one) => {
    expect(new Set(await codesOf(one))).toEqual(new Set(["GRAPHQL_VALIDATION_FAILED"]));
  });

  it("are none where null can stand", async () => {
    const document = "query ($f: Int = 2) { listeners(first: $f) { nodes { id pools(first: $f) { nodes { id } } } } }";
    const { data, errors } = await graph.ask(document, { f: null });
    expect(errors).toBeUndefined();
    expect(data.listeners.nodes).toHaveLength(20);
  });
});

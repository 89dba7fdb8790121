import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { providers } from "../../src/providers/registry.js";
import { type RunningGraph, startGraph } from "../support/graph.js";
import { type CallCounts, callCountsOf } from "./call-counts.js";

type Counts = Readonly<Record<string, number>>;

/**
 * Requests that one document costs, cloud by cloud: the numbers stand beside each cloud's tests. Every level adds one
 * batch; where the vendor has no batch (members and monitors by pool), one call for each.
 */
const COSTS: readonly { asks: keyof CallCounts; fields: string }[] = [
  { asks: "listeners", fields: "id name" },
  { asks: "parents", fields: "id parent { id name }" },
  { asks: "pools", fields: "id pools { nodes { id name } }" },
  {
    asks: "everything",
    fields: "id parent { id } pools { nodes { id members { nodes { address } } healthMonitor { enabled } } }",
  },
  {
    asks: "manyWays",
    fields: `id parent { id listeners { nodes { id } } } again: parent { name }
      pools { nodes { id etag listeners { id parent { id } } members { nodes { address } } healthMonitor { enabled } } }
      more: pools(first: 1) { nodes { members(first: 1) { nodes { weight } } } }`,
  },
];
/** Of each cloud, as entities. */
const ENTITIES = 20;

const counts = await callCountsOf(providers);
const expected = (asks: keyof CallCounts): Counts =>
  Object.fromEntries([...counts].map(([key, ofCloud]) => [key, ofCloud[asks]]));

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph.stop());

async function costOf(query: string, variables?: Record<string, unknown>): Promise<Counts> {
  graph.forgetCalls();
  const { errors } = await graph.ask(query, variables);
  expect(errors).toBeUndefined();
  return Object.fromEntries(graph.app.sandbox!.clouds.map(({ key }) => [key, graph.countCalls(key)]));
}

describe("upstream calls of one document", () => {
  it.each(COSTS)("asking for $asks", async ({ asks, fields }) => {
    expect(await costOf(`{ listeners(first: 200) { nodes { ${fields} } } }`)).toEqual(expected(asks));
  });

  it(`asking for ${ENTITIES} entities of each cloud, by id (for a gateway and as nodes) and by urn`, async () => {
    const { data } = await graph.ask("{ listeners(first: 200) { nodes { id urn account { id } } } }");
    const perCloud = new Map<string, { id: string; urn: string }[]>();
    for (const node of data.listeners.nodes)
      perCloud.set(node.account.id, [...(perCloud.get(node.account.id) ?? []), node]);
    const some = [...perCloud.values()].flatMap((nodes) => nodes.slice(0, ENTITIES));
    expect(some).toHaveLength(ENTITIES * providers.length);
    const entities = "query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on Listener { name } } }";
    const byId = await costOf(entities, { keys: some.map(({ id }) => ({ __typename: "Listener", id })) });
    expect(byId).toEqual(expected("byId"));
    const nodes = "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Listener { name } } }";
    expect(await costOf(nodes, { ids: some.map(({ id }) => id) })).toEqual(byId);
    const byUrn = await costOf(entities, { keys: some.map(({ urn }) => ({ __typename: "Listener", urn })) });
    expect(byUrn).toEqual(expected("byUrn"));
  });

  it("asking for one listener costs one call", async () => {
    const { data } = await graph.ask(
      "{ listeners(first: 200) { nodes { id status frozen { isFrozen } account { id } } } }",
    );
    const one = new Map<string, string>(
      data.listeners.nodes
        .filter(({ frozen }: { frozen: { isFrozen: boolean } | null }) => !frozen?.isFrozen)
        .map(({ account, id }: { account: { id: string }; id: string }) => [account.id, id]),
    );
    for (const id of one.values()) {
      const counts = await costOf("query ($id: ID!) { listener(id: $id) { name } }", { id });
      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(1);
    }
  });
});

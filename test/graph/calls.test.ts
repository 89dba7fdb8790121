import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningGraph, startGraph } from "../support/graph.js";

type Counts = Readonly<Record<string, number>>;

/**
 * Requests that one document costs, cloud by cloud, with the sandbox's inventory of 24 or so listeners each. The base is
 * what the lists themselves take: Alibaba one call for the accelerators and one for the listeners of each of the five;
 * GAAP two for the parents and one for each parent and protocol it supports; classic one more where a listener looks
 * frozen. Every level adds one batch; where the vendor has no batch (members and monitors by pool) one call for each.
 */
const COSTS: readonly { asks: string; fields: string; counts: Counts }[] = [
  {
    asks: "listeners",
    fields: "id name",
    counts: { "alibaba-ga": 6, "huawei-elb": 1, "huawei-elb-classic": 2, "huawei-ga": 1, "tencent-gaap": 32 },
  },
  {
    asks: "their parents: one more each, none where the way to the listeners leads through them",
    fields: "id parent { id name }",
    counts: { "alibaba-ga": 6, "huawei-elb": 2, "huawei-elb-classic": 3, "huawei-ga": 2, "tencent-gaap": 32 },
  },
  {
    asks: "their pools: one for each accelerator, one for all, none where implied, one for each layer-7 listener",
    fields: "id pools { nodes { id name } }",
    counts: { "alibaba-ga": 10, "huawei-elb": 2, "huawei-elb-classic": 2, "huawei-ga": 2, "tencent-gaap": 38 },
  },
  {
    asks: "everything behind them",
    fields: "id parent { id } pools { nodes { id members { nodes { address } } healthMonitor { enabled } } }",
    counts: { "alibaba-ga": 10, "huawei-elb": 28, "huawei-elb-classic": 47, "huawei-ga": 37, "tencent-gaap": 38 },
  },
  {
    asks: "the same by many ways at once",
    fields: `id parent { id listeners { nodes { id } } } again: parent { name }
      pools { nodes { id etag listeners { id parent { id } } members { nodes { address } } healthMonitor { enabled } } }
      more: pools(first: 1) { nodes { members(first: 1) { nodes { weight } } } }`,
    counts: { "alibaba-ga": 14, "huawei-elb": 29, "huawei-elb-classic": 49, "huawei-ga": 38, "tencent-gaap": 56 },
  },
];

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
  it.each(COSTS)("asking for $asks", async ({ fields, counts }) => {
    expect(await costOf(`{ listeners(first: 200) { nodes { ${fields} } } }`)).toEqual(counts);
  });

  it("asking for 100 entities across all clouds, by id (for a gateway and as nodes) and by urn", async () => {
    const { data } = await graph.ask("{ listeners(first: 200) { nodes { id urn account { id } } } }");
    const perCloud = new Map<string, { id: string; urn: string }[]>();
    for (const node of data.listeners.nodes)
      perCloud.set(node.account.id, [...(perCloud.get(node.account.id) ?? []), node]);
    const hundred = [...perCloud.values()].flatMap((nodes) => nodes.slice(0, 20));
    expect(hundred).toHaveLength(100);
    const entities = "query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on Listener { name } } }";
    const byId = await costOf(entities, { keys: hundred.map(({ id }) => ({ __typename: "Listener", id })) });
    expect(byId).toEqual({
      "alibaba-ga": 4,
      "huawei-elb": 1,
      "huawei-elb-classic": 1,
      "huawei-ga": 1,
      "tencent-gaap": 9,
    });
    const nodes = "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Listener { name } } }";
    expect(await costOf(nodes, { ids: hundred.map(({ id }) => id) })).toEqual(byId);
    // A urn does not say the accelerator (Alibaba) or the protocol (GAAP), which the opaque id does: all are looked through.
    const byUrn = await costOf(entities, { keys: hundred.map(({ urn }) => ({ __typename: "Listener", urn })) });
    expect(byUrn).toEqual({
      "alibaba-ga": 6,
      "huawei-elb": 1,
      "huawei-elb-classic": 1,
      "huawei-ga": 1,
      "tencent-gaap": 16,
    });
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

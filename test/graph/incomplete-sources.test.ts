import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { MOST_INCOMPLETE } from "../../src/resolvers/incomplete-sources.js";
import type { FaultRule } from "../../src/sandbox/faults.js";
import { type RunningGraph, startGraph } from "../support/graph.js";

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph.stop());
afterEach(() => {
  for (const cloud of graph.app.sandbox!.clouds) cloud.faults.clear();
});

const refuse = (Code: string): FaultRule["fault"] => ({
  kind: "respond",
  status: 400,
  body: JSON.stringify({ Code, Message: "No.", RequestId: "R-1" }),
});
const go = (cloud: string, rule: FaultRule) => graph.app.sandbox!.cloud(cloud).faults.add(rule);

/** What lists lack stands in the extensions of an answer to which nobody has selected isComplete. */
describe("extensions.incompleteSources", () => {
  // Whole accounts come first: in one of the suite's modes answers are kept.
  it(`are ${MOST_INCOMPLETE} at most; further ones are counted`, async () => {
    for (const cloud of graph.app.sandbox!.clouds) cloud.faults.add({ fault: refuse("Forbidden") });
    const lists = Array.from({ length: 12 }, (_, index) => `l${index}: listeners(first: 2) { nodes { id } }`);
    const { data, errors, extensions } = await graph.ask(
      `{ ${lists.join(" ")} }`,
      {},
      { "x-request-timeout-ms": "900" },
    );
    expect(errors).toBeUndefined();
    expect(data.l0.nodes).toEqual([]);
    const told = extensions!.incompleteSources as { account: string }[];
    expect(told).toHaveLength(MOST_INCOMPLETE);
    const accounts = graph.app.sandbox!.clouds.length;
    expect(new Set(told.map(({ account }) => account)).size).toBe(accounts);
    expect(extensions!.incompleteSourcesLeftOut).toBe(12 * accounts - MOST_INCOMPLETE);
  });

  it("name the accounts that could not be read, on every page behind them too, beside what others add", async () => {
    go("alibaba-ga", { fault: refuse("Forbidden") });
    const query = `query ($after: String) { listeners(first: 10, after: $after) { nodes { provider } pageInfo { endCursor } } }`;
    const told = [{ account: "alibaba-ga-sandbox", code: "FORBIDDEN", path: ["listeners"] }];
    const { data, errors, extensions } = await graph.ask(query, {}, { "x-include-cost": "true" });
    expect(errors).toBeUndefined();
    expect(data.listeners.nodes).toHaveLength(10);
    expect(extensions).toEqual({ incompleteSources: told, cost: expect.any(Object) });
    for (const cloud of graph.app.sandbox!.clouds) cloud.faults.clear();
    const next = await graph.ask(query, { after: data.listeners.pageInfo.endCursor });
    expect(next.data.listeners.nodes).toHaveLength(10);
    expect(next.extensions).toEqual({ incompleteSources: told });
  });

  it("name what nested lists lack, once for each field and account", async () => {
    go("alibaba-ga", { fault: refuse("Forbidden"), actions: "^ListEndpointGroups$" });
    const query = `{
      found: listeners(first: 100, filter: { providers: [ALIBABA_GA, HUAWEI_ELB] }) { nodes { name pools { nodes { id } } } }
    }`;
    const { data, errors, extensions } = await graph.ask(query);
    expect(errors).toBeUndefined();
    expect(data.found.nodes.length).toBeGreaterThan(40);
    const [source, ...more] = extensions!.incompleteSources as { path: (string | number)[] }[];
    expect(more).toEqual([]);
    expect(source).toEqual({
      account: "alibaba-ga-sandbox",
      code: "FORBIDDEN",
      path: ["found", "nodes", expect.any(Number), "pools"],
    });
    expect(data.found.nodes[source!.path[2] as number].pools.nodes).toEqual([]);
  });

  it("name members whose health could not be read", async () => {
    go("alibaba-ga", { fault: refuse("Forbidden"), actions: "^GetHealthStatus$" });
    const { extensions } = await graph.ask(
      "{ pools(first: 100, filter: { providers: [ALIBABA_GA] }) { nodes { members { edges { node { health } } } } } }",
    );
    expect(extensions).toEqual({
      incompleteSources: [
        { account: "alibaba-ga-sandbox", code: "FORBIDDEN", path: ["pools", "nodes", expect.any(Number), "members"] },
      ],
    });
  });

  it("name a member whose health could not be read, by its id too", async () => {
    const { data } = await graph.ask(
      `{ listeners(first: 1, filter: { providers: [ALIBABA_GA], nameContains: "mqtt-fleet" }) { nodes { pools { nodes { members { nodes { id } } } } } } }`,
    );
    const [{ id }] = data.listeners.nodes[0].pools.nodes[0].members.nodes;
    go("alibaba-ga", { fault: refuse("Forbidden"), actions: "^GetHealthStatus$" });
    const query = "query ($id: ID!) { node(id: $id) { ... on PoolMember { address health } } }";
    const { data: found, errors, extensions } = await graph.ask(query, { id });
    expect(errors).toBeUndefined();
    expect(found.node).toEqual({ address: expect.any(String), health: "NOT_READ" });
    expect(extensions!.incompleteSources).toEqual([
      { account: "alibaba-ga-sandbox", code: "FORBIDDEN", path: ["node"] },
    ]);
  });

  it("are not there when nothing is lacking", async () => {
    const { extensions } = await graph.ask(
      "{ listeners(first: 200) { nodes { pools { nodes { members { nodes { health } } } } } } }",
    );
    expect(extensions).toBeUndefined();
  });
});

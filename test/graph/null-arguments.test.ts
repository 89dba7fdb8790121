import { afterAll, beforeAll, expect, it } from "vitest";
import { type RunningGraph, startGraph } from "../support/graph.js";

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph.stop());

const LISTS = ["listeners", "pools", "listenerParents"];

it.each(LISTS)("%s take null for the page's usual size", async (list) => {
  const query = `query ($first: Int) { given: ${list}(first: $first) { nodes { id } } omitted: ${list} { nodes { id } } }`;
  const { data, errors } = await graph.ask(query, { first: null });
  expect(errors).toBeUndefined();
  expect(data.given.nodes).toHaveLength(20);
  expect(data.given).toEqual(data.omitted);
});

it("nested lists take null for the page's usual size", async () => {
  const { data, errors } = await graph.ask(
    `query ($first: Int) {
      listenerParents(first: 200) { nodes { given: listeners(first: $first) { nodes { id } } omitted: listeners { nodes { id } } } }
      listeners { nodes { given: pools(first: $first) { nodes { id } } omitted: pools { nodes { id } } } }
      pools(first: 200) { nodes { given: members(first: $first) { nodes { id } } omitted: members { nodes { id } } } }
    }`,
    { first: null },
  );
  expect(errors).toBeUndefined();
  for (const list of ["listenerParents", "listeners", "pools"]) {
    const { nodes } = data[list];
    expect(nodes.some(({ given }: { given: { nodes: unknown[] } }) => given.nodes.length > 0)).toBe(true);
    for (const { given, omitted } of nodes) expect(given).toEqual(omitted);
  }
});

it.each(LISTS)("%s with a wrong page size are null with an error, and leave their siblings alone", async (list) => {
  const { data, errors } = await graph.ask(
    `{ wrong: ${list}(first: 0) { nodes { id } } right: ${list}(first: 1) { nodes { id } } }`,
  );
  expect(data.wrong).toBeNull();
  expect(data.right.nodes).toHaveLength(1);
  expect(errors).toMatchObject([
    {
      path: ["wrong"],
      message: "`first` must be between 1 and 200; got 0. Ask for more entries with `after`.",
      extensions: { code: "INVALID_INPUT" },
    },
  ]);
});

it.each(["deleteListener", "deletePool"])("%s takes null for no cascade", async (change) => {
  const list = change === "deletePool" ? "pools" : "listeners";
  const { data } = await graph.ask(`{ ${list}(first: 1, filter: { providers: [HUAWEI_GA] }) { nodes { id etag } } }`);
  const [{ id }] = data[list].nodes;
  const input = change === "deletePool" ? "DeletePoolInput" : "DeleteListenerInput";
  const { data: answer, errors } = await graph.ask(
    `mutation ($input: ${input}!) { ${change}(input: $input) { problems { ... on ChangeProblem { code path } } } }`,
    // The etag of nothing: the input is taken, and nothing is deleted.
    { input: { id, cascade: null, ifMatch: "another" } },
  );
  expect(errors).toBeUndefined();
  expect(answer[change].problems).toMatchObject([{ path: ["input", "ifMatch"] }]);
});

it.each(["ALIBABA_GA", "HUAWEI_GA"])("%s takes whole shares of traffic only, and says so", async (provider) => {
  const { data } = await graph.ask(
    `query ($provider: CloudProvider!) {
      pools(first: 1, filter: { providers: [$provider] }) { nodes { id trafficPercentage account { capabilities { limits { trafficPercentage { min max isWhole } } } } } }
    }`,
    { provider },
  );
  const [pool] = data.pools.nodes;
  const { min, max, isWhole } = pool.account.capabilities.limits.trafficPercentage;
  expect(isWhole).toBe(true);
  const { data: answer } = await graph.ask(
    "mutation ($input: UpdatePoolInput!) { updatePool(input: $input) { problems { ... on ChangeProblem { code path message } } } }",
    { input: { id: pool.id, trafficPercentage: 75.5 } },
  );
  expect(answer.updatePool.problems).toMatchObject([
    {
      code: "INVALID_INPUT",
      path: ["input", "trafficPercentage"],
      message: expect.stringContaining(`be a whole number from ${min} to ${max}`),
    },
  ]);
});

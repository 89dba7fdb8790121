import { afterAll, beforeAll, expect, it } from "vitest";
import { alibabaGa } from "../../../src/providers/alibaba-ga/index.js";
import { accountsWith, type RunningGraph, startGraph } from "../../support/graph.js";

interface ShownPool {
  readonly members: {
    readonly nodes: readonly { readonly health: string }[];
    readonly sourceProblems: readonly { readonly code: string; readonly message: string }[];
  };
}

let sandbox: RunningGraph;
let graph: RunningGraph;
beforeAll(async () => {
  sandbox = await startGraph(undefined, [alibabaGa]);
  // Less than the inventory's listeners need.
  const slow = { requestsPerSecond: { GetHealthStatus: 2 } };
  const accounts = await accountsWith(sandbox.app.sandbox!, slow, [alibabaGa]);
  graph = await startGraph(
    (config) => {
      config.accounts = accounts;
    },
    [alibabaGa],
  );
});
afterAll(async () => {
  await graph.stop();
  await sandbox.stop();
});

it("health is asked for within the account's rate, and what does not come in time has a problem", async () => {
  sandbox.forgetCalls();
  const { data, errors, extensions } = await graph.ask(
    "{ pools(first: 200) { nodes { members { nodes { health } sourceProblems { code message } } } } }",
    undefined,
    { "x-request-timeout-ms": "2500" },
  );
  expect(errors).toBeUndefined();
  const pools: readonly ShownPool[] = data.pools.nodes;
  const unread = pools.filter(({ members }) => members.nodes.some(({ health }) => health === "NOT_READ"));
  expect(unread.length).toBeGreaterThan(5);
  for (const { members } of unread) {
    const [problem] = members.sourceProblems;
    expect(["RATE_LIMITED", "TIMED_OUT"]).toContain(problem?.code);
    expect(problem?.message).toMatch(/^The health of the pool's members could not be read\. /);
  }
  expect(pools.some(({ members }) => members.nodes.some(({ health }) => health === "HEALTHY"))).toBe(true);
  expect(extensions?.incompleteSources).toContainEqual(expect.objectContaining({ code: "RATE_LIMITED" }));
  const asked = sandbox.app.sandbox!.cloud(alibabaGa.key).calls.filter(({ action }) => action === "GetHealthStatus");
  expect(asked.length).toBeLessThanOrEqual(8);
});

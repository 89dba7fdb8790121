import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
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

const go = (cloud: string, rule: FaultRule) => graph.app.sandbox!.cloud(cloud).faults.add(rule);
const answer = (path: string, value: unknown): FaultRule["fault"] => ({
  kind: "edit",
  patch: [{ op: "add", path, value }],
});

const problems = "sourceProblems { code message account { id provider } }";
const page = `isComplete totalCount pageInfo { hasNextPage endCursor } ${problems}`;

/** As a client walks: page after page, as long as there is said to be another. */
async function walk(provider: string, first: number) {
  const pages = [];
  for (let after: string | null = null; pages.length < 40; ) {
    const { data, errors } = await graph.ask(
      `query ($after: String, $first: Int!, $provider: CloudProvider!) {
        listeners(first: $first, after: $after, filter: { providers: [$provider] }) { ${page} nodes { id } }
      }`,
      { after, first, provider },
    );
    expect(errors).toBeUndefined();
    pages.push(data.listeners);
    if (!data.listeners.pageInfo.hasNextPage) return pages;
    after = data.listeners.pageInfo.endCursor;
  }
  throw new Error("The walk has not ended.");
}

describe("lists whose pages lead nowhere", () => {
  it.each(["HUAWEI_ELB", "HUAWEI_GA"])("end where %s does not heed the marker, and say so", async (provider) => {
    go(provider.toLowerCase().replaceAll("_", "-"), {
      fault: { kind: "edit", of: "request", patch: [{ op: "remove", path: "/query/marker" }] },
      actions: "^ListListeners$",
    });
    const pages = await walk(provider, 7);
    const ids = pages.flatMap(({ nodes }) => nodes.map(({ id }: { id: string }) => id));
    expect(ids.length).toBeGreaterThan(6);
    expect(new Set(ids).size).toBe(ids.length);
    expect(pages.at(-1)).toMatchObject({
      isComplete: false,
      totalCount: null,
      sourceProblems: [{ code: "UNREADABLE", account: { provider } }],
    });
  });

  it("show what was read of a pool's members, and keep the pool", async () => {
    go("huawei-ga", { fault: answer("/body/page_info", { next_marker: "round" }), actions: "^ListEndpoints$" });
    const { data, errors } = await graph.ask(
      `{ pools(first: 5, filter: { providers: [HUAWEI_GA] }) { isComplete nodes { name etag members { ${page} nodes { address } } } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data.pools.isComplete).toBe(true);
    const served = data.pools.nodes.filter(
      ({ members }: { members: { nodes: unknown[] } }) => members.nodes.length > 0,
    );
    expect(served.length).toBeGreaterThan(0);
    for (const { members } of data.pools.nodes)
      expect(members).toMatchObject({
        isComplete: false,
        totalCount: null,
        pageInfo: { hasNextPage: false },
        sourceProblems: [{ code: "UNREADABLE", message: expect.stringContaining("round") }],
      });
  });
});

describe("lists whose length is reported wrongly", () => {
  const everything = `{ listeners(first: 200) { ${page} nodes { id } } }`;

  it.each([0, 3, 1_000_000, Number.MAX_SAFE_INTEGER, "many", null])(
    "are read to their end with few calls more, such as %s",
    async (total) => {
      const { data: usual } = await graph.ask(everything);
      graph.forgetCalls();
      await graph.ask(everything);
      const calls = graph.countCalls();
      graph.forgetCalls();
      go("alibaba-ga", { fault: answer("/body/TotalCount", total), actions: "^List" });
      go("tencent-gaap", { fault: answer("/body/Response/TotalCount", total), actions: "^Describe" });
      const { data, errors } = await graph.ask(everything);
      expect(errors).toBeUndefined();
      expect(data.listeners.sourceProblems).toEqual([]);
      expect(data.listeners.nodes).toEqual(usual.listeners.nodes);
      expect(data.listeners.totalCount).toBe(usual.listeners.totalCount);
      expect(graph.countCalls()).toBeLessThanOrEqual(2 * calls);
    },
  );
});

it("a change that depends on a whole list is not made by a part of it", async () => {
  const { data } = await graph.ask(
    `{ pools(first: 50, filter: { providers: [HUAWEI_GA] }) { nodes { id name status members { nodes { address } } } } }`,
  );
  const pool = data.pools.nodes.find(
    ({ status, members }: { status: string; members: { nodes: unknown[] } }) =>
      status === "ACTIVE" && members.nodes.length > 1,
  );
  go("huawei-ga", { fault: answer("/body/page_info", { next_marker: "round" }), actions: "^ListEndpoints$" });
  graph.forgetCalls();
  const { data: done } = await graph.ask(
    `mutation ($input: SetPoolMembersInput!) { setPoolMembers(input: $input) { pool { id } problems { code isRetryable } } }`,
    { input: { poolId: pool.id, members: [{ address: "203.0.113.9" }] } },
  );
  expect(done.setPoolMembers).toEqual({ pool: null, problems: [{ code: "UNREADABLE", isRetryable: false }] });
  const actions = graph.app.sandbox!.cloud("huawei-ga").calls.map(({ action }) => action);
  expect(actions.filter((action) => /^(Create|Update|Delete)/.test(action))).toEqual([]);
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RunningGraph, startGraph } from "../support/graph.js";

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph();
}, 60_000);
afterAll(() => graph.stop());
beforeEach(() => graph.app.sandbox!.reset());

interface Shown {
  readonly id: string;
  readonly name: string;
  readonly provider: string;
  readonly listeners: readonly { readonly parent: { readonly id: string } }[];
  readonly parent: { readonly id: string; readonly nativeId: string } | null;
  readonly algorithm: string | null;
  readonly healthMonitor: { readonly nativeId: string | null } | null;
  readonly settings: { readonly healthMonitorId: string | null; readonly projectId: string } | null;
}
const POOL = `id name provider algorithm listeners { parent { id } } parent { id nativeId } healthMonitor { nativeId }
  settings { ... on HuaweiElbPoolSettings { healthMonitorId projectId } }`;

async function pools(): Promise<Shown[]> {
  const { data, errors } = await graph.ask(`{ pools(first: 200) { nodes { ${POOL} } } }`);
  expect(errors).toBeUndefined();
  return data.pools.nodes;
}

async function change(kind: string, type: string, input: object) {
  const { data, errors } = await graph.ask(
    `mutation ($input: ${type}!) { ${kind}(input: $input) { pool { id } problems { __typename code path message } } }`,
    { input },
  );
  expect(errors).toBeUndefined();
  return data[kind];
}

describe("a pool", () => {
  it("names what it belongs to on every cloud, by list and by id, and whether a listener uses it or not", async () => {
    const all = await pools();
    for (const { parent, listeners } of all) {
      expect(parent).not.toBeNull();
      for (const listener of listeners) expect(listener.parent.id).toBe(parent!.id);
    }
    const { data } = await graph.ask(
      "query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Pool { parent { id nativeId } } } }",
      { ids: all.map(({ id }) => id) },
    );
    expect(data.nodes).toEqual(all.map(({ id, parent }) => ({ id, parent })));
    expect(new Set(all.map(({ provider }) => provider)).size).toBe(graph.app.sandbox!.clouds.length);
    const unused = all.filter(({ listeners }) => listeners.length === 0).map(({ name }) => name);
    expect(unused).toEqual(expect.arrayContaining(["checkout-next", "orders-db-old"]));
  });

  it("reads the parents of all pools of an account together", async () => {
    graph.forgetCalls();
    await graph.ask("{ pools(first: 200, filter: { providers: [HUAWEI_ELB] }) { nodes { id } } }");
    const alone = graph.countCalls("huawei-elb");
    graph.forgetCalls();
    await graph.ask("{ pools(first: 200, filter: { providers: [HUAWEI_ELB] }) { nodes { parent { name } } } }");
    expect(graph.countCalls("huawei-elb")).toBe(alone + 1);
  });

  it("says which health monitor and project are its own, where the cloud does", async () => {
    const elb = (await pools()).filter(({ provider }) => provider === "HUAWEI_ELB");
    const checked = elb.filter(({ healthMonitor }) => healthMonitor !== null);
    expect(checked.length).toBeGreaterThan(0);
    for (const { healthMonitor, settings } of elb) {
      expect(settings?.healthMonitorId).toBe(healthMonitor?.nativeId ?? null);
      expect(settings?.projectId).toMatch(/^[0-9a-f]{32}$/);
    }
  });
});

describe("weights that have no effect", () => {
  const members = [{ address: "192.0.2.10", port: 80, weight: 7 }];

  it("are refused in a new pool that goes by clients' addresses, and taken in others", async () => {
    const [pool] = (await pools()).filter(({ provider }) => provider === "HUAWEI_ELB");
    const input = { parentId: pool!.parent!.id, name: "weighed", protocol: "TCP", members };
    expect(
      (await change("createPool", "CreatePoolInput", { ...input, algorithm: "SOURCE_IP" })).problems,
    ).toMatchObject([
      {
        __typename: "InvalidInputProblem",
        path: ["input", "members", "0", "weight"],
        message: expect.stringContaining("SOURCE_IP"),
      },
    ]);
    expect(
      (await change("createPool", "CreatePoolInput", { ...input, algorithm: "LEAST_CONNECTIONS" })).problems,
    ).toEqual([]);
  });

  it.each([
    ["HUAWEI_ELB", "SOURCE_IP"],
    ["TENCENT_GAAP", "ROUND_ROBIN"],
  ])("are refused among the members of a pool on %s that has the algorithm %s", async (provider, algorithm) => {
    const pool = (await pools()).find((one) => one.provider === provider && one.algorithm === algorithm)!;
    const set = (weight?: number) =>
      change("setPoolMembers", "SetPoolMembersInput", { poolId: pool.id, members: [{ ...members[0], weight }] });
    expect((await set(7)).problems).toMatchObject([{ path: ["input", "members", "0", "weight"] }]);
    expect((await set()).problems).toEqual([]);
    expect((await set(1)).problems).toEqual([]);
  });
});

describe("times of health checks", () => {
  it("are judged by the cloud's default where one of them is not given", async () => {
    const { data } = await graph.ask("{ listenerParents(first: 200) { nodes { id provider status } } }");
    const parent = data.listenerParents.nodes.find(
      ({ provider, status }: { provider: string; status: string }) =>
        provider === "TENCENT_GAAP" && status === "ACTIVE",
    );
    const create = async (more: object) => {
      const input = {
        parentId: parent.id,
        name: "timely",
        protocol: "TCP",
        portRanges: [{ fromPort: 19_000 }],
        ...more,
      };
      const answer = await graph.ask(
        "mutation ($input: CreateListenerInput!) { createListener(input: $input) { problems { path message } } }",
        { input },
      );
      return answer.data.createListener.problems;
    };
    expect(await create({ healthMonitor: { timeoutSeconds: 60 } })).toMatchObject([
      {
        path: ["input", "healthMonitor", "timeoutSeconds"],
        message: expect.stringContaining("the interval, 5 by default; got 60"),
      },
    ]);
    expect(await create({ settings: { tencentGaap: { connectTimeoutSeconds: 60 } } })).toMatchObject([
      { path: ["input", "settings", "tencentGaap", "connectTimeoutSeconds"] },
    ]);
    expect(await create({ healthMonitor: { timeoutSeconds: 60, intervalSeconds: 60 } })).toEqual([]);
  });

  it("are judged by what stays, in a change, before the cloud is called", async () => {
    const { data } = await graph.ask(
      "{ pools(first: 200, filter: { providers: [HUAWEI_GA] }) { nodes { id healthMonitor { intervalSeconds timeoutSeconds } } } }",
    );
    const checked = data.pools.nodes.find(({ healthMonitor }: { healthMonitor: object | null }) => healthMonitor);
    const bare = data.pools.nodes.find(({ healthMonitor }: { healthMonitor: object | null }) => !healthMonitor);
    const { intervalSeconds, timeoutSeconds } = checked.healthMonitor;
    const cloud = graph.app.sandbox!.cloud("huawei-ga");
    cloud.clearCalls();
    const update = (id: string, healthMonitor: object) =>
      change("updatePool", "UpdatePoolInput", { id, healthMonitor });
    expect((await update(checked.id, { timeoutSeconds: intervalSeconds })).problems).toMatchObject([
      { __typename: "InvalidInputProblem", path: ["input", "healthMonitor", "timeoutSeconds"] },
    ]);
    expect((await update(checked.id, { intervalSeconds: timeoutSeconds })).problems).toMatchObject([
      { __typename: "InvalidInputProblem", path: ["input", "healthMonitor", "intervalSeconds"] },
    ]);
    expect((await update(bare.id, { timeoutSeconds: 30 })).problems).toMatchObject([
      { __typename: "InvalidInputProblem", path: ["input", "healthMonitor", "timeoutSeconds"] },
    ]);
    expect(cloud.countCalls("UpdateHealthCheck") + cloud.countCalls("CreateHealthCheck")).toBe(0);
  });
});

describe("what freezing does", () => {
  it.each([
    [1, 1, "Frozen; it can be released.", true],
    [1, 3, "Frozen; it cannot be renewed.", true],
    [2, 1, "Terminated; it can be released.", false],
    [2, 2, "Terminated; it cannot be released.", false],
    [2, 3, "Terminated; it cannot be renewed.", false],
  ])("is reported with status %i and effect %i", async (status, effect, words, isFrozen) => {
    const value = { status, effect, scene: ["ARREAR"] };
    const patch = [{ op: "add", path: "/body/listener/frozen_info", value }] as const;
    graph.app.sandbox!.cloud("huawei-ga").faults.add({ fault: { kind: "edit", patch }, actions: "ShowListener" });
    const { data: listed } = await graph.ask(
      "{ listeners(first: 1, filter: { providers: [HUAWEI_GA] }) { nodes { id } } }",
    );
    const { data } = await graph.ask(
      "query ($id: ID!) { listener(id: $id) { frozen { isFrozen effect } settings { ... on HuaweiGaListenerSettings { frozenStatus frozenEffect } } } }",
      { id: listed.listeners.nodes[0].id },
    );
    expect(data.listener).toEqual({
      frozen: { isFrozen, effect: words },
      settings: { frozenStatus: status, frozenEffect: effect },
    });
  });
});

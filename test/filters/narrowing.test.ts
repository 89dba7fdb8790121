import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { globalIdOf, parseGlobalId, urnOf } from "../../src/model/resource-ref.js";
import { type RunningGraph, startGraph } from "../support/graph.js";

interface Node {
  readonly id: string;
  readonly urn: string;
  readonly account: { readonly id: string };
  readonly parent: { readonly id: string; readonly addresses: readonly string[] };
}

let graph: RunningGraph;
let listeners: Node[];
beforeAll(async () => {
  graph = await startGraph((config) => {
    config.server.limits.readDeadlineMs = 120_000;
  });
  const { data } = await graph.ask(
    "{ listeners(first: 200) { nodes { id urn account { id } parent { id addresses } } } }",
  );
  listeners = data.listeners.nodes;
}, 60_000);
afterAll(() => graph.stop());
afterEach(() => {
  for (const cloud of graph.app.sandbox!.clouds) cloud.faults.clear();
});

const LISTENERS = `query ($filter: ListenerFilter, $first: Int = 50) {
  listeners(filter: $filter, first: $first) { isComplete totalCount sourceProblems { account { id } code message nativeId } nodes { id } }
}`;
interface Found {
  readonly isComplete: boolean;
  readonly totalCount: number | null;
  readonly nodes: readonly { readonly id: string }[];
  readonly sourceProblems: readonly {
    readonly account: { readonly id: string };
    readonly code: string;
    readonly message: string;
  }[];
}
async function find(filter: object, first?: number) {
  graph.forgetCalls();
  const { data, errors } = await graph.ask(LISTENERS, { filter, first });
  expect(errors).toBeUndefined();
  const calls: Record<string, number> = Object.fromEntries(
    graph.app.sandbox!.clouds.map(({ key }) => [key, graph.countCalls(key)]),
  );
  return { ...(data.listeners as Found), calls };
}
const total = (calls: Readonly<Record<string, number>>) => Object.values(calls).reduce((sum, one) => sum + one, 0);
/** A few of each account. */
const someOf = (account: string) => listeners.filter((one) => one.account.id === account).slice(0, 4);
const accounts = () => [...new Set(listeners.map(({ account }) => account.id))];

describe("what is asked for by ids and urns", () => {
  it("costs what reading by id costs, and nothing where it cannot be", async () => {
    for (const account of accounts()) {
      const some = someOf(account);
      const ids = some.map(({ id }) => id);
      graph.forgetCalls();
      await graph.ask("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", { ids });
      const byId = graph.countCalls();
      const found = await find({ ids });
      expect(new Set(found.nodes.map(({ id }) => id))).toEqual(new Set(ids));
      expect(total(found.calls)).toBe(byId);
      expect(Object.values(found.calls).filter((count) => count > 0)).toHaveLength(1);
      const byUrn = await find({ urns: some.map(({ urn }) => urn) });
      expect(byUrn.nodes).toEqual(found.nodes);
      expect(Object.values(byUrn.calls).filter((count) => count > 0)).toHaveLength(1);
    }
  });

  it("is what both name where both are given, and asks nobody where that is nothing", async () => {
    const [one, other] = listeners;
    expect((await find({ ids: [one!.id], urns: [one!.urn, other!.urn] })).nodes).toEqual([{ id: one!.id }]);
    for (const filter of [{ ids: [one!.id], urns: [other!.urn] }, { ids: [] }, { urns: [] }]) {
      const { nodes, totalCount, isComplete, calls } = await find(filter);
      expect({ nodes, totalCount, isComplete, calls: total(calls) }).toEqual({
        nodes: [],
        totalCount: 0,
        isComplete: true,
        calls: 0,
      });
    }
  });

  it("leaves out what is gone, and what is of accounts that there are not", async () => {
    const ref = parseGlobalId(listeners[0]!.id)!;
    const absent = { ...ref, accountId: "no-such-account" };
    const { nodes, isComplete, calls } = await find({ ids: [globalIdOf(absent)] });
    expect({ nodes, isComplete, calls: total(calls) }).toEqual({ nodes: [], isComplete: true, calls: 0 });
    expect((await find({ urns: [urnOf(absent), listeners[0]!.urn] })).nodes).toEqual([{ id: listeners[0]!.id }]);
    const gone = { ...parseGlobalId(listeners.find(({ account }) => account.id === "elb-sandbox")!.id)!, key: "gone" };
    expect(await find({ ids: [globalIdOf(gone)] })).toMatchObject({ nodes: [], isComplete: true });
  });

  it("asks with a parent only that parent's account", async () => {
    const [{ parent, account }] = listeners as [Node];
    const { calls, nodes } = await find({ parentId: parent.id });
    expect(nodes.length).toBeGreaterThan(0);
    expect(Object.values(calls).filter((count) => count > 0)).toHaveLength(1);
    const others = listeners.filter((one) => one.account.id !== account.id).map(({ id }) => id);
    expect(total((await find({ parentId: parent.id, ids: others.slice(0, 9) })).calls)).toBe(0);
  });
});

describe("what answers on an address", () => {
  it("is looked for on the load balancers that have it, and nowhere else", async () => {
    for (const account of accounts()) {
      const mine = listeners.filter((one) => one.account.id === account);
      const { parent } = mine[0]!;
      const wanted = mine.filter((one) => one.parent.addresses.includes(parent.addresses[0]!)).map(({ id }) => id);
      const { nodes, calls } = await find({ accountIds: [account], addresses: [parent.addresses[0]!] });
      expect(nodes.map(({ id }) => id)).toEqual(wanted);
      const nothing = await find({ accountIds: [account], addresses: ["192.0.2.1"] });
      expect(nothing).toMatchObject({ nodes: [], totalCount: 0, isComplete: true });
      // The load balancers alone: one call, or two where there are two sorts of them.
      expect(total(nothing.calls)).toBeLessThanOrEqual(2);
      expect(total(nothing.calls)).toBeLessThan(total(calls));
    }
  });
});

describe("a default list", () => {
  it("costs the same without a filter and with one of nulls", async () => {
    const { calls } = await find({}, 200);
    const nulls = Object.fromEntries(
      ["ids", "urns", "addresses", "memberAddress", "isServing", "hasUnhealthyMembers", "tags"].map((name) => [
        name,
        null,
      ]),
    );
    expect((await find(nulls, 200)).calls).toEqual(calls);
  });
});

describe("what is not known", () => {
  const refused = { Code: "Forbidden.RAM", Message: "No.", RequestId: "R-7" };

  it("is left out with a word of which it is and why", async () => {
    const whole = await find({ hasUnhealthyMembers: false, providers: ["ALIBABA_GA"] }, 200);
    expect(whole).toMatchObject({ isComplete: true });
    graph.app.sandbox!.cloud("alibaba-ga").faults.add({
      fault: { kind: "respond", status: 403, body: JSON.stringify(refused) },
      actions: "^GetHealthStatus$",
    });
    const { nodes, isComplete, totalCount, sourceProblems } = await find(
      { hasUnhealthyMembers: false, providers: ["ALIBABA_GA", "HUAWEI_ELB"] },
      200,
    );
    expect({ isComplete, totalCount }).toEqual({ isComplete: false, totalCount: null });
    expect(nodes.length).toBeGreaterThan(0);
    // Those without members, or whose members nobody checks, are told without an answer.
    const left = new Set(nodes.map(({ id }) => id));
    expect(whole.nodes.filter(({ id }) => left.has(id)).length).toBeLessThan(whole.nodes.length / 2);
    expect(sourceProblems.length).toBeGreaterThan(0);
    for (const { account, code, message } of sourceProblems) {
      expect({ account: account.id, code }).toEqual({ account: "alibaba-ga-sandbox", code: "FORBIDDEN" });
      expect(message).toMatch(
        /^alibaba-ga-sandbox:listener:\S+.* could not be matched against the filter and (is|are) left out\. ./,
      );
    }
  });

  it("of an account that is down is that account's problem", async () => {
    await graph.app.sandbox!.cloud("huawei-elb").faults.add({ fault: { kind: "drop" } });
    const found = await find({ memberAddress: "192.0.2.1" }, 200);
    expect(found).toMatchObject({ isComplete: false, nodes: [], sourceProblems: [{ account: { id: "elb-sandbox" } }] });
    const members = await graph.ask(
      '{ poolMembers(filter: { addresses: ["192.0.2.1"] }) { isComplete totalCount sourceProblems { account { id } } } }',
    );
    expect(members.data.poolMembers).toEqual({
      isComplete: false,
      totalCount: null,
      sourceProblems: [{ account: { id: "elb-sandbox" } }],
    });
  });
});

describe("wrong arguments of a list", () => {
  const refuse = async (query: string, variables: Record<string, unknown> = {}) => {
    graph.forgetCalls();
    const { errors } = await graph.ask(query, variables);
    expect(graph.countCalls()).toBe(0);
    expect(errors).toHaveLength(1);
    expect(errors![0]!.extensions).toMatchObject({ code: "INVALID_INPUT" });
    const rules = errors![0]!.extensions!.brokenRules as { path: string[]; message: string }[];
    return { message: errors![0]!.message, paths: rules.map(({ path }) => path.join(".")).sort() };
  };

  it("are reported all at once, each with its path", async () => {
    const pool = globalIdOf({ accountId: "elb-sandbox", kind: "pool", key: "p" });
    const { message, paths } = await refuse(LISTENERS, {
      first: 0,
      filter: {
        ids: [listeners[0]!.id, "nonsense", pool],
        urns: ["elb-sandbox:pool:p", listeners[0]!.urn],
        parentId: pool,
        accountIds: ["nobody"],
        names: [""],
        nameContains: "x".repeat(256),
        coversPort: 70_000,
        overlapsPorts: [{ fromPort: 80 }, { fromPort: 90, toPort: 80 }, { fromPort: 0 }],
        memberAddress: "",
        tags: [{ key: "", value: "x" }],
        regions: Array.from({ length: 201 }, () => "r"),
      },
    });
    expect(paths).toEqual(
      [
        ...["filter.ids.1", "filter.ids.2", "filter.urns.0", "filter.parentId", "filter.accountIds", "filter.names"],
        ...["filter.nameContains", "filter.coversPort", "filter.overlapsPorts.1.toPort"],
        ...["filter.overlapsPorts.2.fromPort", "filter.memberAddress", "filter.tags.0.key", "filter.regions", "first"],
      ].sort(),
    );
    expect(message).toMatch(/And 9 more\.$/);
  });

  it("of pools, load balancers and members as well", async () => {
    const wrong = { ids: ["x"], nativeIds: Array.from({ length: 201 }, () => "n") };
    for (const [list, type] of [
      ["pools", "PoolFilter"],
      ["listenerParents", "ListenerParentFilter"],
      ["poolMembers", "PoolMemberFilter"],
    ]) {
      const document = `query ($f: ${type}) { ${list}(filter: $f) { nodes { id } } }`;
      expect((await refuse(document, { f: wrong })).paths).toEqual(["filter.ids.0", "filter.nativeIds"]);
    }
    expect(
      (await refuse('{ poolMembers(filter: { poolId: "x", ports: [0, 80, 65536] }) { nodes { id } } }')).paths,
    ).toEqual(["filter.poolId", "filter.ports.0", "filter.ports.2"]);
  });

  it("with lists that are longer than any may be are not looked into", async () => {
    const ids = Array.from({ length: 1_001 }, () => "x");
    expect(await refuse(LISTENERS, { filter: { ids, coversPort: 0 } })).toEqual({
      message: "`ids` must hold at most 1000 entries; got 1001.",
      paths: ["filter.ids"],
    });
  });
});

describe("poolMembers", () => {
  it("lead to their pools without reading them once more", async () => {
    graph.forgetCalls();
    await graph.ask("{ poolMembers(first: 200, filter: { providers: [HUAWEI_ELB] }) { nodes { address } } }");
    const alone = graph.countCalls();
    graph.forgetCalls();
    const { data, errors } = await graph.ask(
      "{ poolMembers(first: 200, filter: { providers: [HUAWEI_ELB] }) { nodes { id address pool { id account { id } members(first: 200) { nodes { id } } } } } }",
    );
    expect(errors).toBeUndefined();
    for (const { id, pool } of data.poolMembers.nodes)
      expect(pool.members.nodes.map((one: { id: string }) => one.id)).toContain(id);
    expect(graph.countCalls()).toBe(alone);
  });

  it("are the same in pages, also behind one that was taken out", async () => {
    const document = `query ($first: Int, $after: String) { poolMembers(first: $first, after: $after, filter: { providers: [HUAWEI_ELB] }) {
      edges { cursor } nodes { id nativeId address port weight pool { id members { nodes { id address port subnetId weight } } } } pageInfo { hasNextPage endCursor }
    } }`;
    const page = async (first: number, after?: string | null) =>
      (await graph.ask(document, { first, after })).data.poolMembers;
    const { nodes, edges } = await page(200);
    const ids: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const one = await page(7, after);
      ids.push(...one.nodes.map(({ id }: Node) => id));
      after = one.pageInfo.endCursor;
      more = one.pageInfo.hasNextPage;
    }
    expect(ids).toEqual(nodes.map(({ id }: Node) => id));
    const at = nodes.findIndex(
      ({ pool }: { pool: { members: { nodes: unknown[] } } }) => pool.members.nodes.length > 1,
    );
    const { pool, id } = nodes[at];
    const left = pool.members.nodes.filter((one: { id: string }) => one.id !== id);
    const { data } = await graph.ask(
      "mutation ($input: SetPoolMembersInput!) { setPoolMembers(input: $input) { problems { message } } }",
      { input: { poolId: pool.id, members: left.map(({ id: _, ...member }: { id: string }) => member) } },
    );
    expect(data.setPoolMembers.problems).toEqual([]);
    const rest = await page(5, edges[at].cursor);
    expect(rest.nodes.map((one: Node) => one.id)).toEqual(nodes.slice(at + 1, at + 6).map((one: Node) => one.id));
    graph.app.sandbox!.reset();
  });
});

describe("what a filter reads", () => {
  it("is charged before it is read", async () => {
    const costOf = async (query: string) => {
      const { extensions, errors } = await graph.ask(query, {}, { "x-include-cost": "1" });
      expect(errors).toBeUndefined();
      return (extensions!.cost as { estimatedCloudCalls: number }).estimatedCloudCalls;
    };
    const plain = await costOf("{ listeners { nodes { id } } }");
    const deep = await costOf("{ listeners(filter: { hasUnhealthyMembers: true }) { nodes { id } } }");
    expect(deep).toBeGreaterThan(plain + 50);
    expect(await costOf("{ listeners(filter: { isServing: true }) { nodes { id } } }")).toBeGreaterThan(deep);
    expect(await costOf("{ listeners(orderBy: { field: NAME }) { nodes { id } } }")).toBeGreaterThan(plain);
    expect(await costOf(`{ listeners(filter: { ids: ["${listeners[0]!.id}"] }) { nodes { id } } }`)).toBeLessThan(
      plain,
    );
    expect(await costOf("{ listeners(filter: { hasUnhealthyMembers: null }) { nodes { id } } }")).toBe(plain);
  });
});

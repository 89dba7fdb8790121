import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type RunningGraph, startGraph } from "../support/graph.js";

const PAGE = `query Page($first: Int!, $after: String, $filter: ListenerFilter) {
  listeners(first: $first, after: $after, filter: $filter) {
    isComplete
    totalCount
    sourceProblems { account { id } code message retryAfterSeconds }
    pageInfo { hasNextPage hasPreviousPage endCursor }
    edges { cursor node { id urn } }
    nodes { id urn name provider status protocol account { id } portRanges { fromPort toPort } parent { id } }
  }
}`;

interface Node {
  id: string;
  urn: string;
  name: string | null;
  provider: string;
  protocol: string;
  status: string;
  account: { id: string };
  parent: { id: string };
  portRanges: { fromPort: number; toPort: number }[];
}

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph.stop());
afterEach(() => {
  for (const cloud of graph.app.sandbox!.clouds) cloud.faults.clear();
});

const page = async (first: number, after?: string | null, filter?: object) => {
  const { data, errors } = await graph.ask(PAGE, { first, after, filter });
  expect(errors).toBeUndefined();
  return data.listeners;
};
const readAll = async (first: number, filter?: object): Promise<Node[]> => {
  const nodes: Node[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const one = await page(first, after, filter);
    nodes.push(...one.nodes);
    after = one.pageInfo.endCursor;
    more = one.pageInfo.hasNextPage;
  }
  return nodes;
};

describe("listeners of all accounts", () => {
  it("fit one page, whole and counted", async () => {
    const whole = await page(200);
    expect(whole.isComplete).toBe(true);
    expect(whole.nodes.length).toBeGreaterThanOrEqual(60);
    expect(whole.totalCount).toBe(whole.nodes.length);
    expect(whole.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
    expect(new Set(whole.nodes.map(({ id }: Node) => id)).size).toBe(whole.nodes.length);
    expect(new Set(whole.nodes.map(({ account }: Node) => account.id)).size).toBe(graph.app.sandbox!.clouds.length);
  });

  it.each([1, 23, 60])("are the same in the same order when read in pages of %i", async (first) => {
    if (first === 1) {
      const two = [(await page(1)).nodes[0], (await page(1, (await page(1)).pageInfo.endCursor)).nodes[0]];
      expect(two.map(({ id }) => id)).toEqual((await page(2)).nodes.map(({ id }: Node) => id));
      return;
    }
    expect((await readAll(first)).map(({ id }) => id)).toEqual((await page(200)).nodes.map(({ id }: Node) => id));
  });

  it("go on from any entry's own cursor", async () => {
    const { edges, nodes } = await page(200);
    for (const at of [0, 30, edges.length - 2]) {
      const rest = await page(200, edges[at].cursor);
      expect(rest.nodes.map(({ id }: Node) => id)).toEqual(nodes.slice(at + 1).map(({ id }: Node) => id));
      expect(rest.pageInfo.hasPreviousPage).toBe(true);
    }
  });

  it("go on behind an entry that was deleted meanwhile", async () => {
    const { edges, nodes } = await page(200);
    const cloud = new Map<string, number>();
    for (const [index, { account }] of (nodes as Node[]).entries())
      cloud.set(account.id, cloud.get(account.id) ?? index);
    for (const [account, start] of cloud) {
      const at = start + 3;
      expect(nodes[at].account.id).toBe(account);
      const { data, errors } = await graph.ask(
        `mutation ($id: ID!) { deleteListener(input: { id: $id, cascade: true }) { deletedListenerId problems { code message } } }`,
        { id: nodes[at].id },
      );
      expect([errors, data.deleteListener.problems]).toEqual([undefined, []]);
      const rest = await page(5, edges[at].cursor);
      expect(rest.nodes.map(({ id }: Node) => id)).toEqual(nodes.slice(at + 1, at + 6).map(({ id }: Node) => id));
    }
    graph.app.sandbox!.reset();
  });

  it("within another thing go on behind an entry that was deleted meanwhile, or say that its place is lost", async () => {
    const { data } = await graph.ask(
      "{ listenerParents(first: 200) { nodes { id provider listeners(first: 2) { edges { cursor } nodes { id } pageInfo { hasNextPage } } } } }",
    );
    const provider = "HUAWEI_ELB";
    const parent = data.listenerParents.nodes.find(
      (one: { provider: string; listeners: { pageInfo: { hasNextPage: boolean } } }) =>
        one.provider === provider && one.listeners.pageInfo.hasNextPage,
    );
    const behind = (list: string) => `query ($id: ID!, $after: String) { ${list}(id: $id) {
      list: ${list === "pool" ? "members" : "listeners"}(first: 1, after: $after) { isComplete nodes { id } sourceProblems { code } } } }`;
    const { cursor } = parent.listeners.edges[0];
    await graph.ask("mutation ($id: ID!) { deleteListener(input: { id: $id, cascade: true }) { deletedListenerId } }", {
      id: parent.listeners.nodes[0].id,
    });
    const rest = await graph.ask(behind("listenerParent"), { id: parent.id, after: cursor });
    expect(rest.data.listenerParent.list).toEqual({
      isComplete: true,
      nodes: [parent.listeners.nodes[1]],
      sourceProblems: [],
    });

    const { data: pools } = await graph.ask(
      `{ pools(first: 200, filter: { providers: [${provider}] }) { nodes { id members { edges { cursor } nodes { address port subnetId weight } } } } }`,
    );
    const pool = pools.pools.nodes.find((one: { members: { nodes: unknown[] } }) => one.members.nodes.length > 1);
    const { data: changed } = await graph.ask(
      "mutation ($input: SetPoolMembersInput!) { setPoolMembers(input: $input) { problems { message } } }",
      { input: { poolId: pool.id, members: pool.members.nodes.slice(1) } },
    );
    expect(changed.setPoolMembers.problems).toEqual([]);
    const lost = await graph.ask(behind("pool"), { id: pool.id, after: pool.members.edges[0].cursor });
    expect(lost.data.pool.list).toEqual({ isComplete: false, nodes: [], sourceProblems: [{ code: "UNREADABLE" }] });
    graph.app.sandbox!.reset();
  });

  it("obey each filter as if it were applied to the whole list", async () => {
    const all: Node[] = (await page(200)).nodes;
    const [one] = all;
    const filters: [object, (node: Node) => boolean][] = [
      [{ providers: [one!.provider] }, (node) => node.provider === one!.provider],
      [{ accountIds: [all.at(-1)!.account.id] }, (node) => node.account.id === all.at(-1)!.account.id],
      [{ protocols: ["UDP", "HTTPS"] }, (node) => ["UDP", "HTTPS"].includes(node.protocol)],
      [{ statuses: ["ACTIVE"] }, (node) => node.status === "ACTIVE"],
      [{ nameContains: "EDGE" }, (node) => node.name?.toLowerCase().includes("edge") ?? false],
      [{ coversPort: 443 }, (node) => node.portRanges.some(({ fromPort, toPort }) => fromPort <= 443 && 443 <= toPort)],
      ...[...new Map(all.map((node) => [node.account.id, node.parent.id])).values()].map(
        (parentId): [object, (node: Node) => boolean] => [{ parentId }, (node) => node.parent.id === parentId],
      ),
      [
        { protocols: ["TCP"], coversPort: 443, nameContains: "-" },
        (node) =>
          node.protocol === "TCP" &&
          (node.name?.includes("-") ?? false) &&
          node.portRanges.some(({ fromPort, toPort }) => fromPort <= 443 && 443 <= toPort),
      ],
    ];
    for (const [filter, keeps] of filters) {
      const wanted = all.filter(keeps).map(({ id }) => id);
      expect({ filter, ids: (await page(200, null, filter)).nodes.map(({ id }: Node) => id) }).toEqual({
        filter,
        ids: wanted,
      });
      expect({ filter, ids: (await readAll(17, filter)).map(({ id }) => id) }).toEqual({ filter, ids: wanted });
    }
  }, 60_000);

  it.each([
    [{ first: 0 }, "first"],
    [{ first: 201 }, "first"],
    [{ first: -5 }, "first"],
    [{ first: 5, after: "nonsense" }, "after"],
    [{ first: 5, filter: { coversPort: 70_000 } }, "coversPort"],
    [{ first: 5, filter: { accountIds: ["nobody"] } }, "nobody"],
    [{ first: 5, filter: { parentId: "nonsense" } }, "load balancer"],
  ])("refuse %j with a clear error and no call", async (variables, word) => {
    graph.forgetCalls();
    const { errors } = await graph.ask(PAGE, variables);
    expect(errors?.[0]?.extensions?.code).toBe("INVALID_INPUT");
    expect(errors?.[0]?.message).toContain(word);
    expect(graph.countCalls()).toBe(0);
  });

  it("say which account failed, and keep the others' entries", async () => {
    const whole: Node[] = (await page(200)).nodes;
    for (const cloud of graph.app.sandbox!.clouds) {
      cloud.faults.add({ fault: { kind: "refuse" } });
      const partial = await page(200);
      const account = partial.sourceProblems[0]?.account.id;
      expect(partial).toMatchObject({ isComplete: false, totalCount: null });
      expect(partial.sourceProblems).toHaveLength(1);
      expect(partial.sourceProblems[0].code).toBe("PROVIDER_UNAVAILABLE");
      expect(partial.sourceProblems[0].message.length).toBeGreaterThan(20);
      expect(partial.nodes.map(({ id }: Node) => id)).toEqual(
        whole.filter((node) => node.account.id !== account).map(({ id }) => id),
      );
      cloud.faults.clear();
    }
  });

  it("stay incomplete on every page behind an account that failed, also when it is well again", async () => {
    const [first] = graph.app.sandbox!.clouds;
    const { nodes } = await page(1);
    first!.faults.add({ fault: { kind: "refuse" } });
    const one = await page(30);
    expect(one.isComplete).toBe(false);
    const [{ account, code }] = one.sourceProblems;
    // The first account's entries are what the page lacks.
    expect(account.id).toBe(nodes[0].account.id);
    expect(one.nodes[0].account.id).not.toBe(account.id);
    first!.faults.clear();
    for (let after = one.pageInfo.endCursor, more = true; more; ) {
      const later = await page(30, after);
      expect(later).toMatchObject({
        isComplete: false,
        totalCount: null,
        sourceProblems: [{ account: { id: account.id }, code, message: expect.stringContaining("without `after`") }],
      });
      after = later.pageInfo.endCursor;
      more = later.pageInfo.hasNextPage;
    }
    expect(await page(30)).toMatchObject({ isComplete: true, sourceProblems: [] });
  });

  it("ask one cloud for a page that it fills, also when it takes its time", async () => {
    await page(5);
    for (const cloud of graph.app.sandbox!.clouds) cloud.faults.add({ fault: { kind: "latency", ms: 50 } });
    graph.forgetCalls();
    const { nodes } = await page(5);
    expect(new Set(nodes.map(({ account }: Node) => account.id)).size).toBe(1);
    const asked = graph.app.sandbox!.clouds.filter(({ key }) => graph.countCalls(key) > 0);
    // None where answers are kept.
    expect(asked.length).toBeLessThanOrEqual(1);
  });

  it("have pools and parents that are lists of the same kind", async () => {
    const { data, errors } = await graph.ask(`{
      pools(first: 200) { isComplete totalCount nodes { id name isImplicit etag listeners { id } } }
      listenerParents(first: 200) { isComplete totalCount nodes { __typename id name status addresses listeners(first: 200) { isComplete nodes { id } } } }
      listeners(first: 200) { nodes { id } }
    }`);
    expect(errors).toBeUndefined();
    expect(data.pools.isComplete).toBe(true);
    expect(data.pools.nodes.length).toBeGreaterThan(20);
    const listed = data.listenerParents.nodes.flatMap(({ listeners }: { listeners: { nodes: Node[] } }) =>
      listeners.nodes.map(({ id }) => id),
    );
    expect(listed.sort()).toEqual(data.listeners.nodes.map(({ id }: Node) => id).sort());
    expect(new Set(data.listenerParents.nodes.map(({ __typename }: { __typename: string }) => __typename))).toEqual(
      new Set(["Accelerator", "LoadBalancer"]),
    );
  });
});

it("names the accounts that there are not, ten of them at most and each once", async () => {
  const ids = Array.from({ length: 12 }, (_, index) => `none-${index}`);
  const { errors } = await graph.ask(
    "query ($ids: [ID!]) { listeners(filter: { accountIds: $ids }) { nodes { id } } }",
    { ids: [...ids, ...ids] },
  );
  expect(errors).toMatchObject([{ path: ["listeners"], extensions: { code: "INVALID_INPUT" } }]);
  expect(errors![0]!.message).toMatch(/^There is no account "none-0", .*"none-9" and 2 more\. cloudAccounts lists/);
});

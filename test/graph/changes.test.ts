import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RunningGraph, startGraph } from "../support/graph.js";

const CREATE = `mutation ($input: CreateListenerInput!) {
  createListener(input: $input) { listener { id etag status name portRanges { fromPort toPort } } problems { __typename code message path isRetryable ... on InvalidInputProblem { constraint } ... on PortConflictProblem { conflictsWith { id } overlap { fromPort toPort } } } }
}`;
const UPDATE = `mutation ($input: UpdateListenerInput!) {
  updateListener(input: $input) { listener { id etag name } problems { __typename code message path } }
}`;
const DELETE = `mutation ($input: DeleteListenerInput!) {
  deleteListener(input: $input) { deletedListenerId problems { __typename code message path } }
}`;

interface Parent {
  id: string;
  status: string;
  account: {
    id: string;
    capabilities: { provider: string; hasExplicitPools: boolean; allowsPortSpans: boolean; protocols: string[] };
  };
}

let graph: RunningGraph;
let parents: Parent[];
beforeAll(async () => {
  graph = await startGraph();
  const { data } = await graph.ask(
    `{ listenerParents(first: 200) { nodes { id status account { id capabilities { provider hasExplicitPools allowsPortSpans protocols } } } } }`,
  );
  parents = [
    ...new Map(
      data.listenerParents.nodes
        .filter(({ status }: Parent) => status === "ACTIVE")
        .reverse()
        .map((parent: Parent) => [parent.account.id, parent]),
    ).values(),
  ] as Parent[];
}, 60_000);
afterAll(() => graph?.stop());
beforeEach(() => graph.app.sandbox!.reset());

const create = async (parent: Parent, more: object = {}) =>
  (
    await graph.ask(CREATE, {
      input: { parentId: parent.id, name: "graph-test", protocol: "TCP", portRanges: [{ fromPort: 19_000 }], ...more },
    })
  ).data.createListener;

describe("changes on every cloud", () => {
  it("knows a parent on each", () => expect(parents.length).toBe(graph.app.sandbox!.clouds.length));

  it("create, wait until active, read, update, refuse a stale etag, delete", async () => {
    for (const parent of parents) {
      const { listener, problems } = await create(parent, { waitUntilActive: true });
      expect(problems).toEqual([]);
      expect(listener).toMatchObject({
        status: "ACTIVE",
        name: "graph-test",
        portRanges: [{ fromPort: 19_000, toPort: 19_000 }],
      });
      const updated = (
        await graph.ask(UPDATE, { input: { id: listener.id, ifMatch: listener.etag, name: "graph-test-2" } })
      ).data.updateListener;
      expect(updated).toMatchObject({ problems: [], listener: { name: "graph-test-2" } });
      expect(updated.listener.etag).not.toBe(listener.etag);
      const stale = (
        await graph.ask(UPDATE, { input: { id: listener.id, ifMatch: listener.etag, name: "graph-test-3" } })
      ).data.updateListener;
      expect(stale).toMatchObject({
        listener: null,
        problems: [{ code: "PRECONDITION_FAILED", path: ["input", "ifMatch"] }],
      });
      const unchanged = (await graph.ask(UPDATE, { input: { id: listener.id } })).data.updateListener;
      expect(unchanged).toMatchObject({ problems: [], listener: { name: "graph-test-2" } });
      const deleted = (await graph.ask(DELETE, { input: { id: listener.id, cascade: true } })).data.deleteListener;
      expect(deleted).toEqual({ deletedListenerId: listener.id, problems: [] });
      const { data, errors } = await graph.ask(`query ($id: ID!) { listener(id: $id) { id } }`, { id: listener.id });
      expect([data.listener, errors?.[0]?.extensions?.code]).toEqual([null, "NOT_FOUND"]);
    }
  });

  it("says who holds a port that is taken", async () => {
    for (const parent of parents) {
      const { listener } = await create(parent, { waitUntilActive: true });
      const { problems, listener: second } = await create(parent, { name: "graph-test-b" });
      expect(second).toBeNull();
      expect(problems).toMatchObject([
        {
          __typename: "PortConflictProblem",
          code: "PORT_CONFLICT",
          conflictsWith: [{ id: listener.id }],
          overlap: [{ fromPort: 19_000, toPort: 19_000 }],
        },
      ]);
    }
  });

  it("reports every mistake of an input at once, with its path, and calls no cloud", async () => {
    for (const parent of parents) {
      graph.forgetCalls();
      const { listener, problems } = await create(parent, {
        name: "no <good> name!",
        description: "x".repeat(300),
        protocol: "HTTP",
        portRanges: [{ fromPort: 80 }, { fromPort: 90, toPort: 85 }],
        tls: { certificateIds: ["c"], versions: ["SSLv2"] },
      });
      expect(listener).toBeNull();
      const paths = problems.map(({ path }: { path: string[] }) => path.join("."));
      for (const path of ["input.portRanges.1.toPort", "input.portRanges"]) expect(paths).toContain(path);
      expect(problems.length).toBeGreaterThanOrEqual(5);
      expect(new Set(problems.map(({ __typename }: { __typename: string }) => __typename))).toEqual(
        new Set(["InvalidInputProblem"]),
      );
      expect(graph.countCalls()).toBe(0);
    }
  });

  it("keeps settings to the parent's own cloud", async () => {
    const [parent, other] = parents;
    const foreign = other!.account.capabilities.provider
      .toLowerCase()
      .replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
    const { problems } = await create(parent!, { settings: { [foreign]: {} } });
    expect(problems).toMatchObject([
      { code: "INVALID_INPUT", path: ["input", "settings", foreign], constraint: "settingsOfCloud" },
    ]);
  });

  it("answers bad and unknown ids as problems", async () => {
    const account = parents[0]!.account.id;
    const unknown = Buffer.from(["1", account, "listener", "no-such-thing"].join("\u001f")).toString("base64url");
    const elsewhere = Buffer.from(["1", "nobody", "listener", "x"].join("\u001f")).toString("base64url");
    const codeOf = async (id: string) =>
      (await graph.ask(DELETE, { input: { id } })).data.deleteListener.problems[0]?.code;
    expect([
      await codeOf("nonsense"),
      await codeOf(parents[0]!.id),
      await codeOf(elsewhere),
      await codeOf(unknown),
    ]).toEqual(["INVALID_INPUT", "INVALID_INPUT", "NOT_FOUND", "NOT_FOUND"]);
  });

  it("creates many at once across clouds, each on its own, in the order of the inputs", async () => {
    const input = (parent: Parent, port: number, more: object = {}) => ({
      parentId: parent.id,
      name: "graph-many",
      protocol: "TCP",
      portRanges: [{ fromPort: port }],
      ...more,
    });
    const inputs = [
      ...parents.map((parent) => input(parent, 19_100)),
      input(parents[0]!, 0),
      ...parents.map((parent) => input(parent, 19_101)),
      { ...input(parents[0]!, 1), parentId: "nonsense" },
    ];
    const { data } = await graph.ask(
      `mutation ($inputs: [CreateListenerInput!]!) { createListeners(inputs: $inputs) { results { listener { portRanges { fromPort } account { id } } problems { code path } } } }`,
      { inputs },
    );
    const { results } = data.createListeners;
    const bad = [parents.length, inputs.length - 1];
    for (const [index, result] of results.entries()) {
      if (bad.includes(index)) {
        expect(result.listener).toBeNull();
        expect(result.problems[0]).toMatchObject({ code: "INVALID_INPUT" });
        expect(result.problems[0].path.slice(0, 2)).toEqual(["inputs", String(index)]);
      } else {
        expect(result).toMatchObject({
          problems: [],
          listener: {
            portRanges: [
              { fromPort: (inputs[index] as { portRanges: { fromPort: number }[] }).portRanges[0]!.fromPort },
            ],
          },
        });
      }
    }
  });

  it("refuses to delete a listener with pools, and takes them along when told to", async () => {
    const { data } = await graph.ask(
      `{ listeners(first: 200) { nodes { id account { id capabilities { hasExplicitPools } } pools { nodes { id isImplicit } } } } }`,
    );
    const withPools = data.listeners.nodes.filter((node: { pools: { nodes: { isImplicit: boolean }[] } }) =>
      node.pools.nodes.some(({ isImplicit }) => !isImplicit),
    );
    expect(withPools.length).toBeGreaterThan(3);
    for (const { id } of new Map(
      withPools.map((node: { account: { id: string } }) => [node.account.id, node]),
    ).values() as Iterable<{ id: string }>) {
      const refused = (await graph.ask(DELETE, { input: { id } })).data.deleteListener;
      expect(refused).toMatchObject({ deletedListenerId: null, problems: [{ code: "RESOURCE_IN_USE" }] });
      expect((await graph.ask(DELETE, { input: { id, cascade: true } })).data.deleteListener).toEqual({
        deletedListenerId: id,
        problems: [],
      });
    }
  });
});

describe("pools", () => {
  it("are refused as problems where the input is wrong, and change where it is right", async () => {
    const { data } = await graph.ask(
      `{ pools(first: 200) { nodes { id etag provider members { nodes { address port weight targetType targetId subnetId } } } } }`,
    );
    const pools = new Map(
      data.pools.nodes
        .filter(({ members }: { members: { nodes: object[] } }) => members.nodes.length > 1)
        .map((pool: { provider: string }) => [pool.provider, pool]),
    ).values();
    for (const pool of pools as Iterable<{
      id: string;
      etag: string;
      provider: string;
      members: { nodes: Record<string, unknown>[] };
    }>) {
      const kept = Object.fromEntries(Object.entries(pool.members.nodes[0]!).filter(([, value]) => value !== null));
      const { data: caps } = await graph.ask(
        `{ cloudAccounts { provider: provider capabilities { unsupportedMemberFields } } }`,
      );
      const { unsupportedMemberFields } = caps.cloudAccounts.find(
        ({ provider }: { provider: string }) => provider === pool.provider,
      ).capabilities;
      for (const field of unsupportedMemberFields) delete kept[field];
      const SET = `mutation ($input: SetPoolMembersInput!) { setPoolMembers(input: $input) { pool { id etag members { nodes { address } } } problems { code message path } } }`;
      const twice = (await graph.ask(SET, { input: { poolId: pool.id, members: [kept, kept] } })).data.setPoolMembers;
      expect(twice).toMatchObject({ pool: null });
      expect(twice.problems[0]).toMatchObject({ code: "INVALID_INPUT", path: ["input", "members", "1"] });
      const stale = (await graph.ask(SET, { input: { poolId: pool.id, ifMatch: "stale", members: [kept] } })).data
        .setPoolMembers;
      expect(stale).toMatchObject({ pool: null, problems: [{ code: "PRECONDITION_FAILED" }] });
      const set = (
        await graph.ask(SET, { input: { poolId: pool.id, ifMatch: pool.etag, members: [kept], waitUntilActive: true } })
      ).data.setPoolMembers;
      expect(set).toMatchObject({ problems: [], pool: { members: { nodes: [{ address: kept.address }] } } });
      expect(set.pool.etag).not.toBe(pool.etag);
    }
  });

  it("must say where to be", async () => {
    const { data } = await graph.ask(
      `mutation { createPool(input: { name: "nowhere" }) { pool { id } problems { code path message } } }`,
    );
    expect(data.createPool).toMatchObject({
      pool: null,
      problems: [{ code: "INVALID_INPUT", path: ["input", "listenerId"] }],
    });
  });
});

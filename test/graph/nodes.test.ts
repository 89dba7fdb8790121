import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { globalIdOf } from "../../src/model/resource-ref.js";
import { type RunningGraph, startGraph } from "../support/graph.js";

const NODES = `query ($ids: [ID!]!) {
  nodes(ids: $ids) {
    __typename
    id
    ... on Listener { urn name }
    ... on Pool { urn name }
    ... on ListenerParent { urn name }
    ... on CloudAccount { provider }
  }
}`;
const NODE = "query ($id: ID!) { node(id: $id) { __typename id ... on Listener { name } } }";

interface Known {
  readonly __typename: string;
  readonly id: string;
}

let graph: RunningGraph;
let accountId: string;
let everything: Known[];
beforeAll(async () => {
  graph = await startGraph();
  const { data } = await graph.ask(`{
    listeners(first: 200) { nodes { __typename id urn name } }
    pools(first: 200) { nodes { __typename id urn name } }
    listenerParents(first: 200) { nodes { __typename id urn name } }
    cloudAccounts { __typename id provider }
    one: pools(first: 1) { nodes { members(first: 1) { nodes { __typename id } } } }
  }`);
  const { nodes: members } = data.one.nodes[0].members;
  everything = [data.listeners.nodes, data.listenerParents.nodes, data.pools.nodes, data.cloudAccounts, members].flat();
  accountId = data.cloudAccounts[0].id;
}, 60_000);
afterAll(() => graph.stop());

const sort = (typename: string) => everything.find(({ __typename }) => __typename === typename)!;
/** The id of something that an account could have, and does not. */
const gone = () =>
  globalIdOf({ accountId, kind: "listener", key: "11112222-3333-4444-5555-666677778888", hint: "x-1" });

describe("node", () => {
  it.each(["Listener", "Pool", "LoadBalancer", "Accelerator", "PoolMember", "CloudAccount"])(
    "is a %s by its id",
    async (name) => {
      const { data, errors } = await graph.ask(NODE, { id: sort(name).id });
      expect(errors).toBeUndefined();
      expect(data.node).toMatchObject({ __typename: name, id: sort(name).id });
    },
  );

  it("is null for what is gone, which is no error", async () => {
    expect(await graph.ask(NODE, { id: gone() })).toMatchObject({ data: { node: null }, errors: undefined });
  });

  it.each<[what: string, id: () => string, words: string]>([
    ["nonsense", () => "nonsense", "not an id of this graph"],
    ["a urn", () => `${accountId}:listener:x`, "not an id of this graph"],
    ["an account that is not configured", () => "nobody", "not an id of this graph"],
  ])("says that the id of %s stands for nothing", async (_what, id, words) => {
    graph.forgetCalls();
    const { data, errors } = await graph.ask(NODE, { id: id() });
    expect(data.node).toBeNull();
    expect(errors).toMatchObject([
      { path: ["node"], message: expect.stringContaining(words), extensions: { code: "INVALID_INPUT" } },
    ]);
    expect(graph.countCalls()).toBe(0);
  });

  it("is not found in an account that is not configured, by whichever way it is asked for", async () => {
    const id = (kind: "listener" | "pool" | "load-balancer") => globalIdOf({ accountId: "nobody", kind, key: "x" });
    const ways = [
      `node(id: "${id("pool")}") { id }`,
      `nodes(ids: ["${id("listener")}"]) { id }`,
      `listener(id: "${id("listener")}") { id }`,
      `listenerByUrn(urn: "nobody:listener:x") { id }`,
      `pool(id: "${id("pool")}") { id }`,
      `poolByUrn(urn: "nobody:pool:x") { id }`,
      `listenerParent(id: "${id("load-balancer")}") { id }`,
      `listenerParentByUrn(urn: "nobody:load-balancer:x") { id }`,
      `freePorts(parentId: "${id("load-balancer")}", protocol: TCP) { fromPort }`,
      `_entities(representations: [{ __typename: "Listener", id: "${id("listener")}" }]) { __typename }`,
      '_entities(representations: [{ __typename: "Pool", urn: "nobody:pool:x" }]) { __typename }',
    ];
    graph.forgetCalls();
    for (const way of ways) {
      const { errors } = await graph.ask(`{ it: ${way} }`);
      expect([way, errors?.map(({ extensions }) => extensions?.code)]).toEqual([way, ["NOT_FOUND"]]);
    }
    expect(graph.countCalls()).toBe(0);
  });
});

describe("nodes", () => {
  it("are read in the order of their ids, of all sorts and clouds, repeated ones and gone ones in their places", async () => {
    const reversed = [...everything].reverse();
    const parts = Array.from({ length: Math.ceil(reversed.length / 100) }, (_, n) =>
      reversed.slice(n * 100, n * 100 + 100),
    );
    expect(parts.length).toBeGreaterThan(2);
    for (const part of parts) {
      const wanted = [part[0]!, null, ...part, part[0]!];
      const { data, errors } = await graph.ask(NODES, { ids: wanted.map((one) => one?.id ?? gone()) });
      expect(errors).toBeUndefined();
      expect(data.nodes).toEqual(wanted);
    }
  });

  it("fail each for itself: ids that can be nothing, and those of a cloud that is down", async () => {
    const one = new Map(
      everything
        .filter(({ __typename }) => __typename === "Listener")
        .map((known) => [Buffer.from(known.id, "base64url").toString().split("\u001f")[1]!, known]),
    );
    const [down, ...up] = graph.app.sandbox!.clouds;
    down!.faults.add({ fault: { kind: "respond", status: 500, body: "<html>" } });
    const { data, errors } = await graph.ask(NODES, { ids: ["nonsense", ...[...one.values()].map(({ id }) => id)] });
    down!.faults.clear();
    expect(data.nodes).toHaveLength(one.size + 1);
    expect(data.nodes.filter((node: unknown) => node !== null)).toHaveLength(up.length);
    const codes = errors!.map(({ path, extensions }) => [path![1] === 0, extensions!.code]);
    expect(codes.sort()).toEqual([
      [false, "PROVIDER_UNAVAILABLE"],
      [true, "INVALID_INPUT"],
    ]);
    expect(errors!.find(({ path }) => path![1] === 0)!.extensions!.argument).toEqual(["ids", "0"]);
  });

  it("are 200 at most", async () => {
    const ids = (count: number) => Array.from({ length: count }, () => accountId);
    expect((await graph.ask(NODES, { ids: ids(200) })).data.nodes).toHaveLength(200);
    expect((await graph.ask(NODES, { ids: [] })).data.nodes).toEqual([]);
    const { errors } = await graph.ask(NODES, { ids: ids(201) });
    expect(errors).toMatchObject([{ path: ["nodes"], extensions: { code: "INVALID_INPUT", argument: ["ids"] } }]);
    expect(errors![0]!.message).toBe("`ids` must hold at most 200 ids; got 201. Ask for them in several requests.");
  });

  it("are refused before any cloud is called when their children are too many", async () => {
    const below =
      "... on ListenerParent { listeners(first: 2) { nodes { pools(first: 1) { nodes { members(first: 1) { nodes { id } } } } } } }";
    const ids = Array.from({ length: 200 }, () => sort("Accelerator").id);
    graph.forgetCalls();
    const { errors } = await graph.ask(`query ($ids: [ID!]!) { nodes(ids: $ids) { ${below} } }`, { ids });
    expect(errors).toMatchObject([{ extensions: { code: "COST_LIMIT" } }]);
    expect(errors![0]!.message).toMatch(/^The operation takes about [\d,]+ calls to clouds/);
    expect(graph.countCalls()).toBe(0);
  });
});

describe("a graph where another subgraph owns node and nodes", () => {
  it("has neither, and keeps the interface", async () => {
    const other = await startGraph((config) => {
      config.server.nodeFields = false;
      config.server.introspection = true;
    });
    try {
      for (const query of ['{ node(id: "x") { id } }', '{ nodes(ids: ["x"]) { id } }'])
        expect((await other.ask(query)).errors).toMatchObject([{ extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }]);
      const { data } = await other.ask('{ _service { sdl } __type(name: "Node") { possibleTypes { name } } }');
      expect(data._service.sdl).not.toMatch(/\bnodes?\(/);
      expect(data.__type.possibleTypes.length).toBeGreaterThan(3);
    } finally {
      await other.stop();
    }
  });
});

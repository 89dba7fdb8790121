import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { globalIdOf, memberRef, type ResourceKind, type ResourceRef, urnOf } from "../../src/model/resource-ref.js";
import { providers } from "../../src/providers/registry.js";
import { type RunningGraph, startGraph } from "../support/graph.js";

const ENTITIES = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) {
    __typename
    ... on Listener { id urn name }
    ... on Pool { id urn }
    ... on LoadBalancer { id urn }
    ... on Accelerator { id urn }
    ... on PoolMember { id health }
    ... on CloudAccount { id provider }
  }
}`;

/** Something that no account of this cloud has, by a key such as its keys are. */
function goneAt({ id: accountId, provider }: { id: string; provider: string }, kind: ResourceKind): ResourceRef {
  const [shape = "id"] = providers.find(({ name }) => name === provider)!.keyShapes?.[kind] ?? [];
  const parts = shape.split("/").map(() => "11112222-3333-4444-5555-666677778888");
  return { accountId, kind, key: parts.join("/") };
}

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph.stop());

describe("entities, as a gateway asks for them", () => {
  it("are found by id and by urn, of all sorts and clouds in one batch, those that are gone null at their place", async () => {
    const { data } = await graph.ask(`{
      listeners(first: 200) { nodes { id urn } }
      pools(first: 200) { nodes { id urn } }
      some: pools(first: 5) { nodes { members(first: 2) { nodes { id } } } }
      listenerParents(first: 200) { nodes { __typename id urn } }
      cloudAccounts { id provider }
    }`);
    const both = (typename: string, { id, urn }: { id: string; urn: string }) => [
      { want: id, representation: { __typename: typename, id } },
      { want: id, representation: { __typename: typename, urn } },
    ];
    const known = [
      ...data.listeners.nodes.flatMap((node: { id: string; urn: string }) => both("Listener", node)),
      ...data.pools.nodes.flatMap((node: { id: string; urn: string }) => both("Pool", node)),
      ...data.listenerParents.nodes.flatMap((node: { __typename: string; id: string; urn: string }) =>
        both(node.__typename, node),
      ),
      // A parent whose type another subgraph does not know.
      ...data.listenerParents.nodes.flatMap((node: { id: string; urn: string }) => both("ListenerParent", node)),
      ...data.some.nodes.flatMap(({ members }: { members: { nodes: { id: string }[] } }) =>
        members.nodes.map(({ id }) => ({ want: id, representation: { __typename: "PoolMember", id } })),
      ),
      ...data.cloudAccounts.map(({ id }: { id: string }) => ({
        want: id,
        representation: { __typename: "CloudAccount", id },
      })),
    ];
    const gone: object[] = data.cloudAccounts.flatMap((account: { id: string; provider: string }) => [
      { __typename: "Listener", urn: urnOf(goneAt(account, "listener")) },
      { __typename: "Pool", id: globalIdOf(goneAt(account, "pool")) },
      { __typename: "PoolMember", id: globalIdOf(memberRef(goneAt(account, "pool"), "nobody")) },
    ]);
    const unknown = gone.map((representation) => ({ want: null, representation }));
    // Unknown ones among the known, so that a shift by one would show.
    const mixed = known.flatMap((one, index) => (index < unknown.length ? [one, unknown[index]!] : [one]));
    const answer = await graph.ask(ENTITIES, { representations: mixed.map(({ representation }) => representation) });
    expect(answer.errors).toBeUndefined();
    // An id made from a urn lacks the hint, so identity is compared by urn where there is one.
    const urns = new Map(
      [...data.listeners.nodes, ...data.pools.nodes, ...data.listenerParents.nodes].map(
        ({ id, urn }: { id: string; urn: string }) => [id, urn],
      ),
    );
    expect(
      answer.data._entities.map((entity: { urn?: string; id: string } | null) => entity && (entity.urn ?? entity.id)),
    ).toEqual(mixed.map(({ want }) => want && (urns.get(want) ?? want)));
  });

  it("fail one by one: a cloud that is down takes only its own along, with a code", async () => {
    const { data } = await graph.ask(`{ listeners(first: 200) { nodes { id provider } } }`);
    const one = new Map<string, string>(
      data.listeners.nodes.map(({ provider, id }: { provider: string; id: string }) => [provider, id]),
    );
    const [down, ...up] = graph.app.sandbox!.clouds;
    down!.faults.add({ fault: { kind: "respond", status: 500, body: "<html>" } });
    const answer = await graph.ask(ENTITIES, {
      representations: [...one.values()].map((id) => ({ __typename: "Listener", id })),
    });
    down!.faults.clear();
    expect(answer.data._entities.filter((entity: unknown) => entity !== null)).toHaveLength(up.length);
    expect(answer.errors).toHaveLength(1);
    expect(answer.errors![0]!.extensions).toMatchObject({ code: "PROVIDER_UNAVAILABLE" });
  });

  it("are errors at their places where a key can stand for nothing, before any cloud is asked", async () => {
    const { data } = await graph.ask(
      "{ listeners(first: 1) { nodes { id urn account { id } } } cloudAccounts { id provider } }",
    );
    const [{ id, urn, account }] = data.listeners.nodes;
    const gaap = data.cloudAccounts.find(({ provider }: { provider: string }) => provider === "TENCENT_GAAP").id;
    const strange: [representation: object, words: string][] = [
      [{ __typename: "Listener", id: "nonsense" }, "This is not the id of a listener."],
      [
        { __typename: "Listener", urn: "nonsense" },
        '`urn` of a listener must have the form account:listener:nativeId; got "nonsense".',
      ],
      [{ __typename: "Listener", urn: "nobody:listener:x" }, '`urn` must name a configured account; got "nobody"'],
      [
        { __typename: "Listener", urn: `${account.id}:pool:x` },
        "`urn` of a listener must have the form account:listener:nativeId",
      ],
      [{ __typename: "Listener", urn: `${gaap}:listener:listener-1` }, "must end with parentId/listenerId; got"],
      [{ __typename: "Listener", urn: `${gaap}:listener:/listener-1` }, "must end with parentId/listenerId; got"],
      [{ __typename: "Listener" }, "The representation of a listener has no key: give id or urn"],
      [{ __typename: "Listener", id: 1, urn: null }, "The representation of a listener has no key"],
      [{ __typename: "Pool", id }, "This is not the id of a pool."],
      [{ __typename: "PoolMember", urn }, "The representation of a pool's member has no key: give id as a string"],
      [{ __typename: "PoolMember", id }, "This is not the id of a pool's member."],
      [
        { __typename: "ListenerParent", urn },
        "must have the form account:load-balancer:nativeId or account:accelerator:nativeId",
      ],
      [
        { __typename: "Listener", id: globalIdOf({ accountId: "nobody", kind: "listener", key: "x" }) },
        'There is no account "nobody"',
      ],
      [{ __typename: "CloudAccount", id: "nobody" }, 'There is no account "nobody"'],
      [{ __typename: "CloudAccount" }, "The representation of an account has no key"],
      [{ __typename: "Nope", id: "x" }, 'This graph has no entity of the type "Nope"'],
      [{ __typename: "PortRange", fromPort: 1 }, 'This graph has no entity of the type "PortRange"'],
      [{ __typename: "toString", id: "x" }, 'This graph has no entity of the type "toString"'],
      [{ id: "x" }, "This graph has no entity of the type nothing"],
    ];
    const codeFor = (words: string) => (words.includes('"nobody"') ? "NOT_FOUND" : "INVALID_INPUT");
    const mixed = strange.flatMap(([representation]) => [
      representation,
      { __typename: "CloudAccount", id: account.id },
    ]);
    graph.forgetCalls();
    const answer = await graph.ask(ENTITIES, { representations: mixed });
    expect(graph.countCalls()).toBe(0);
    expect(answer.data._entities.map((entity: { id: string } | null) => entity?.id ?? null)).toEqual(
      strange.flatMap(() => [null, account.id]),
    );
    const errors = [...answer.errors!].sort((a, b) => Number(a.path![1]) - Number(b.path![1]));
    expect(errors).toMatchObject(
      strange.map(([, words], index) => ({
        message: expect.stringContaining(words),
        path: ["_entities", 2 * index],
        extensions: { code: codeFor(words), argument: ["representations", String(2 * index)] },
      })),
    );
  });

  it("are members with their health, for as few calls as their pools take", async () => {
    const { data } = await graph.ask("{ pools(first: 60) { nodes { id members { nodes { id address health } } } } }");
    const pools: { id: string; members: { nodes: { id: string }[] } }[] = data.pools.nodes;
    const whole = pools.filter(({ members }) => members.nodes.length > 1).slice(0, 20);
    const members = whole.flatMap(({ members }) => members.nodes);
    const asEntities =
      "query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on PoolMember { id address health } } }";
    graph.forgetCalls();
    const answer = await graph.ask(asEntities, { keys: members.map(({ id }) => ({ __typename: "PoolMember", id })) });
    const asMembers = graph.countCalls();
    expect(answer.errors).toBeUndefined();
    expect(answer.data._entities).toEqual(members);
    graph.forgetCalls();
    const asPools = "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Pool { members { nodes { id health } } } } }";
    expect((await graph.ask(asPools, { ids: whole.map(({ id }) => id) })).errors).toBeUndefined();
    expect(asMembers).toBe(graph.countCalls());
  });

  it("show their schema", async () => {
    const { data } = await graph.ask(`{ _service { sdl } }`);
    expect(data._service.sdl).toContain("type Listener");
  });
});

describe("what a urn names, asked for at the root", () => {
  const KEYS = [
    ["listenerByUrn", "listeners", "listener"],
    ["poolByUrn", "pools", "pool"],
    ["listenerParentByUrn", "listenerParents", "load-balancer"],
  ] as const;

  it.each(KEYS)("%s is what %s show, on every cloud, and null when it is gone", async (field, list, kind) => {
    const { data } = await graph.ask(`{
      ${list}(first: 200) { nodes { __typename id urn name account { id } } }
      cloudAccounts { id provider }
    }`);
    type Known = { id: string; urn: string; account: { id: string } };
    const known = new Map<string, Known>(data[list].nodes.map((node: Known) => [node.account.id, node]));
    expect(known.size).toBe(data.cloudAccounts.length);
    for (const account of data.cloudAccounts) {
      const one = known.get(account.id)!;
      const document = `query ($urn: ID!, $gone: ID!) {
        found: ${field}(urn: $urn) { __typename urn name account { id } }
        gone: ${field}(urn: $gone) { id }
      }`;
      const goneKind = kind === "load-balancer" ? (one.urn.split(":")[1] as ResourceKind) : kind;
      const gone = urnOf(goneAt(account, goneKind));
      const answer = await graph.ask(document, { urn: one.urn, gone });
      expect(answer.errors).toBeUndefined();
      const { id: _id, ...shown } = one;
      expect(answer.data).toEqual({ found: shown, gone: null });
    }
  });

  it.each(KEYS)("%s is an error with its place for a urn that can stand for nothing", async (field) => {
    const { data } = await graph.ask("{ cloudAccounts { id provider } }");
    const gaap = data.cloudAccounts.find(({ provider }: { provider: string }) => provider === "TENCENT_GAAP").id;
    const strange = ["nonsense", "", "nobody:listener:x", `${gaap}:member:x/y`, `${gaap}:listener:x/y/z`];
    graph.forgetCalls();
    for (const urn of strange) {
      const answer = await graph.ask(`query ($urn: ID!) { ${field}(urn: $urn) { id } }`, { urn });
      expect(answer.data).toEqual({ [field]: null });
      const code = urn.startsWith("nobody:listener") && field === "listenerByUrn" ? "NOT_FOUND" : "INVALID_INPUT";
      expect(answer.errors).toMatchObject([{ path: [field], extensions: { code, argument: ["urn"] } }]);
    }
    expect(graph.countCalls()).toBe(0);
  });
});

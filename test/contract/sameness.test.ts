import type { GraphQLObjectType } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { providers } from "../../src/providers/registry.js";
import { buildSubgraph } from "../../src/resolvers/build-schema.js";
import { type RunningGraph, startGraph } from "../support/graph.js";
import { ownSelection } from "../support/own-selection.js";

/**
 * What every field says does not depend on the way by which its object was reached. All fields are asked for, as the
 * schema has them, of all objects of the sandbox, cloud by cloud: by list, by every nested list, by id, alone and together,
 * and by either key of an entity.
 */

const { schema } = buildSubgraph(providers);
const own = (type: string) => ownSelection(schema, type);
const LISTENER = own("Listener");
const POOL = own("Pool");
const PARENT = own("ListenerParent");
/** With what tells objects apart beside it. */
const keyed = (selection: string) => `{ key: id urn typename: __typename ${selection.slice(1)}`;

interface Shown {
  readonly key: string;
  readonly urn: string;
  readonly typename: string;
}
type Nodes = { readonly nodes: readonly Shown[] };

interface Kind {
  readonly type: string;
  readonly list: string;
  readonly single: string;
  readonly selection: string;
  /** The other lists that lead to such objects, and the field below their entries that does. */
  readonly ways: readonly (readonly [root: string, field: string])[];
}

const KINDS: readonly Kind[] = [
  {
    type: "Listener",
    list: "listeners",
    single: "listener",
    selection: LISTENER,
    ways: [
      ["listenerParents", "listeners(first: 200)"],
      ["pools", "listeners"],
    ],
  },
  { type: "Pool", list: "pools", single: "pool", selection: POOL, ways: [["listeners", "pools(first: 200)"]] },
  {
    type: "ListenerParent",
    list: "listenerParents",
    single: "listenerParent",
    selection: PARENT,
    ways: [
      ["listeners", "parent"],
      ["pools", "parent"],
    ],
  },
];
const hasField = (list: string, field: string): boolean => {
  const entry = { listeners: "Listener", pools: "Pool", listenerParents: "LoadBalancer" }[list]!;
  return field.replace(/\(.*/, "") in (schema.getType(entry) as GraphQLObjectType).getFields();
};

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph(({ server: { limits } }) => {
    limits.maxSelections = 50_000;
    limits.maxCost = 1_000_000_000;
    limits.maxCloudCalls = 100_000;
    limits.maxTokens = 100_000;
  });
});
afterAll(() => graph.stop());

async function ask(query: string, variables?: Record<string, unknown>) {
  const { data, errors } = await graph.ask(query, variables, { "x-request-timeout-ms": "30000" });
  expect(errors).toBeUndefined();
  return data;
}

const listed = new Map<string, Promise<ReadonlyMap<string, Shown>>>();
/** The objects as the list at the root has them, by their ids. */
function listOf({ list, selection }: Kind, provider: string): Promise<ReadonlyMap<string, Shown>> {
  const read = async () => {
    const data = await ask(
      `{ ${list}(first: 200, filter: { providers: [${provider}] }) { isComplete nodes ${keyed(selection)} } }`,
    );
    expect(data[list].isComplete).toBe(true);
    return new Map<string, Shown>(data[list].nodes.map((node: Shown) => [node.key, node]));
  };
  const name = `${list} ${provider}`;
  const known = listed.get(name) ?? read();
  listed.set(name, known);
  return known;
}

async function entities(
  representations: readonly { readonly __typename: string; readonly id?: string; readonly urn?: string }[],
): Promise<readonly Shown[]> {
  const types = [...new Set(representations.map(({ __typename }) => __typename))];
  const fragments = types.map((type) => `... on ${type} ${keyed(own(type))}`).join(" ");
  const query = `query ($keys: [_Any!]!) { _entities(representations: $keys) { ${fragments} } }`;
  return (await ask(query, { keys: representations }))._entities;
}

function expectSame(shown: Iterable<Shown | null>, expected: ReadonlyMap<string, Shown>): number {
  const seen = new Set<string>();
  for (const one of shown) {
    if (!one) continue;
    expect(one).toEqual(expected.get(one.key));
    seen.add(one.key);
  }
  return seen.size;
}

describe.each(providers.map(({ name }) => name))("on %s", (provider) => {
  describe.each(KINDS)("a $type", (kind) => {
    it.each(kind.ways.filter(([list, field]) => hasField(list, field)))(
      "is the same by %s { %s }",
      async (list, field) => {
        const isPage = field.includes("(");
        const below = isPage ? `{ nodes ${keyed(kind.selection)} }` : keyed(kind.selection);
        const data = await ask(
          `{ ${list}(first: 200, filter: { providers: [${provider}] }) { nodes { found: ${field} ${below} } } }`,
        );
        const shown = data[list].nodes.flatMap(({ found }: { found: Nodes | Shown | Shown[] | null }) =>
          isPage ? (found as Nodes).nodes : found,
        );
        expect(expectSame(shown, await listOf(kind, provider))).toBeGreaterThan(2);
      },
    );

    it("is the same alone, by id and by either key of an entity", async () => {
      const all = await listOf(kind, provider);
      const some = [...all.values()].filter((_, index) => index % Math.ceil(all.size / 4) === 0);
      const single = `query ($id: ID!) { ${kind.single}(id: $id) ${keyed(kind.selection)} }`;
      const shown = await Promise.all(
        some.map(async ({ key: id, urn, typename: __typename }) => [
          (await ask(single, { id }))[kind.single],
          ...(await entities([{ __typename, id }])),
          ...(await entities([{ __typename, urn }])),
        ]),
      );
      expect(expectSame(shown.flat(), all)).toBe(some.length);
    });

    it("is the same with others, by id", async () => {
      const all = await listOf(kind, provider);
      const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on ${kind.type} ${keyed(kind.selection)} } }`;
      const { nodes } = await ask(query, { ids: [...all.keys()] });
      expect(expectSame(nodes, all)).toBe(all.size);
    });

    it.each(["id", "urn"] as const)("is the same with others, as an entity by its %s", async (by) => {
      const all = await listOf(kind, provider);
      const shown = await entities(
        [...all.values()].map(({ typename: __typename, key: id, urn }) => ({
          __typename,
          ...(by === "id" ? { id } : { urn }),
        })),
      );
      expect(expectSame(shown, all)).toBe(all.size);
    });
  });
});

it.each(providers.map(({ name }) => name))(
  "a member on %s is the same below its pool, by its id, and as an entity",
  async (provider) => {
    const selection = `{ key: id ${own("PoolMember").slice(1)}`;
    const { pools } = await ask(
      `{ pools(first: 200, filter: { providers: [${provider}] }) { nodes { members(first: 200) { nodes ${selection} } } } }`,
    );
    const members: Shown[] = pools.nodes.flatMap(({ members }: { members: Nodes }) => members.nodes).slice(0, 100);
    expect(members.length).toBeGreaterThan(2);
    const ids = members.map(({ key }) => key);
    const byId = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on PoolMember ${selection} } }`;
    expect((await ask(byId, { ids })).nodes).toEqual(members);
    const asEntities = `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on PoolMember ${selection} } }`;
    const keys = ids.map((id) => ({ __typename: "PoolMember", id }));
    expect((await ask(asEntities, { keys }))._entities).toEqual(members);
  },
);

interface MayBeFrozen {
  readonly frozen: { readonly isFrozen: boolean } | null;
}
const isFrozen = ({ frozen }: MayBeFrozen): boolean => frozen?.isFrozen ?? false;

/** Changes things, so it comes last. */
describe.each(providers.map(({ name }) => name))("after a change on %s", (provider) => {
  const [filter, ofChange] = [`filter: { providers: [${provider}] }`, "problems { code message }"];
  const change = async (name: string, input: string, what: string, value: object): Promise<Shown> => {
    const selection = what === "listener" ? LISTENER : POOL;
    const query = `mutation ($input: ${input}!) { ${name}(input: $input) { ${what} ${keyed(selection)} ${ofChange} } }`;
    const payload = (await ask(query, { input: value }))[name];
    expect(payload.problems).toEqual([]);
    return payload[what];
  };
  const expectAsRead = async (kind: Kind, shown: Shown) => {
    const query = `query ($id: ID!) { ${kind.single}(id: $id) ${keyed(kind.selection)} }`;
    expect(shown).toEqual((await ask(query, { id: shown.key }))[kind.single]);
  };

  it("a listener is the same in the payload as by its id", async () => {
    const { listenerParents } = await ask(
      `{ listenerParents(${filter}) { nodes { id status listeners { nodes { frozen { isFrozen } } } } } }`,
    );
    const { id: parentId } = listenerParents.nodes.findLast(
      ({ status, listeners }: { status: string; listeners: { nodes: readonly MayBeFrozen[] } }) =>
        status === "ACTIVE" && !listeners.nodes.some(isFrozen),
    );
    const created = await change("createListener", "CreateListenerInput", "listener", {
      parentId,
      name: "sameness",
      protocol: "TCP",
      portRanges: [{ fromPort: 19_000 }],
      waitUntilActive: true,
    });
    await expectAsRead(KINDS[0]!, created);
    const input = { id: created.key, name: "sameness-2", waitUntilActive: true };
    await expectAsRead(KINDS[0]!, await change("updateListener", "UpdateListenerInput", "listener", input));
  });

  it("a pool is the same in the payload as by its id", async () => {
    const { pools } = await ask(
      `{ pools(first: 200, ${filter}) { nodes { id status listeners { frozen { isFrozen } } members { nodes { address port weight targetId targetType subnetId } } account { capabilities { unsupportedMemberFields } } } } }`,
    );
    const { id, members, account } = pools.nodes.find(
      (pool: { members: Nodes; status: string; listeners: readonly MayBeFrozen[] }) =>
        pool.members.nodes.length > 1 && pool.status === "ACTIVE" && !pool.listeners.some(isFrozen),
    );
    const known = ([field]: [string, unknown]) => !account.capabilities.unsupportedMemberFields.includes(field);
    const kept = members.nodes
      .slice(1)
      .map((member: object) => Object.fromEntries(Object.entries(member).filter(known)));
    const input = { poolId: id, members: kept, waitUntilActive: true };
    await expectAsRead(KINDS[1]!, await change("setPoolMembers", "SetPoolMembersInput", "pool", input));
  });
});

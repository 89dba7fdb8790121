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
/** When an object was read is not a field of the object. */
const own = (type: string) => ownSelection(schema, type).replaceAll(/\b\w+_readAt: readAt /g, "");
const fieldsOf = (type: string) => (schema.getType(type) as GraphQLObjectType).getFields();
/** All fields, with what tells objects apart beside them. */
const keyed = (type: string) =>
  `{ key: id ${"urn" in fieldsOf(type) ? "urn" : ""} typename: __typename ${own(type).slice(1)}`;

interface Shown {
  readonly key: string;
  readonly urn?: string;
  readonly typename: string;
}

/** A list at the root, the field below its entries, the one below those, and so on. One with an argument is a page. */
type Way = readonly [root: "listeners" | "pools" | "listenerParents", ...fields: string[]];

interface Kind {
  readonly type: string;
  /** The field that reads one by its id. */
  readonly single: string;
  /** What the others are compared with. */
  readonly list: Way;
  readonly ways: readonly Way[];
}

const KINDS: readonly Kind[] = [
  {
    type: "Listener",
    single: "listener",
    list: ["listeners"],
    ways: [
      ["listenerParents", "listeners(first: 200)"],
      ["pools", "listeners"],
    ],
  },
  { type: "Pool", single: "pool", list: ["pools"], ways: [["listeners", "pools(first: 200)"]] },
  {
    type: "PoolMember",
    single: "node",
    list: ["pools", "members(first: 200)"],
    ways: [["listeners", "pools(first: 200)", "members(first: 200)"]],
  },
  {
    type: "ListenerParent",
    single: "listenerParent",
    list: ["listenerParents"],
    ways: [
      ["listeners", "parent"],
      ["pools", "parent"],
    ],
  },
];
const isPage = (field: string): boolean => field.includes("(");
const isThere = ([root, field]: Way): boolean => {
  const entry = { listeners: "Listener", pools: "Pool", listenerParents: "LoadBalancer" }[root];
  return field === undefined || field.replace(/\(.*/, "") in fieldsOf(entry);
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

type Found = { readonly nodes: readonly Found[] } | readonly Found[] | { readonly found: Found } | Shown | null;

/** The objects at the end of a way. */
async function foundBy([root, ...fields]: Way, type: string, provider: string): Promise<readonly Shown[]> {
  const below = fields.reduceRight(
    (inner, field) => `{ found: ${field} ${isPage(field) ? `{ isComplete nodes ${inner} }` : inner} }`,
    keyed(type),
  );
  const data = await ask(`{ ${root}(first: 200, filter: { providers: [${provider}] }) { isComplete nodes ${below} } }`);
  const flat = (found: Found): readonly Shown[] => {
    if (found === null) return [];
    if (Array.isArray(found)) return found.flatMap(flat);
    if ("nodes" in found) {
      expect(found).toMatchObject({ isComplete: true });
      return flat(found.nodes);
    }
    return "found" in found ? flat(found.found) : [found as Shown];
  };
  return flat(data[root]);
}

const listed = new Map<string, Promise<ReadonlyMap<string, Shown>>>();
/** The objects as their list has them, by their ids. */
function listOf({ list, type }: Kind, provider: string): Promise<ReadonlyMap<string, Shown>> {
  const name = `${type} ${provider}`;
  const read = async () => new Map((await foundBy(list, type, provider)).map((one) => [one.key, one]));
  const known = listed.get(name) ?? read();
  listed.set(name, known);
  return known;
}

/** One by its id. */
async function byId({ single, type }: Kind, id: string): Promise<Shown> {
  const query = `query ($id: ID!) { one: ${single}(id: $id) { ... on ${type} ${keyed(type)} } }`;
  return (await ask(query, { id })).one;
}

async function entities(
  representations: readonly { readonly __typename: string; readonly id?: string; readonly urn?: string }[],
): Promise<readonly Shown[]> {
  const types = [...new Set(representations.map(({ __typename }) => __typename))];
  const fragments = types.map((type) => `... on ${type} ${keyed(type)}`).join(" ");
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
    const { type } = kind;

    const ways = kind.ways.filter(isThere).map((way) => ({ way, name: way.join(" { ") }));
    it.each(ways)("is the same by $name", async ({ way }) => {
      const shown = await foundBy(way, type, provider);
      expect(expectSame(shown, await listOf(kind, provider))).toBeGreaterThan(2);
    });

    it("is the same alone, by id and by either key of an entity", async () => {
      const all = await listOf(kind, provider);
      const some = [...all.values()].filter((_, index) => index % Math.ceil(all.size / 4) === 0);
      const shown = await Promise.all(
        some.map(async ({ key: id, urn, typename: __typename }) => [
          await byId(kind, id),
          ...(await entities([{ __typename, id }])),
          ...(urn ? await entities([{ __typename, urn }]) : []),
        ]),
      );
      expect(expectSame(shown.flat(), all)).toBe(some.length);
    });

    it("is the same with others, by id", async () => {
      const all = await listOf(kind, provider);
      const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on ${type} ${keyed(type)} } }`;
      const { nodes } = await ask(query, { ids: [...all.keys()].slice(0, 200) });
      expect(expectSame(nodes, all)).toBe(Math.min(200, all.size));
    });

    it("is the same with others, as an entity by either key", async () => {
      const all = [...(await listOf(kind, provider)).values()];
      const keys = [
        ...all.map(({ typename: __typename, key: id }) => ({ __typename, id })),
        ...all.flatMap(({ typename: __typename, urn }) => (urn ? { __typename, urn } : [])),
      ];
      expect(expectSame(await entities(keys), await listOf(kind, provider))).toBe(all.length);
    });
  });
});

interface MayBeFrozen {
  readonly frozen: { readonly isFrozen: boolean } | null;
}
const isFrozen = ({ frozen }: MayBeFrozen): boolean => frozen?.isFrozen ?? false;

/** Changes things, so it comes last. */
describe.each(providers.map(({ name }) => name))("after a change on %s", (provider) => {
  const [filter, ofChange] = [`filter: { providers: [${provider}] }`, "problems { code message }"];
  const change = async (name: string, input: string, what: string, value: object): Promise<Shown> => {
    const query = `mutation ($input: ${input}!) { ${name}(input: $input) { ${what} ${keyed(what === "listener" ? "Listener" : "Pool")} ${ofChange} } }`;
    const payload = (await ask(query, { input: value }))[name];
    expect(payload.problems).toEqual([]);
    return payload[what];
  };
  const expectAsRead = async (kind: Kind, shown: Shown) => expect(shown).toEqual(await byId(kind, shown.key));

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
      (pool: { members: { nodes: readonly object[] }; status: string; listeners: readonly MayBeFrozen[] }) =>
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

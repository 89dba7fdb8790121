import { type DocumentNode, Kind, parse, visit } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningGraph, startGraph } from "../support/graph.js";
import { composeWith, emitted } from "./composing.js";

// The points of Apollo's subgraph compatibility suite (apollographql/apollo-federation-subgraph-compatibility), asked of
// our own types. What needs a router is in test/gateways.

const KEYS: Readonly<Record<string, readonly string[]>> = {
  Accelerator: ["id", "urn"],
  CloudAccount: ["id"],
  CloudChange: ["id"],
  Listener: ["id", "urn"],
  ListenerParent: ["id", "urn"],
  LoadBalancer: ["id", "urn"],
  Pool: ["id", "urn"],
  PoolMember: ["id"],
};

/** The names of the directives that a document applies, and where. */
function appliedDirectives(document: DocumentNode): Map<string, number> {
  const counts = new Map<string, number>();
  visit(document, {
    Directive: ({ name }) => {
      counts.set(name.value, (counts.get(name.value) ?? 0) + 1);
    },
  });
  return counts;
}

function keysIn(document: DocumentNode): Record<string, string[]> {
  const keys: Record<string, string[]> = {};
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const { name, arguments: args } of definition.directives ?? []) {
      const fields = args?.find((arg) => arg.name.value === "fields")?.value;
      if (name.value === "key" && fields?.kind === Kind.STRING)
        keys[definition.name.value] = [...(keys[definition.name.value] ?? []), fields.value].sort();
    }
  }
  return keys;
}

describe("compatibility with federation", () => {
  let graph: RunningGraph;
  let sdl: string;
  beforeAll(async () => {
    graph = await startGraph();
    sdl = (await graph.ask("{ _service { sdl } }")).data._service.sdl;
  }, 60_000);
  afterAll(() => graph.stop());

  it("_service: the answer composes to the same graph as schema.graphql", () => {
    const other = `type Query { note: String }`;
    const { problems, supergraph } = composeWith(other, sdl);
    expect(problems).toEqual([]);
    expect(supergraph.length).toBeGreaterThan(10_000);
    expect(supergraph).toBe(composeWith(other).supergraph);
  });

  it("@key, single and several, is on the entities that the README names and on no other type", () => {
    expect(keysIn(parse(emitted))).toEqual(KEYS);
    expect(keysIn(parse(sdl))).toEqual(KEYS);
  });

  it("@key: each one leads to the whole entity", async () => {
    const { data } = await graph.ask(`{
      listeners(first: 1) { nodes { __typename id urn } }
      pools(first: 1) { nodes { __typename id urn members(first: 1) { nodes { __typename id } } } }
      listenerParents(first: 200) { nodes { __typename id urn } }
      cloudAccounts { __typename id }
    }`);
    type Entity = Record<string, string> & { __typename: string };
    const [pool] = data.pools.nodes;
    const lists = [data.listeners, data.pools, pool.members, data.listenerParents];
    const all: Entity[] = lists.flatMap(({ nodes }) => nodes);
    // Asked for by the interface, as by a subgraph that does not know the type.
    all.push({ ...data.listenerParents.nodes[0], __typename: "ListenerParent" });
    // An update that changes nothing is on record as well.
    const { data: changed } = await graph.ask(
      "mutation ($id: ID!) { updateListener(input: { id: $id }) { change { __typename id } } }",
      { id: data.listeners.nodes[0].id },
    );
    all.push(changed.updateListener.change);
    const entities = [
      ...new Map([...all, ...data.cloudAccounts].map((entity: Entity) => [entity.__typename, entity])).values(),
    ];
    expect(entities.map(({ __typename }) => __typename).sort()).toEqual(Object.keys(KEYS));
    const wanted = entities.flatMap((entity) => KEYS[entity.__typename]!.map((key) => ({ entity, key })));
    const answer = await graph.ask(
      `query ($representations: [_Any!]!) {
        _entities(representations: $representations) {
          __typename
          ... on CloudChange { id account { id } }
          ... on CloudAccount { id capabilities { provider } }
          ... on Listener { urn account { id } }
          ... on Pool { urn account { id } }
          ... on PoolMember { id }
          ... on ListenerParent { urn account { id } }
        }
      }`,
      { representations: wanted.map(({ entity, key }) => ({ __typename: entity.__typename, [key]: entity[key] })) },
    );
    expect(answer.errors).toBeUndefined();
    const typeOf = (typename: string, id: string | undefined) =>
      typename === "ListenerParent" ? all.find((one) => one.id === id)!.__typename : typename;
    expect(answer.data._entities).toMatchObject(
      wanted.map(({ entity: { __typename, id, urn } }) =>
        urn ? { __typename: typeOf(__typename, id), urn, account: {} } : { __typename, id },
      ),
    );
  });

  it("applies no directive that a gateway might not know: @apollo/gateway loads no graph with access directives", () => {
    const known = ["cost", "deprecated", "key", "link", "listSize", "shareable", "specifiedBy", "tag"];
    for (const text of [emitted, sdl]) {
      const applied = appliedDirectives(parse(text));
      expect([...applied.keys()].filter((name) => !known.includes(name))).toEqual([]);
      expect(applied.get("key")).toBe(Object.values(KEYS).flat().length);
    }
  });
});

describe("federated tracing (ftv1)", () => {
  const asGateway = { "apollo-federation-include-trace": "ftv1" };
  const QUERY = "{ cloudAccounts { provider } }";

  /** The extensions of an answer, which the graph's own helper leaves out. */
  async function extensionsOf({ endpoint }: RunningGraph, headers: Record<string, string>) {
    const response = await fetch(endpoint, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ query: QUERY }),
    });
    const { data, extensions } = (await response.json()) as { data: unknown; extensions?: { ftv1?: string } };
    expect(data).toMatchObject({ cloudAccounts: expect.any(Array) });
    return extensions;
  }

  it.each([true, false])(
    "is off unless it is switched on, even for who asks (compiling documents: %s)",
    async (compiles) => {
      const graph = await startGraph(({ server }) => {
        server.compilesDocuments = compiles;
      });
      for (let times = 0; times < 4; times++) expect(await extensionsOf(graph, asGateway)).toBeUndefined();
      await graph.stop();
    },
  );

  it("tells a gateway that asks, and nobody else, how long each field took", async () => {
    const graph = await startGraph(({ server }) => {
      server.federatedTracing = true;
    });
    const trace = Buffer.from((await extensionsOf(graph, asGateway))?.ftv1 ?? "", "base64").toString("latin1");
    for (const word of ["cloudAccounts", "CloudAccount", "provider"]) expect(trace).toContain(word);
    expect(await extensionsOf(graph, {})).toBeUndefined();
    await graph.stop();
  });
});

import { composeServices } from "@apollo/composition";
import { type DocumentNode, Kind, parse, visit } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { providers } from "../../src/providers/registry.js";
import { buildSubgraph } from "../../src/resolvers/build-schema.js";
import { type RunningGraph, startGraph } from "../support/graph.js";

// The points of Apollo's subgraph compatibility suite (apollographql/apollo-federation-subgraph-compatibility), asked of
// our own types. What needs a router is in test/gateways.

// The text that schema.graphql holds; schema.test.ts sees to that.
const { sdl: emitted } = buildSubgraph(providers);

const KEYS: Readonly<Record<string, readonly string[]>> = {
  Accelerator: ["id", "urn"],
  CloudAccount: ["id"],
  Listener: ["id", "urn"],
  LoadBalancer: ["id", "urn"],
  Pool: ["id", "urn"],
};

/** Composes our schema with the one of another team. */
function composeWith(other: string, ours = emitted) {
  const link =
    '@link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@shareable", "@override", "@inaccessible", "@tag"])';
  const { errors, hints, supergraphSdl } = composeServices([
    { name: "listeners", url: "http://listeners.example/graphql", typeDefs: parse(ours) },
    { name: "other", url: "http://other.example/graphql", typeDefs: parse(`extend schema ${link}\n${other}`) },
  ]);
  return {
    problems: [...(errors ?? []), ...(hints ?? [])].map(({ message }) => message),
    supergraph: supergraphSdl ?? "",
  };
}

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
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
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
  });
  afterAll(() => graph.stop());

  it("_service: the answer composes to the same graph as schema.graphql", () => {
    const other = `type Query { note: String }`;
    const { problems, supergraph } = composeWith(other, sdl);
    expect(problems).toEqual([]);
    expect(supergraph.length).toBeGreaterThan(10_000);
    expect(supergraph).toBe(composeWith(other).supergraph);
  });

  it("@link: federation 2.9 is named once, with imports that it has", () => {
    const links: string[] = [];
    visit(parse(emitted), {
      Directive: ({ name, arguments: args = [] }) => {
        if (name.value !== "link") return;
        for (const { value } of args) if (value.kind === Kind.STRING) links.push(value.value);
        for (const { value } of args) {
          const imports = value.kind === Kind.LIST ? value.values : [];
          for (const one of imports) if (one.kind === Kind.STRING) links.push(one.value);
        }
      },
    });
    const [url, ...imports] = links;
    expect(url).toBe("https://specs.apollo.dev/federation/v2.9");
    expect(imports.sort()).toEqual(["@cost", "@key", "@listSize", "@shareable", "@tag"]);
  });

  it("@key, single and several, is on the entities that the README names and on no other type", () => {
    expect(keysIn(parse(emitted))).toEqual(KEYS);
    expect(keysIn(parse(sdl))).toEqual(KEYS);
  });

  it("@key: each one leads to the whole entity", async () => {
    const { data } = await graph.ask(`{
      listeners(first: 1) { nodes { __typename id urn } }
      pools(first: 1) { nodes { __typename id urn } }
      listenerParents(first: 200) { nodes { __typename id urn } }
      cloudAccounts { __typename id }
    }`);
    type Entity = Record<string, string> & { __typename: string };
    const all: Entity[] = [data.listeners, data.pools, data.listenerParents].flatMap(({ nodes }) => nodes);
    const entities = [
      ...new Map([...all, ...data.cloudAccounts].map((entity: Entity) => [entity.__typename, entity])).values(),
    ];
    expect(entities.map(({ __typename }) => __typename).sort()).toEqual(Object.keys(KEYS));
    const wanted = entities.flatMap((entity) => KEYS[entity.__typename]!.map((key) => ({ entity, key })));
    const answer = await graph.ask(
      `query ($representations: [_Any!]!) {
        _entities(representations: $representations) {
          __typename
          ... on CloudAccount { id capabilities { provider } }
          ... on Listener { urn account { id } }
          ... on Pool { urn account { id } }
          ... on ListenerParent { urn account { id } }
        }
      }`,
      { representations: wanted.map(({ entity, key }) => ({ __typename: entity.__typename, [key]: entity[key] })) },
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.data._entities).toMatchObject(
      wanted.map(({ entity: { __typename, id, urn } }) =>
        urn ? { __typename, urn, account: {} } : { __typename, id },
      ),
    );
  });

  it("@shareable: other subgraphs may have PageInfo, Node and DateTime as well", () => {
    const { problems, supergraph } = composeWith(`
      type Query { invoices: InvoiceConnection }
      type InvoiceConnection { nodes: [Invoice!]!, pageInfo: PageInfo! }
      type PageInfo @shareable { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
      interface Node { id: ID! }
      scalar DateTime
      type Invoice implements Node @key(fields: "id") { id: ID! issuedAt: DateTime listener: Listener }
      type Listener @key(fields: "id", resolvable: false) { id: ID! }
    `);
    expect(problems).toEqual([]);
    expect(supergraph).toMatch(/type PageInfo\s+@join__type\(graph: LISTENERS\)\s+@join__type\(graph: OTHER\)/);
  });

  it("Query.node: another subgraph owns it when ours is switched off, and only then", () => {
    const other = `
      type Query { node(id: ID!): Node nodes(ids: [ID!]!): [Node]! }
      interface Node { id: ID! }
      type Invoice implements Node @key(fields: "id") { id: ID! }
      type Listener implements Node @key(fields: "id", resolvable: false) { id: ID! }
    `;
    expect(composeWith(other).problems.join()).toMatch(/Non-shareable field "Query\.node"/);
    const { problems, supergraph } = composeWith(other, buildSubgraph(providers, { nodeFields: false }).sdl);
    expect(problems).toEqual([]);
    expect(supergraph).toMatch(/node\(id: ID!\): Node @join__field\(graph: OTHER\)/);
  });

  it("@requires and @override: another subgraph may build on fields of ours, and take one over", () => {
    const { problems, supergraph } = composeWith(`
      type Query { note: String }
      type Listener @key(fields: "urn") {
        urn: ID!
        name: String @external
        nativeId: ID! @external
        label: String @requires(fields: "name nativeId")
        description: String @override(from: "listeners")
      }
    `);
    expect(problems.filter((message) => !message.includes("overridden"))).toEqual([]);
    expect(supergraph).toMatch(/label: String @join__field\(graph: OTHER, requires: "name nativeId"\)/);
    expect(supergraph).toMatch(/description: String @join__field\(graph: OTHER, override: "listeners"/);
  });

  it("@tag: contracts can choose by tags, ours and others'", () => {
    const ours = emitted.replace("  etag: String!", '  etag: String! @tag(name: "internal")');
    expect(ours).not.toBe(emitted);
    const { problems, supergraph } = composeWith(
      'type Query { note: String } type Listener @key(fields: "urn") { urn: ID! owner: String @tag(name: "people") }',
      ours,
    );
    expect(problems).toEqual([]);
    expect(supergraph).toMatch(/etag: String! .*@tag\(name: "internal"\)/);
    expect(supergraph).toMatch(/owner: String .*@tag\(name: "people"\)/);
  });

  it("@inaccessible: a field can be hidden, by us when it is imported and by another subgraph", () => {
    const ours = emitted
      .replace('"@tag"', '"@tag", "@inaccessible"')
      .replace("  etag: String!", "  etag: String! @inaccessible");
    const { problems, supergraph } = composeWith(
      'type Query { note: String } type Listener @key(fields: "urn") { urn: ID! ledgerId: ID @inaccessible }',
      ours,
    );
    expect(problems).toEqual([]);
    expect(supergraph).toMatch(/etag: String! .*@inaccessible/);
    expect(supergraph).toMatch(/ledgerId: ID .*@inaccessible/);
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

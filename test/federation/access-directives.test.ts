import { composeServices } from "@apollo/composition";
import { type GraphQLSchema, isObjectType, parse } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AccessConfig, GrantConfig, StaticTokenConfig } from "../../src/config/access.js";
import { AccessDirectivesConfig } from "../../src/config/access-directives.js";
import { Secret } from "../../src/config/secret.js";
import { providers } from "../../src/providers/registry.js";
import { buildSubgraph } from "../../src/resolvers/build-schema.js";
import { type RunningGraph, startGraph } from "../support/graph.js";

const scopes = Object.assign(new AccessDirectivesConfig(), {
  readScopes: ["listeners:read"],
  planScopes: ["listeners:plan"],
  changeScopes: ["listeners:change"],
  deleteScopes: ["listeners:delete"],
});
const OTHER = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { owners: [Listener!]! }
  type Listener @key(fields: "urn") { urn: ID! owner: String }
`;

/** What a supergraph says of access, by type or field. */
function requirementsIn(sdl: string): Record<string, string> {
  const found: Record<string, string> = {};
  const note = (
    at: string,
    directives: readonly { name: { value: string }; arguments?: readonly unknown[] }[] = [],
  ) => {
    const own = directives.filter(({ name }) => /^(authenticated|requiresScopes)$/.test(name.value));
    if (own.length > 0)
      found[at] = own
        .map(({ name, ...rest }) => `${name.value}${scopesOf(rest)}`)
        .sort()
        .join(" ");
  };
  for (const definition of parse(sdl).definitions) {
    if (definition.kind !== "ObjectTypeDefinition" && definition.kind !== "InterfaceTypeDefinition") continue;
    note(definition.name.value, definition.directives);
    for (const { name, directives } of definition.fields ?? [])
      note(`${definition.name.value}.${name.value}`, directives);
  }
  return found;
}
const scopesOf = (node: unknown): string =>
  [...JSON.stringify(node).matchAll(/"kind":"StringValue","value":"([^"]+)"/g)]
    .map(([, scope]) => ` ${scope}`)
    .join("");

describe("the directives for routers", () => {
  let graph: RunningGraph;
  let served: string;
  beforeAll(async () => {
    graph = await startGraph((config) => {
      config.server.accessDirectives = scopes;
      config.server.access = Object.assign(new AccessConfig(), {
        tokens: [Object.assign(new StaticTokenConfig(), { name: "robot", token: new Secret("robot-token") })],
        grants: [
          Object.assign(new GrantConfig(), { callers: ["robot"], accounts: ["elb-sandbox"], actions: ["read"] }),
        ],
      });
    });
    const { data } = await ask("{ _service { sdl } }");
    served = data._service.sdl;
  }, 60_000);
  afterAll(() => graph.stop());
  const ask = (query: string, variables = {}) => graph.ask(query, variables, { authorization: "Bearer robot-token" });

  it("are not there unless they are asked for", () => {
    expect(buildSubgraph(providers).sdl).not.toMatch(/@authenticated|@requiresScopes/);
  });

  it("are served on all that can be asked for, and survive composition with another subgraph", () => {
    expect(served).toMatch(/@link\([^)]*federation\/v2\.9[^)]*"@authenticated", "@requiresScopes"/);
    const { errors, hints, supergraphSdl } = composeServices([
      { name: "listeners", url: "http://listeners.example/graphql", typeDefs: parse(served) },
      { name: "other", url: "http://other.example/graphql", typeDefs: parse(OTHER) },
    ]);
    expect([...(errors ?? []), ...(hints ?? [])].map(({ message }) => message)).toEqual([]);
    expect(supergraphSdl).toMatch(
      /@link\(url: "https:\/\/specs\.apollo\.dev\/requiresScopes\/v0\.\d+", for: SECURITY\)/,
    );
    const found = requirementsIn(supergraphSdl!);
    const read = "authenticated requiresScopes listeners:read";
    const change = "authenticated requiresScopes listeners:change listeners:plan";
    expect(found).toMatchObject({
      "Query.listeners": read,
      "Query.node": read,
      "Query.cloudChanges": "authenticated",
      "Listener.changes": "authenticated",
      "Mutation.createListener": change,
      "Mutation.setPoolMembers": change,
      "Mutation.deletePool": "authenticated requiresScopes listeners:delete listeners:plan",
      "Mutation.cancelCloudChange": "authenticated requiresScopes listeners:change listeners:delete listeners:plan",
      Listener: read,
      LoadBalancer: read,
    });
    // All of ours at the roots has them, the other team's has not.
    const { schema } = buildSubgraph(providers);
    for (const type of [schema.getQueryType()!, schema.getMutationType()!, schema.getSubscriptionType()!])
      for (const field of Object.keys(type.getFields()).filter((name) => !name.startsWith("_")))
        expect(found).toHaveProperty([`${type.name}.${field}`]);
    expect(found).not.toHaveProperty(["Query.owners"]);
    for (const entity of entitiesOf(schema)) expect(found).toHaveProperty([entity]);
  });

  it("leave what clients see as it was", () => {
    expect(buildSubgraph(providers, { accessDirectives: scopes }).apiSdl).toBe(buildSubgraph(providers).apiSdl);
  });

  it("are not what decides: a token without scopes gets what its grants say, and no more", async () => {
    const { data, errors } = await ask("{ cloudAccounts { id } listeners(first: 200) { nodes { account { id } } } }");
    expect(errors).toBeUndefined();
    expect(data.cloudAccounts).toEqual([{ id: "elb-sandbox" }]);
    const accounts = data.listeners.nodes.map(({ account }: { account: { id: string } }) => account.id);
    expect([...new Set(accounts)]).toEqual(["elb-sandbox"]);
    const nobody = await graph.ask("{ cloudAccounts { id } }", {}, { "x-scopes": "listeners:read" });
    expect(nobody.status).toBe(401);
  });
});

/** Types that other subgraphs can lead to. */
function entitiesOf(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ astNode }) => astNode?.directives?.some(({ name }) => name.value === "key"))
    .map(({ name }) => name);
}

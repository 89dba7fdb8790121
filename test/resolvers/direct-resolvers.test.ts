import { execute, type GraphQLObjectType, type GraphQLSchema, parse } from "graphql";
import { compileQuery, isCompiledQuery } from "graphql-jit";
import { beforeAll, describe, expect, it } from "vitest";
import { Listener } from "../../src/model/listener.js";
import { globalIdOf } from "../../src/model/resource-ref.js";
import { providers } from "../../src/providers/registry.js";
import { buildSubgraph } from "../../src/resolvers/build-schema.js";
import { accountOf } from "../support/broken-rules.js";

const [manifest] = providers;
const account = accountOf(manifest!, "a");

/** A listener whose rarer fields cannot be made. */
function halfBroken(): Listener {
  return new Listener({
    ref: { accountId: "a", kind: "listener", key: "l" },
    parentRef: null,
    native: null,
    nativeId: "l",
    account,
    region: null,
    name: "web",
    description: null,
    protocol: "TCP",
    nativeProtocol: "TCP",
    portRanges: [],
    status: "ACTIVE",
    nativeStatus: null,
    clientAffinity: null,
    algorithm: null,
    details: () => {
      throw new Error("made to fail");
    },
  });
}

const QUERY = parse("query One($id: ID!) { listener(id: $id) { id urn provider name createdAt tags { key } } }");
const context = () => ({
  freshness: { namedAtMost: () => ({ loaders: { listener: { load: async () => halfBroken() } } }) },
});
const variables = () => ({ id: globalIdOf(halfBroken().ref) });

let schema: GraphQLSchema;
beforeAll(() => {
  schema = buildSubgraph(providers).schema;
});

async function compiled() {
  const query = compileQuery(schema, QUERY, "One");
  if (!isCompiledQuery(query)) throw new Error("The document cannot be compiled.");
  return query.query(undefined, context(), variables());
}

describe("getters of the model", () => {
  it("that cannot fail are read as plain members, the others through a resolver", () => {
    const fields = (schema.getType("Listener") as GraphQLObjectType).getFields();
    for (const simple of ["id", "urn", "provider"]) expect(fields[simple]?.resolve, simple).toBeUndefined();
    for (const other of ["createdAt", "settings", "etag", "pools"])
      expect(fields[other]?.resolve, other).toBeTypeOf("function");
  });

  it.each([
    [
      "as it is",
      async () => execute({ schema, document: QUERY, contextValue: context(), variableValues: variables() }),
    ],
    ["compiled", compiled],
  ])("that fail are errors at their place, and all else stands: a document %s", async (_name, run) => {
    const { data, errors } = await run();
    const { id, urn } = halfBroken();
    expect(data).toEqual({
      listener: { id, urn, provider: manifest!.name, name: "web", createdAt: null, tags: null },
    });
    expect(errors?.map(({ path, message }) => [path?.join("."), message]).sort()).toEqual([
      ["listener.createdAt", "made to fail"],
      ["listener.tags", "made to fail"],
    ]);
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { composeServices } from "@apollo/composition";
import {
  buildASTSchema,
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  parse,
  validateSchema,
} from "graphql";
import { beforeAll, describe, expect, it } from "vitest";
import { providers } from "../../src/providers/registry.js";
import { buildSubgraph, type Subgraph } from "../../src/resolvers/build-schema.js";

const emitted = readFileSync(join(import.meta.dirname, "../../schema.graphql"), "utf8");

/** A second subgraph as another team might have it: who owns listeners, and what they cost. */
const ownership = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])
  type Query { listenersOf(team: String!): [Listener!]! }
  type Listener @key(fields: "id") @key(fields: "urn") { id: ID! urn: ID! owner: String monthlyCost: Float }
`;

describe("the subgraph's schema", () => {
  let subgraph: Subgraph;
  beforeAll(() => {
    subgraph = buildSubgraph(providers);
  });

  it("is what schema.graphql says; npm run schema writes it anew", () => expect(emitted).toBe(subgraph.sdl));

  it("is for clients what schema.api.graphql says: the same without a trace of federation", () => {
    const api = readFileSync(join(import.meta.dirname, "../../schema.api.graphql"), "utf8");
    expect(api).toBe(subgraph.apiSdl);
    expect(api).not.toMatch(/@(key|link|shareable|tag|cost|listSize)\b|_entities|_service/);
    expect(validateSchema(buildSchema(api))).toEqual([]);
    const typesOf = (sdl: string) => parse(sdl).definitions.map((one) => "name" in one && one.name?.value);
    expect(typesOf(api)).toEqual(typesOf(emitted).slice(1));
  });

  it("composes with a second subgraph without errors or hints", () => {
    const { errors, hints, supergraphSdl } = composeServices([
      { name: "listeners", url: "http://listeners.example/graphql", typeDefs: parse(emitted) },
      { name: "ownership", url: "http://ownership.example/graphql", typeDefs: parse(ownership) },
    ]);
    expect(errors ?? []).toEqual([]);
    expect((hints ?? []).map(({ message }) => message)).toEqual([]);
    expect(supergraphSdl).toContain("monthlyCost");
  });

  it("describes every type, field, argument, input field and enum value", () => {
    const types = Object.values(subgraph.schema.getTypeMap()).filter(
      ({ name }) => !name.startsWith("_") && emitted.includes(` ${name}`),
    );
    const own = types.filter(
      ({ astNode, name }) => astNode && !["Query", "Mutation"].includes(name) && !/^(federation__|link__)/.test(name),
    );
    const silent: string[] = own
      .filter(({ description, name }) => !description && !name.includes("__"))
      .map(({ name }) => name);
    for (const type of types) {
      if (/__/.test(type.name)) continue;
      if (isObjectType(type) || isInterfaceType(type)) {
        for (const field of Object.values(type.getFields())) {
          if (field.name.startsWith("_")) continue;
          if (!field.description) silent.push(`${type.name}.${field.name}`);
          for (const arg of field.args) if (!arg.description) silent.push(`${type.name}.${field.name}(${arg.name}:)`);
        }
      } else if (isInputObjectType(type)) {
        for (const field of Object.values(type.getFields()))
          if (!field.description) silent.push(`${type.name}.${field.name}`);
      } else if (isEnumType(type)) {
        for (const value of type.getValues()) if (!value.description) silent.push(`${type.name}.${value.name}`);
      }
    }
    expect(own.length).toBeGreaterThan(50);
    expect(silent).toEqual([]);
  });

  it("gives a reason with every deprecation", () => {
    const document = parse(emitted);
    expect(() => buildASTSchema(document, { assumeValidSDL: true })).not.toThrow();
    expect(emitted).not.toMatch(/@deprecated(?!\(reason: "[^"]{10,}")/);
  });
});

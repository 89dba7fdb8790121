import { composeServices } from "@apollo/composition";
import { Supergraph } from "@apollo/federation-internals";
import {
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  type InputValueDefinitionNode,
  isInputObjectType,
  isObjectType,
  isTypeDefinitionNode,
  Kind,
  parse,
  print,
  type TypeDefinitionNode,
  visit,
} from "graphql";
import { providers } from "../../src/providers/registry.js";
import { buildSubgraph } from "../../src/resolvers/build-schema.js";

/** The text that schema.graphql holds; schema.test.ts sees to that. */
export const { sdl: emitted } = buildSubgraph(providers);

/** Composes our schema with the one of another team. */
export function composeWith(other: string, ours = emitted) {
  const link =
    '@link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@provides", "@interfaceObject", "@requires", "@shareable", "@override", "@inaccessible", "@tag"])';
  const { errors, hints, supergraphSdl } = composeServices([
    { name: "listeners", url: "http://listeners.example/graphql", typeDefs: parse(ours) },
    { name: "other", url: "http://other.example/graphql", typeDefs: parse(`extend schema ${link}\n${other}`) },
  ]);
  return {
    problems: [...(errors ?? []), ...(hints ?? [])].map(({ message }) => message),
    supergraph: supergraphSdl ?? "",
  };
}

/** What clients see of a supergraph. @throws Error when it is not valid */
export const apiOf = (supergraph: string): GraphQLSchema =>
  Supergraph.build(supergraph).apiSchema().toGraphQLJSSchema();

const INACCESSIBLE: ConstDirectiveNode = { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: "inaccessible" } };
const INACCESSIBLE_LINK = '@link(url: "https://specs.apollo.dev/inaccessible/v0.2", for: SECURITY)';
const INACCESSIBLE_DEFINITION =
  "directive @inaccessible on FIELD_DEFINITION | OBJECT | INTERFACE | UNION | ARGUMENT_DEFINITION | SCALAR | ENUM | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION";

/**
 * A contract variant: what has one of the tags is made inaccessible, and so is a type that has no other fields, as
 * GraphOS does it. @throws Error when what is left leads to what is not
 */
export function contractWithout(supergraph: string, ...names: string[]): GraphQLSchema {
  type Hidden = TypeDefinitionNode | FieldDefinitionNode | InputValueDefinitionNode;
  type Tagged = { readonly directives?: readonly ConstDirectiveNode[] };
  const isLeftOut = ({ directives = [] }: Tagged) =>
    directives.some(
      ({ name, arguments: args }) =>
        name.value === "tag" && args?.some(({ value }) => value.kind === Kind.STRING && names.includes(value.value)),
    );
  const leavesNothing = (node: Hidden) =>
    "fields" in node && (node.fields ?? []).length > 0 && node.fields!.every(isLeftOut);
  const hide = (node: Hidden) =>
    isLeftOut(node) || leavesNothing(node)
      ? { ...node, directives: [...(node.directives ?? []), INACCESSIBLE] }
      : undefined;
  const variant = visit(parse(supergraph), {
    enter: (node) =>
      isTypeDefinitionNode(node) || node.kind === Kind.FIELD_DEFINITION || node.kind === Kind.INPUT_VALUE_DEFINITION
        ? hide(node)
        : undefined,
  });
  return apiOf(`${INACCESSIBLE_DEFINITION}\n${print(variant).replace("schema", `schema ${INACCESSIBLE_LINK}`)}`);
}

/** The fields of a type or input; none when there is no such type. */
export function fieldNames(schema: GraphQLSchema, name: string): string[] {
  const type = schema.getType(name);
  return isObjectType(type) || isInputObjectType(type) ? Object.keys(type.getFields()) : [];
}

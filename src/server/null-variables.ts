import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  isNonNullType,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";
import type { RequestPart } from "./request-hooks.js";

/**
 * Refuses null for a variable in a position that does not accept null: GraphQL allows a variable with a default there,
 * and finds the null only when it reaches the field, which then fails its siblings, or not at all in a compiled
 * document.
 * Source: GraphQL specification, section 5.8.5, "allowing optional variables when default values exist".
 */
export function nullVariables<C extends object>(schema: GraphQLSchema): RequestPart<C> {
  return () => ({
    didResolveOperation({ document, operation, request }) {
      const names = nullsForDefaults(operation, request.variables ?? {});
      if (names.length === 0) return;
      const [first] = misplaced(document, schema, names);
      if (first) throw first;
    },
  });
}

/** None if the document has no operation of that name. */
function nullsForDefaults(
  operation: OperationDefinitionNode | undefined,
  variables: Readonly<Record<string, unknown>>,
): string[] {
  const names: string[] = [];
  for (const { variable, defaultValue } of operation?.variableDefinitions ?? []) {
    const name = variable.name.value;
    if (defaultValue && variables[name] === null) names.push(name);
  }
  return names;
}

function misplaced(document: DocumentNode, schema: GraphQLSchema, names: readonly string[]): GraphQLError[] {
  const errors: GraphQLError[] = [];
  const types = new TypeInfo(schema);
  const look = visitWithTypeInfo(types, {
    VariableDefinition: () => false,
    Variable(node) {
      const name = node.name.value;
      const type = types.getInputType();
      if (!names.includes(name) || !isNonNullType(type)) return;
      const message = `Variable "$${name}" is null, but a value of type "${type}" is required. Omit it to use its default.`;
      errors.push(new GraphQLError(message, { nodes: node, extensions: { code: "BAD_USER_INPUT" } }));
    },
  });
  visit(document, look);
  return errors;
}

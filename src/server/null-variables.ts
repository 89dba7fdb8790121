import type { ApolloServerPlugin } from "@apollo/server";
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

/**
 * Refuses null for a variable in a position that does not accept null: GraphQL allows a variable with a default there,
 * and finds the null only when it reaches the field, which then fails its siblings, or not at all in a compiled
 * document.
 * Source: GraphQL specification, section 5.8.5, "allowing optional variables when default values exist".
 */
export function nullVariables<C extends object>(schema: GraphQLSchema): ApolloServerPlugin<C> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, operation, request }) {
          const { variables = {} } = request;
          const names = defaulted(operation).filter((name) => variables[name] === null);
          if (names.length === 0) return;
          const [first] = misplaced(document, schema, names);
          if (first) throw first;
        },
      };
    },
  };
}

/** None if the document has no operation of that name. */
const defaulted = (operation: OperationDefinitionNode | undefined): string[] =>
  operation?.variableDefinitions?.flatMap(({ variable, defaultValue }) =>
    defaultValue ? [variable.name.value] : [],
  ) ?? [];

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

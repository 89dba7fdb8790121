import {
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
} from "graphql";
import { SelectionSums } from "./selections.js";

/** Where introspection begins: fields that every query type has implicitly. */
const META_FIELDS = new Map([SchemaMetaFieldDef, TypeMetaFieldDef].map((field) => [field.name, field]));

/**
 * Selections of a document's largest operation as it runs: with fragments expanded, and once for each type that an
 * interface or union may turn out to be. The cost of validating, running and compiling a document is proportional to
 * this number and not to its length, since fragments within fragments multiply.
 */
export function expandedSelections(schema: GraphQLSchema, document: DocumentNode): number {
  const sums: SelectionSums = new SelectionSums(schema, document, "all", ({ node, definition }, inner) => {
    const below = definition ? inner() : sums.innerOf(node, META_FIELDS.get(node.name.value));
    return { fixed: 1 + below.fixed, perEntry: 0 };
  });
  const operations = document.definitions.filter(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );
  return operations.reduce((most, operation) => Math.max(most, sums.ofOperation(operation).fixed), 0);
}

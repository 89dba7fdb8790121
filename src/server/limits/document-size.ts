import { type DocumentNode, type GraphQLSchema, Kind, type OperationDefinitionNode } from "graphql";
import { SelectionSums } from "./selections.js";

/**
 * Selections of a document's largest operation as they are run: with fragments expanded, and once for each type that an
 * interface or union may turn out to be. What validating, running and compiling a document costs goes with this number
 * and not with its length, since fragments that use fragments multiply.
 */
export function expandedSelections(schema: GraphQLSchema, document: DocumentNode): number {
  const sums = new SelectionSums(schema, document, "all", (_field, inner) => ({
    fixed: 1 + inner().fixed,
    perEntry: 0,
  }));
  const operations = document.definitions.filter(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );
  return operations.reduce((most, operation) => Math.max(most, sums.ofOperation(operation).fixed), 0);
}

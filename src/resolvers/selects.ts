import {
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  getDirectiveValues,
  Kind,
  type SelectionNode,
} from "graphql";

type Document = Pick<GraphQLResolveInfo, "fieldNodes" | "fragments" | "variableValues">;

/** Whether the current field is selected with this path below it, through any fragments. */
export function selects({ fieldNodes, ...document }: Document, path: readonly string[]): boolean {
  return fieldNodes.some(({ selectionSet }) => isAt(selectionSet?.selections ?? [], path, document));
}

function isAt(
  selections: readonly SelectionNode[],
  path: readonly string[],
  document: Omit<Document, "fieldNodes">,
): boolean {
  const [name, ...below] = path;
  return selections.some((node) => {
    if (!isIncluded(node, document)) return false;
    if (node.kind !== Kind.FIELD) {
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : document.fragments[node.name.value];
      return isAt(fragment?.selectionSet.selections ?? [], path, document);
    }
    if (node.name.value !== name) return false;
    return below.length === 0 || isAt(node.selectionSet?.selections ?? [], below, document);
  });
}

function isIncluded(node: SelectionNode, { variableValues }: Pick<Document, "variableValues">): boolean {
  if (!node.directives?.length) return true;
  if (getDirectiveValues(GraphQLSkipDirective, node, variableValues)?.if === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, variableValues)?.if !== false;
}

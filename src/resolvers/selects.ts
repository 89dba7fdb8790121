import {
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  getDirectiveValues,
  Kind,
  type SelectionNode,
} from "graphql";

type Document = Pick<GraphQLResolveInfo, "fieldNodes" | "fragments" | "variableValues">;
type Path = readonly string[];

/**
 * Creates a function that returns whether a field's selection contains one of the paths, directly or through fragments.
 * A path never leads through a field with arguments: what such a field returns depends on them. The list of a
 * field's nodes is the same for all objects with the field, and for all requests with a compiled
 * document, so a result that depends on no variable is computed once.
 */
export function selects(...paths: readonly Path[]): (document: Document) => boolean {
  const known = new WeakMap<Document["fieldNodes"], boolean>();
  return (document) => {
    const before = known.get(document.fieldNodes);
    if (before !== undefined) return before;
    const look = new Look(document);
    const isSelected = paths.some((path) => look.finds(path));
    if (!look.metConditions) known.set(document.fieldNodes, isSelected);
    return isSelected;
  };
}

/** One search through a document. */
class Look {
  /** Whether a part of the path depends on variables. */
  metConditions = false;

  constructor(private readonly document: Document) {}

  finds(path: Path): boolean {
    return this.document.fieldNodes.some(({ selectionSet }) => this.#isAt(selectionSet?.selections ?? [], path));
  }

  #isAt(selections: readonly SelectionNode[], path: Path): boolean {
    const [name, ...below] = path;
    return selections.some((node) => {
      if (!this.#isIncluded(node)) return false;
      if (node.kind !== Kind.FIELD) {
        const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : this.document.fragments[node.name.value];
        return this.#isAt(fragment?.selectionSet.selections ?? [], path);
      }
      if (node.name.value !== name) return false;
      if (below.length === 0) return true;
      return !node.arguments?.length && this.#isAt(node.selectionSet?.selections ?? [], below);
    });
  }

  #isIncluded(node: SelectionNode): boolean {
    if (!node.directives?.length) return true;
    this.metConditions = true;
    return isIncluded(node, this.document);
  }
}

function isIncluded(node: SelectionNode, { variableValues }: Pick<Document, "variableValues">): boolean {
  if (getDirectiveValues(GraphQLSkipDirective, node, variableValues)?.if === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, variableValues)?.if !== false;
}

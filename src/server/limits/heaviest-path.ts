import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import { type CostModel, costSums, entriesOf } from "./query-cost.js";
import type { ArgumentValues } from "./variables.js";

/** Fields of a path that a message names. */
const MOST_NAMED = 12;

/**
 * Where most of an operation's cost comes from, for people: `listeners(first: 200) > nodes > parent > listeners(first:
 * 200)`.
 */
export function heaviestPath(
  model: CostModel,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  values: ArgumentValues,
): string {
  const sums = costSums(model, document, values);
  const fragments = new Map(
    document.definitions
      .filter((definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const path: string[] = [];
  let type: GraphQLObjectType | undefined = model.schema.getRootType(operation.operation) ?? undefined;
  let selections: SelectionSetNode | undefined = operation.selectionSet;
  while (type && selections && path.length < MOST_NAMED) {
    const parent: GraphQLObjectType = type;
    let heaviest: { node: FieldNode; weight: number } | undefined;
    for (const node of fieldsOf(selections, fragments)) {
      const { fixed, perEntry } = sums.weightOf(node, parent);
      if (fixed + perEntry > (heaviest?.weight ?? 1)) heaviest = { node, weight: fixed + perEntry };
    }
    if (!heaviest) break;
    const { node } = heaviest;
    const definition = parent.getFields()[node.name.value]!;
    const sliced = model.factsOf(definition, parent).slicingArguments.length > 0;
    const size = sliced ? `(first: ${entriesOf(model, values, { node, definition, parent })})` : "";
    path.push(`${node.alias ? `${node.alias.value}: ` : ""}${node.name.value}${size}`);
    const named = getNamedType(definition.type);
    // Types of an interface differ little; the first one is representative.
    type = isObjectType(named) ? named : isAbstractType(named) ? model.schema.getPossibleTypes(named)[0] : undefined;
    selections = node.selectionSet;
  }
  return `\`${path.join(" > ")}\``;
}

/** The fields of one selection with its fragments expanded, each fragment once. */
function* fieldsOf(
  selections: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  seen = new Set<SelectionSetNode>(),
): Iterable<FieldNode> {
  if (seen.has(selections)) return;
  seen.add(selections);
  for (const node of selections.selections) {
    if (node.kind === Kind.FIELD) {
      yield node;
      continue;
    }
    const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
    if (fragment) yield* fieldsOf(fragment.selectionSet, fragments, seen);
  }
}

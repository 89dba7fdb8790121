import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";

/**
 * The weight of a selection. The entries of a connection's page are in its `nodes` and `edges`; the weight of one entry
 * is kept separately, because the same selection may occur under pages of different sizes.
 */
export interface Weight {
  readonly fixed: number;
  /** For each entry of the page that the selection is made on. */
  readonly perEntry: number;
}

export const WEIGHTLESS: Weight = { fixed: 0, perEntry: 0 };

/** One field of a selection, as it is weighed. */
export interface WeighedField {
  readonly node: FieldNode;
  /** Undefined for a field that the schema does not have, and for `__typename` and its like. */
  readonly definition: GraphQLField<unknown, unknown> | undefined;
  readonly parent: GraphQLObjectType;
}

/**
 * How the concrete types of an interface or union count: one of them is returned, or code is generated for each of
 * them.
 */
export type OfTypes = "heaviest" | "all";

/**
 * Adds up the weights of the fields of selections, with aliases and fragments expanded. Each selection is visited once
 * for each type that it is made on, however often fragments lead to it: the work is linear in the document's length,
 * the sums are not.
 */
export class SelectionSums {
  readonly #schema: GraphQLSchema;
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #known = new Map<SelectionSetNode, Map<GraphQLObjectType, Weight>>();
  readonly #weigh: (field: WeighedField, inner: () => Weight) => Weight;
  readonly #ofTypes: OfTypes;

  constructor(
    schema: GraphQLSchema,
    { definitions }: DocumentNode,
    ofTypes: OfTypes,
    weigh: (field: WeighedField, inner: () => Weight) => Weight,
  ) {
    this.#schema = schema;
    this.#weigh = weigh;
    this.#ofTypes = ofTypes;
    for (const definition of definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(definition.name.value, definition);
  }

  /** The weight of a whole operation; zero if the schema has no such operations. */
  ofOperation({ operation, selectionSet }: OperationDefinitionNode): Weight {
    const root = this.#schema.getRootType(operation);
    return root ? this.of(selectionSet, root) : WEIGHTLESS;
  }

  of(selections: SelectionSetNode, type: GraphQLObjectType): Weight {
    let byType = this.#known.get(selections);
    if (!byType) {
      byType = new Map();
      this.#known.set(selections, byType);
    }
    const known = byType.get(type);
    if (known) return known;
    // A fragment that contains itself weighs nothing there; validation refuses it.
    byType.set(type, WEIGHTLESS);
    let fixed = 0;
    let perEntry = 0;
    for (const node of selections.selections) {
      const weight = node.kind === Kind.FIELD ? this.weightOf(node, type) : this.#ofFragment(node, type);
      fixed += weight.fixed;
      perEntry += weight.perEntry;
    }
    const sum = { fixed, perEntry };
    byType.set(type, sum);
    return sum;
  }

  weightOf(node: FieldNode, parent: GraphQLObjectType): Weight {
    const definition = parent.getFields()[node.name.value];
    return this.#weigh({ node, definition, parent }, () => this.innerOf(node, definition));
  }

  /** The weight of a field's own selection. */
  innerOf({ selectionSet }: FieldNode, definition: GraphQLField<unknown, unknown> | undefined): Weight {
    if (!selectionSet || !definition) return WEIGHTLESS;
    const named = getNamedType(definition.type);
    if (isObjectType(named)) return this.of(selectionSet, named);
    let fixed = 0;
    let perEntry = 0;
    for (const type of isAbstractType(named) ? this.#schema.getPossibleTypes(named) : []) {
      const weight = this.of(selectionSet, type);
      fixed = this.#ofTypes === "all" ? fixed + weight.fixed : Math.max(fixed, weight.fixed);
      perEntry = this.#ofTypes === "all" ? perEntry + weight.perEntry : Math.max(perEntry, weight.perEntry);
    }
    return { fixed, perEntry };
  }

  #ofFragment(node: Exclude<SelectionSetNode["selections"][number], FieldNode>, type: GraphQLObjectType): Weight {
    const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : this.#fragments.get(node.name.value);
    if (!fragment || !this.#applies(fragment.typeCondition?.name.value, type)) return WEIGHTLESS;
    return this.of(fragment.selectionSet, type);
  }

  #applies(condition: string | undefined, type: GraphQLObjectType): boolean {
    if (condition === undefined || condition === type.name) return true;
    const conditional = this.#schema.getType(condition);
    return isAbstractType(conditional) && isCompositeType(type) && this.#schema.isSubType(conditional, type);
  }
}

/** The fields of a selection, including those from fragments. Each fragment is visited once. */
export function fieldsOf(selections: SelectionSetNode, { definitions }: DocumentNode): readonly FieldNode[] {
  const fragments = new Map<string, SelectionSetNode>();
  for (const definition of definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition.selectionSet);
  const fields: FieldNode[] = [];
  const left = [selections];
  for (let set = left.pop(); set; set = left.pop()) {
    for (const node of set.selections) {
      if (node.kind === Kind.FIELD) fields.push(node);
      else if (node.kind === Kind.INLINE_FRAGMENT) left.push(node.selectionSet);
      else {
        const spread = fragments.get(node.name.value);
        if (spread) left.push(spread);
        fragments.delete(node.name.value);
      }
    }
  }
  return fields;
}

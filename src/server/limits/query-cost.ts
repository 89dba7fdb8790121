import {
  type DocumentNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInputObjectType,
  isListType,
  type OperationDefinitionNode,
} from "graphql";
import { MAX_PAGE } from "../../loaders/page-arguments.js";
import { CLOUD_READS } from "../../resolvers/cloud-reads.js";
import { CLOUD_COST } from "../../resolvers/list-directives.js";
import { directiveValue } from "./directives.js";
import { SelectionSums, type WeighedField, type Weight } from "./selections.js";
import type { ArgumentValues } from "./variables.js";

/** The assumed number of entries of a list without @listSize, as in the routers' own examples. */
const ASSUMED_ENTRIES = 10;
/** The cost of a mutation itself. Source: Apollo Router, demand control, its static cost. */
const MUTATION_COST = 10;

/**
 * The argument with the page size, at the root and below. The schema's `@listSize` tells gateways usual sizes; here,
 * the maximum size of a page counts, because a large request must not pass for a usual one.
 */
const SLICING_ARGUMENT = "first";
const ENTRIES = ["edges", "nodes"];

/** The cost of a field, according to the schema. */
interface FieldFacts {
  /** Of one object or value. */
  readonly weight: number;
  readonly isList: boolean;
  readonly slicingArguments: readonly string[];
  readonly assumedSize: number | null;
  /** Arguments that hold input objects. */
  readonly inputs: readonly string[];
}

/** The cost rules of one schema; its directives are read once. */
export class CostModel {
  readonly #facts = new WeakMap<GraphQLField<unknown, unknown>, FieldFacts>();

  constructor(readonly schema: GraphQLSchema) {}

  /** Whether the field holds a page's entries, which count as many times as the page may have entries. */
  holdsEntries({ node, parent }: Pick<WeighedField, "node" | "parent">): boolean {
    return parent.name.endsWith("Connection") && ENTRIES.includes(node.name.value);
  }

  factsOf(field: GraphQLField<unknown, unknown>, parent: GraphQLObjectType): FieldFacts {
    const known = this.#facts.get(field);
    if (known) return known;
    const type = getNamedType(field.type);
    const assumed = directiveValue(field, "listSize", "assumedSize");
    const weight = directiveValue(field, "cost", "weight") ?? directiveValue(type, "cost", "weight");
    const facts = {
      // Composition refuses @cost on fields that an interface has; here such a field costs what others like it do.
      weight: Number(weight ?? (CLOUD_READS[`${parent.name}.${field.name}`] ? CLOUD_COST : isCompositeType(type))),
      isList: isListType(getNullableType(field.type)),
      slicingArguments: field.args.filter(({ name }) => name === SLICING_ARGUMENT).map(({ name }) => name),
      assumedSize: typeof assumed === "number" ? assumed : null,
      inputs: field.args.filter((arg) => isInputObjectType(getNamedType(arg.type))).map(({ name }) => name),
    };
    this.#facts.set(field, facts);
    return facts;
  }
}

/**
 * The cost of an operation by the rules of the IBM cost specification, as routers count it: every object and every
 * input object costs 1, values cost nothing, @cost overrides. The content of a list is multiplied by the list's maximum
 * length: its slicing argument, or the schema's default when that is omitted.
 */
export function costOf(
  model: CostModel,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  values: ArgumentValues,
): number {
  const base = operation.operation === "mutation" ? MUTATION_COST : 0;
  return base + costSums(model, document, values).ofOperation(operation).fixed;
}

export function costSums(model: CostModel, document: DocumentNode, values: ArgumentValues): SelectionSums {
  return new SelectionSums(model.schema, document, "heaviest", (field, inner) => weightOf(model, values, field, inner));
}

function weightOf(model: CostModel, values: ArgumentValues, field: WeighedField, inner: () => Weight): Weight {
  const { definition, node, parent } = field;
  if (!definition) return { fixed: 0, perEntry: 0 };
  const { weight, isList, inputs } = model.factsOf(definition, parent);
  const { fixed, perEntry } = inner();
  if (model.holdsEntries(field)) return { fixed: 0, perEntry: weight + fixed };
  const given = inputs.reduce((sum, name) => sum + objectsIn(values.of(node, definition, name)), 0);
  const entries = entriesOf(model, values, field);
  const own = isList ? entries * (weight + fixed) : weight + fixed + entries * perEntry;
  return { fixed: given + own, perEntry: 0 };
}

/** Fields at the root that return something for each given key, by the argument that holds the keys. */
const KEYS: Readonly<Record<string, string>> = { _entities: "representations", nodes: "ids" };

/** How many entries a field may return: by its slicing argument, its assumed size, or as lists usually have. */
export function entriesOf(
  model: CostModel,
  values: ArgumentValues,
  { node, definition, parent }: WeighedField,
): number {
  if (!definition) return 0;
  const { isList, slicingArguments, assumedSize } = model.factsOf(definition, parent);
  const asked = slicingArguments
    .map((name) => values.of(node, definition, name))
    .filter((size) => typeof size === "number");
  // The field itself refuses a page that is too large, with a better message than a cost.
  if (asked.length > 0) return Math.min(MAX_PAGE, Math.max(0, ...asked));
  const keys = parent.name === "Query" ? KEYS[node.name.value] : undefined;
  if (keys !== undefined) return lengthOf(values.of(node, definition, keys));
  return assumedSize ?? (isList ? ASSUMED_ENTRIES : 1);
}

export const lengthOf = (list: unknown): number => (Array.isArray(list) ? list.length : 1);

/** Counts input objects in a value. Objects in custom scalars would count as well, but no input here has any. */
function objectsIn(value: unknown): number {
  // Without recursion: a client's value may be as deep as its request is long.
  const left = [value];
  let objects = 0;
  while (left.length > 0) {
    const one = left.pop();
    if (one === null || typeof one !== "object") continue;
    if (!Array.isArray(one)) objects += 1;
    for (const held of Object.values(one)) left.push(held);
  }
  return objects;
}

import {
  type DocumentNode,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
} from "graphql";
import { CLOUD_READS } from "../../resolvers/cloud-reads.js";
import type { AnswerBudget } from "./answer-budget.js";
import type { CostModel } from "./query-cost.js";
import { SelectionSums, type Weight } from "./selections.js";

/** What it costs to call a resolver, and to complete what it brought: the time of so many bytes. */
const CALL_WORK = 16;
const FIELD_WORK = 200;

/**
 * Makes all fields count that return lists or read clouds. The schema's own resolvers are wrapped: one middleware for
 * all fields would cost list queries half their speed.
 */
export function countAnswers(model: CostModel): void {
  const sizes = new WeakMap<OperationDefinitionNode, SelectionSums>();
  const sizesOf = ({ schema, fragments, operation }: GraphQLResolveInfo): SelectionSums => {
    let sums = sizes.get(operation);
    if (!sums) {
      const document = { kind: Kind.DOCUMENT, definitions: Object.values(fragments) } satisfies DocumentNode;
      sums = answerSizes(model, schema, document);
      sizes.set(operation, sums);
    }
    return sums;
  };

  /** The list of a field's nodes is the same for all objects that it is selected on. */
  const known = new WeakMap<GraphQLResolveInfo["fieldNodes"], Weight>();
  function weightOf(info: GraphQLResolveInfo): Weight {
    let weight = known.get(info.fieldNodes);
    if (!weight) {
      const sums = sizesOf(info);
      const definition = info.parentType.getFields()[info.fieldName];
      weight = sumOf(info.fieldNodes.map((node) => sums.innerOf(node, definition)));
      known.set(info.fieldNodes, weight);
    }
    return weight;
  }

  function counted<T>(value: T, { answer }: Counted, info: GraphQLResolveInfo): T | Promise<T> {
    if (!answer) return value;
    const { fixed, perEntry } = weightOf(info);
    const entries = entriesIn(value);
    const bytes = Array.isArray(value) ? fixed * entries : fixed + perEntry * entries;
    const turn = answer.charge(bytes, FIELD_WORK);
    return turn ? inTurn(turn, answer, value) : value;
  }

  for (const type of Object.values(model.schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith("__")) continue;
    const isRoot = type === model.schema.getQueryType() || type === model.schema.getSubscriptionType();
    for (const field of Object.values(type.getFields())) {
      const resolve = field.resolve as Resolve | undefined;
      if (!resolve || !isCompositeType(getNamedType(field.type))) continue;
      if (!isRoot && !CLOUD_READS[`${type.name}.${field.name}`]) continue;
      const resolved: Resolve = (source, args, context, info) => {
        const value = resolve(source, args, context, info);
        return value instanceof Promise ? whenRead(value, context, info) : counted(value, context, info);
      };
      field.resolve = (source, args, context: Counted, info) => {
        const turn = context.answer?.charge(0, CALL_WORK);
        return turn ? later(turn, resolved, source, args, context, info) : resolved(source, args, context, info);
      };
    }
  }

  // Closures are in separate functions: memory for what a closure may hold is allocated as soon as the function is
  // entered.
  function whenRead(value: Promise<unknown>, context: Counted, info: GraphQLResolveInfo): Promise<unknown> {
    return value.then((settled) => counted(settled, context, info), context.answer?.pass);
  }
}

interface Counted {
  readonly answer?: AnswerBudget;
}

type Resolve = GraphQLFieldResolver<unknown, Counted>;

const later = (turn: Promise<void>, resolve: Resolve, ...args: Parameters<Resolve>): Promise<unknown> =>
  turn.then(() => resolve(...args));

function inTurn<T>(turn: Promise<void>, answer: AnswerBudget, value: T): Promise<T> {
  // Entries that cannot be read meanwhile are looked at afterwards, if at all.
  if (Array.isArray(value)) for (const entry of value) if (entry instanceof Promise) entry.catch(() => undefined);
  return turn.then(() => {
    answer.check();
    return value;
  });
}

function sumOf(weights: readonly Weight[]): Weight {
  return {
    fixed: weights.reduce((sum, { fixed }) => sum + fixed, 0),
    perEntry: weights.reduce((sum, { perEntry }) => sum + perEntry, 0),
  };
}

function entriesIn(value: unknown): number {
  if (value === null || typeof value !== "object") return 0;
  if (Array.isArray(value)) return value.length;
  const { nodes } = value as { nodes?: unknown };
  return Array.isArray(nodes) ? nodes.length : 1;
}

/** The minimum size of selections in JSON: names and punctuation, and a digit for each value. */
function answerSizes(model: CostModel, schema: GraphQLSchema, document: DocumentNode): SelectionSums {
  return new SelectionSums(schema, document, "heaviest", (field, inner) => {
    const { node, definition, parent } = field;
    const own = (node.alias ?? node.name).value.length + 5;
    // A field that is counted by itself is counted there.
    const isCounted = CLOUD_READS[`${parent.name}.${node.name.value}`] !== undefined;
    if (!definition || isCounted) return { fixed: own, perEntry: 0 };
    const { fixed, perEntry } = inner();
    if (model.holdsEntries(field)) return { fixed: own, perEntry: fixed + 3 };
    return { fixed: own + fixed, perEntry };
  });
}

import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type OperationTypeNode,
  type SelectionSetNode,
} from "graphql";
import { callsOfPage, ENTRIES_PER_CALL } from "../../loaders/call-budget.js";
import { namedIn } from "../../loaders/list-arguments.js";
import { MAX_PAGE } from "../../loaders/page-arguments.js";
import type { Accounts } from "../../providers/accounts.js";
import {
  CLOUD_READS,
  type CloudRead,
  LISTENERS_PER_PARENT,
  LISTS,
  NAMED_READS,
  READ_FOR_LIST,
  READ_WITH_LIST,
} from "../../resolvers/cloud-reads.js";
import { type CostModel, entriesOf, lengthOf } from "./query-cost.js";
import type { ArgumentValues } from "./variables.js";

type Read = CloudRead["reads"][number];

/** Calls of one change: reading the current state, the change, reading the result. Waiting comes on top. */
const CALLS_PER_CHANGE = 5;

const SINGLES = ["listener", "listenerByUrn", "pool", "poolByUrn", "listenerParent", "listenerParentByUrn", "node"];
/** The parent, and the listeners that it has. */
const CALLS_FOR_PORTS = 2;
/** Fields that return something for each key, of any kind. */
const BY_KEYS = ["_entities", "nodes"];

/** Selections on objects of one type. */
interface Selected {
  readonly type: GraphQLNamedType;
  readonly selections: SelectionSetNode;
}

/**
 * Estimates how many calls to clouds an operation makes, before any is made: for each list at its root, an account's
 * first call and its pages, for all accounts that its filter selects; below it, level by level, what loaders read for
 * as many keys as the level before may return, by each cloud's declared calls per key. Aliases of the same field share
 * their reads, as they do when they run.
 */
export class CloudCalls {
  readonly #schema: GraphQLSchema;
  readonly #model: CostModel;
  readonly #asked: (maxAgeSeconds: unknown) => Accounts;
  readonly #values: ArgumentValues;
  readonly #fragments = new Map<string, FragmentDefinitionNode>();

  /** @param asked the accounts whose clouds are asked for answers of an age, by what a field says of that */
  constructor(
    model: CostModel,
    asked: (maxAgeSeconds: unknown) => Accounts,
    { definitions }: DocumentNode,
    values: ArgumentValues,
  ) {
    this.#schema = model.schema;
    this.#model = model;
    this.#asked = asked;
    this.#values = values;
    for (const definition of definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(definition.name.value, definition);
  }

  ofOperation({ operation, selectionSet }: OperationDefinitionNode): number {
    const type = this.#schema.getRootType(operation);
    if (!type) return 0;
    let calls = 0;
    for (const { node } of this.#fields([{ type, selections: selectionSet }])) {
      const definition = type.getFields()[node.name.value];
      if (definition) calls += this.#ofRoot(node, definition, operation);
    }
    return Math.ceil(calls);
  }

  #ofRoot(node: FieldNode, definition: GraphQLField<unknown, unknown>, operation: OperationTypeNode): number {
    const { name } = definition;
    const hasAge = definition.args.some((argument) => argument.name === "maxAgeSeconds") || name === "_entities";
    const asked = [...this.#asked(hasAge ? this.#values.of(node, definition, "maxAgeSeconds") : 0).values()];
    const below = (keys: number, accounts: readonly AccountLike[] = asked) =>
      this.#below([[node, definition]], keys, accounts);
    // Of each event.
    if (operation === "subscription") return below(1);
    if (operation === "mutation") {
      const changes = lengthOf(this.#values.of(node, definition, "inputs"));
      return changes * CALLS_PER_CHANGE + below(changes);
    }
    // What was seen before answers for all accounts.
    if (asked.length === 0) return 0;
    if (SINGLES.includes(name)) return 1 + below(1);
    if (name === "freePorts") return CALLS_FOR_PORTS;
    if (name === "portMap") return CALLS_FOR_PORTS + below(LISTENERS_PER_PARENT);
    const type = this.#schema.getQueryType()!;
    const entries = entriesOf(this.#model, this.#values, { node, definition, parent: type });
    if (BY_KEYS.includes(name)) {
      const perKey = this.#readsOfKeys(node, definition).reduce((calls, read) => calls + this.#perKey(read, asked), 0);
      return Math.ceil(entries * perKey) + below(entries);
    }
    if (name === "cloudChange") return below(1);
    if (name === "cloudChanges") return below(entries);
    if (!Object.hasOwn(LISTS, name)) return 0;
    const filter = conditionsIn(this.#values.of(node, definition, "filter"));
    const named = namedIn(textsOf(filter));
    const accounts = accountsLeftBy(asked, filter, named);
    const isOrdered = this.#values.of(node, definition, "orderBy") != null;
    return this.#ofList(name, filter, named, isOrdered ? MAX_PAGE : entries, accounts) + below(entries, accounts);
  }

  /**
   * A list's own calls: of each account its pages, or the reads of what it is asked for by ids; and what the filter reads
   * for those entries of each account that are looked at first. How many it has to look at until there are enough is known
   * by nobody beforehand, and counted when they are read.
   */
  #ofList(name: string, filter: Conditions, named: Named, entries: number, accounts: readonly AccountLike[]): number {
    const asked = Object.entries(LISTS[name]!).filter(([field]) => filter[field] != null);
    const reads = [...(READ_FOR_LIST[name] ?? []), ...asked.flatMap(([, read]) => read)];
    const perKey = (all: readonly Read[], account: AccountLike) =>
      all.reduce((calls, read) => calls + account.manifest.callsPerKey[read], 0);
    return accounts.reduce((calls, account) => {
      const names = named?.get(account.account.id)?.length;
      const own =
        names === undefined ? 1 + callsOfPage(entries) : Math.max(1, names * perKey(NAMED_READS[name]!, account));
      return calls + own + (names ?? Math.min(entries, ENTRIES_PER_CALL)) * perKey(reads, account);
    }, 0);
  }

  /**
   * What is read for each of many keys: all may be of the most expensive kind among those that something is selected
   * of.
   */
  #readsOfKeys({ selectionSet: selections }: FieldNode, { type }: GraphQLField<unknown, unknown>): readonly Read[] {
    const asked = selections ? [...this.#fields([{ type: getNamedType(type), selections }])] : [];
    return asked.some(({ type }) => type.name === "PoolMember") ? ["pools", "membersOfPools"] : ["parents"];
  }

  /** What is read below fields with one object per key. */
  #below(
    fields: readonly (readonly [FieldNode, GraphQLField<unknown, unknown>])[],
    keys: number,
    accounts: readonly AccountLike[],
  ): number {
    const selected = fields.flatMap(([{ selectionSet }, { type }]): Selected[] => {
      const named = getNamedType(type);
      return selectionSet && isCompositeType(named) ? [{ type: named, selections: selectionSet }] : [];
    });
    const byField = new Map<string, [FieldNode, GraphQLField<unknown, unknown>][]>();
    for (const { node, type } of this.#fields(selected)) {
      const definition = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
      if (!definition) continue;
      const name = `${type.name}.${definition.name}`;
      byField.set(name, [...(byField.get(name) ?? []), [node, definition]]);
    }
    let calls = 0;
    for (const [name, same] of byField) {
      const read = this.#readOf(name);
      for (const one of read?.reads ?? []) calls += keys * this.#perKey(one, accounts);
      calls += this.#below(same, keys * (read?.usually ?? 1), accounts);
    }
    return calls;
  }

  /** Of an interface's field, what any of its types reads. */
  #readOf(name: string): CloudRead | undefined {
    const [typeName, fieldName] = name.split(".");
    const type = this.#schema.getType(typeName!);
    const types = isAbstractType(type)
      ? this.#schema.getPossibleTypes(type).map((possible) => possible.name)
      : [typeName];
    return types
      .map((possible) => `${possible}.${fieldName}`)
      .map((field) => CLOUD_READS[field] ?? READ_WITH_LIST[field])
      .find((read) => read !== undefined);
  }

  /** Calls for each key: keys are assumed to be spread evenly over all accounts. */
  #perKey(read: Read, accounts: readonly AccountLike[]): number {
    const sum = accounts.reduce((calls, { manifest }) => calls + manifest.callsPerKey[read], 0);
    return sum / Math.max(1, accounts.length);
  }

  /** The fields of selections with their fragments expanded, each selection once. */
  *#fields(
    selected: readonly Selected[],
    seen = new Set<SelectionSetNode>(),
  ): Iterable<{ node: FieldNode; type: GraphQLNamedType }> {
    for (const { type, selections } of selected) {
      if (seen.has(selections)) continue;
      seen.add(selections);
      for (const node of selections.selections) {
        if (node.kind === Kind.FIELD) {
          yield { node, type };
          continue;
        }
        const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : this.#fragments.get(node.name.value);
        if (!fragment) continue;
        const condition = fragment.typeCondition && this.#schema.getType(fragment.typeCondition.name.value);
        yield* this.#fields([{ type: condition ?? type, selections: fragment.selectionSet }], seen);
      }
    }
  }
}

/** A filter before it is coerced: it may be anything. */
type Conditions = Readonly<Record<string, unknown>>;
type Named = ReturnType<typeof namedIn>;

const conditionsIn = (filter: unknown): Conditions =>
  filter !== null && typeof filter === "object" ? (filter as Conditions) : {};

function accountsLeftBy(
  accounts: readonly AccountLike[],
  { accountIds, providers }: Conditions,
  named: Named,
): readonly AccountLike[] {
  const fits = (wanted: unknown, value: string) => !Array.isArray(wanted) || wanted.includes(value);
  return accounts.filter(
    ({ account }) =>
      fits(accountIds, account.id) && fits(providers, account.provider) && (!named || named.has(account.id)),
  );
}

/** The ids and urns among them, where they are texts; more than a filter may name are refused by the field itself. */
function textsOf({ ids, urns }: Conditions): { readonly ids?: readonly string[]; readonly urns?: readonly string[] } {
  const texts = (list: unknown) =>
    Array.isArray(list)
      ? list.slice(0, MAX_PAGE).filter((text): text is string => typeof text === "string")
      : undefined;
  return { ids: texts(ids), urns: texts(urns) };
}

type AccountLike = Accounts extends ReadonlyMap<string, infer A> ? A : never;

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
  type SelectionSetNode,
} from "graphql";
import type { Accounts } from "../../providers/accounts.js";
import { CLOUD_READS, type CloudRead, READ_WITH_LIST } from "../../resolvers/cloud-reads.js";
import { type CostModel, entriesOf, lengthOf } from "./query-cost.js";
import type { ArgumentValues } from "./variables.js";

type Read = CloudRead["reads"][number];

/** Entries that one page of a cloud's own list holds, on most clouds. */
const ENTRIES_PER_CALL = 50;
/** Calls of one change: reading what is there, the change, a look at the result. Waiting for it comes on top. */
const CALLS_PER_CHANGE = 5;

const LISTS = ["listeners", "pools", "listenerParents"];
const SINGLES = ["listener", "listenerByUrn", "pool", "poolByUrn", "listenerParent", "listenerParentByUrn", "node"];
/** The parent, and the listeners that it has. */
const CALLS_FOR_FREE_PORTS = 2;
/** Fields that bring something for each key, of whatever sort. */
const BY_KEYS = ["_entities", "nodes"];

/** Selections on objects of one type. */
interface Selected {
  readonly type: GraphQLNamedType;
  readonly selections: SelectionSetNode;
}

/**
 * About how many calls to clouds an operation makes, before any is made: for each list at its root an account's first
 * call and its pages, for all accounts that its filter leaves; below it level by level what loaders read for as many keys
 * as the level before may bring, by what each cloud's manifest says of calls for each key. Aliases of the same field share
 * their reads, as they do when they are run.
 */
export class CloudCalls {
  readonly #schema: GraphQLSchema;
  readonly #model: CostModel;
  readonly #accounts: Accounts;
  readonly #values: ArgumentValues;
  readonly #fragments = new Map<string, FragmentDefinitionNode>();

  constructor(model: CostModel, accounts: Accounts, { definitions }: DocumentNode, values: ArgumentValues) {
    this.#schema = model.schema;
    this.#model = model;
    this.#accounts = accounts;
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
      if (definition) calls += this.#ofRoot(node, definition, operation === "mutation");
    }
    return Math.ceil(calls);
  }

  #ofRoot(node: FieldNode, definition: GraphQLField<unknown, unknown>, isChange: boolean): number {
    const { name } = definition;
    const below = (keys: number, accounts: readonly AccountLike[] = [...this.#accounts.values()]) =>
      this.#below([[node, definition]], keys, accounts);
    if (isChange) {
      const changes = lengthOf(this.#values.of(node, definition, "inputs"));
      return changes * CALLS_PER_CHANGE + below(changes);
    }
    if (SINGLES.includes(name)) return 1 + below(1);
    if (name === "freePorts") return CALLS_FOR_FREE_PORTS;
    const type = this.#schema.getQueryType()!;
    const entries = entriesOf(this.#model, this.#values, { node, definition, parent: type });
    if (BY_KEYS.includes(name)) {
      const accounts = [...this.#accounts.values()];
      const perKey = this.#readsOfKeys(node, definition).reduce(
        (calls, read) => calls + this.#perKey(read, accounts),
        0,
      );
      return Math.ceil(entries * perKey) + below(entries);
    }
    if (name === "cloudChange") return below(1);
    if (name === "cloudChanges") return below(entries);
    if (!LISTS.includes(name)) return 0;
    const accounts = this.#accountsLeftBy(this.#values.of(node, definition, "filter"));
    return accounts.length * (1 + Math.ceil(entries / ENTRIES_PER_CALL)) + below(entries, accounts);
  }

  /** What is read for each of many keys: all may be of the sort that is dearest to read among those that are asked for something. */
  #readsOfKeys({ selectionSet: selections }: FieldNode, { type }: GraphQLField<unknown, unknown>): readonly Read[] {
    const asked = selections ? [...this.#fields([{ type: getNamedType(type), selections }])] : [];
    return asked.some(({ type }) => type.name === "PoolMember") ? ["pools", "membersOfPools"] : ["parents"];
  }

  /** What is read below fields whose objects are as many as there are keys. */
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

  /** Calls for each key: keys are taken to be spread over all accounts alike. */
  #perKey(read: Read, accounts: readonly AccountLike[]): number {
    const sum = accounts.reduce((calls, { manifest }) => calls + manifest.callsPerKey[read], 0);
    return sum / Math.max(1, accounts.length);
  }

  #accountsLeftBy(filter: unknown): readonly AccountLike[] {
    const { accountIds, providers } = (filter ?? {}) as { accountIds?: unknown; providers?: unknown };
    const fits = (wanted: unknown, value: string) => !Array.isArray(wanted) || wanted.includes(value);
    return [...this.#accounts.values()].filter(
      ({ account }) => fits(accountIds, account.id) && fits(providers, account.provider),
    );
  }

  /** The fields of selections with their fragments opened, each selection once. */
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

type AccountLike = Accounts extends ReadonlyMap<string, infer A> ? A : never;

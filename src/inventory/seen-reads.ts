import type { Listener } from "../model/listener.js";
import type { ListenerParent } from "../model/listener-parent.js";
import type { HealthMonitor, Pool, PoolMember } from "../model/pool.js";
import { ProblemError } from "../model/problem-error.js";
import type { ResourceRef } from "../model/resource-ref.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import { inChunks } from "../providers/kit/keyed-reads.js";
import { listingOf } from "../providers/kit/listing.js";
import { positionAgain, sortKey } from "../providers/kit/places.js";
import type {
  Found,
  ListenerQuery,
  Listing,
  Lists,
  Page,
  PageRequest,
  ParentQuery,
  PoolQuery,
  Reads,
} from "../providers/provider.js";
import type { FoundKept, SeenAccount, SeenConditions, SeenKind, SeenStore } from "../store/seen.js";
import type { DatabaseTime } from "../store/tables.js";
import { membersReadOf, monitorOf, poolsReadOf } from "./kept-objects.js";
import { problemAgain } from "./kept-problems.js";
import { type Model, madeOf } from "./made-objects.js";
import { cameFrom, type Origin } from "./origin.js";
import type { RowsByKey } from "./rows-by-key.js";
import { type ListedKind, seenConditionsOf } from "./seen-conditions.js";

export interface SeenReadsOptions {
  readonly connected: ConnectedAccount;
  /** Was read completely. */
  readonly account: SeenAccount;
  readonly seen: SeenStore;
  /** Shared by the accounts of an answer. */
  readonly rows: RowsByKey;
}

/** Maximum rows in the answer to one statement. */
const AT_ONCE = 2_000;
/** Maximum keys in one statement. */
const KEYS_AT_ONCE = 1_000;

/**
 * One account's inventory: answers what the account's service answers, without calling the cloud. The methods throw a
 * StoreError when the store cannot be read.
 */
export class SeenReads implements Lists, Reads {
  readonly accountId: string;
  readonly #origin: Origin;
  /** The rows of the objects that it has made. */
  readonly #rows = new WeakMap<object, FoundKept>();

  constructor(private readonly options: SeenReadsOptions) {
    this.accountId = options.connected.account.id;
    this.#origin = { readAt: options.account.readAt!, reads: this };
  }

  /** When the account was read, with everything that belongs to its objects. */
  get readAt(): DatabaseTime {
    return this.#origin.readAt;
  }

  get store(): SeenStore {
    return this.options.seen;
  }

  /** Whether everything that the account lists could be interpreted. */
  get isLegible(): boolean {
    return this.options.account.problems.length === 0;
  }

  /** Why the latest attempt to read the account again failed; null: it did not. */
  get failure(): ProblemError | null {
    const { failure } = this.options.account;
    return failure && problemAgain(failure);
  }

  #made<K extends ListedKind>(kind: K, rows: readonly FoundKept[]): Listing<Model[K]> {
    const items: Model[K][] = [];
    const problems: ProblemError[] = [];
    for (const row of rows) {
      const made = this.make(kind, row);
      if (made instanceof ProblemError) problems.push(made);
      else items.push(made);
    }
    return listingOf(items, problems);
  }

  /** Objects of the account that could not be interpreted when it was read. */
  problemsOf(kind: SeenKind): readonly ProblemError[] {
    return this.options.account.problems.filter((problem) => problem.kind === kind).map(problemAgain);
  }

  listListeners(query: ListenerQuery, page: PageRequest): Promise<Page<Listener>> {
    return this.#page("listener", query, page);
  }

  listPools(query: PoolQuery, page: PageRequest): Promise<Page<Pool>> {
    return this.#page("pool", query, page);
  }

  listParents(query: ParentQuery, page: PageRequest): Promise<Page<ListenerParent>> {
    return this.#page("parent", query, page);
  }

  readListeners(refs: readonly ResourceRef[]): Promise<Found<Listener>> {
    return this.#named("listener", refs);
  }

  readPools(refs: readonly ResourceRef[]): Promise<Found<Pool>> {
    return this.#named("pool", refs);
  }

  readParents(refs: readonly ResourceRef[]): Promise<Found<ListenerParent>> {
    return this.#named("parent", refs);
  }

  async listenersOfParents(parents: readonly ListenerParent[]): Promise<Found<Listing<Listener>>> {
    const keys = parents.map(({ ref }) => ref.key);
    const rows = byParent(await this.#all("listener", (some) => ({ parentKeys: some }), keys));
    const lost = await this.#lost();
    return new Map(
      keys.map((key) => {
        const { items, problems } = this.#made("listener", rows.get(key) ?? []);
        return [key, listingOf(items, [...problems, ...(lost.get(key) ?? []), ...(lost.get(null) ?? [])])];
      }),
    );
  }

  async poolsOfListeners(listeners: readonly Listener[]): Promise<Found<Listing<Pool>>> {
    const rows = await this.#rowsOf("listener", listeners);
    const keys = [...new Set([...rows.values()].flatMap(({ poolKeys }) => poolKeys))];
    const pools = new Map((await this.options.rows.of(this.accountId, "pool", keys)).map((row) => [row.key, row]));
    const poolOfKey = new Map<string, Pool | ProblemError>();
    for (const [key, row] of pools) poolOfKey.set(key, this.make("pool", row));
    return new Map(
      [...rows].map(([key, row]): [string, Listing<Pool> | ProblemError] => {
        const read = poolsReadOf(row);
        if (read instanceof ProblemError) return [key, read];
        // A pool that has since been deleted is omitted.
        const found = read.items.flatMap((poolKey) => poolOfKey.get(poolKey) ?? []);
        const problems = found.filter((pool) => pool instanceof ProblemError);
        const items = found.filter((pool) => !(pool instanceof ProblemError));
        return [key, listingOf(items as Pool[], [...read.problems, ...problems])];
      }),
    );
  }

  async membersOfPools(pools: readonly Pool[]): Promise<Found<Listing<PoolMember>>> {
    const rows = await this.#rowsOf("pool", pools);
    const members = byParent(await this.#all("member", (some) => ({ parentKeys: some }), [...rows.keys()]));
    return new Map(
      [...rows].map(([key, row]) => {
        const read = membersReadOf(row, members.get(key) ?? []);
        if (!(read instanceof ProblemError)) for (const member of read.items) cameFrom(member, this.#origin);
        return [key, read];
      }),
    );
  }

  async healthMonitorsOfPools(
    pools: readonly Pool[],
  ): Promise<ReadonlyMap<string, HealthMonitor | null | ProblemError>> {
    const rows = await this.#rowsOf("pool", pools);
    return new Map([...rows].map(([key, row]) => [key, monitorOf(row)]));
  }

  /** The object of a row, or why it cannot be interpreted. */
  make<K extends ListedKind>(kind: K, row: FoundKept): Model[K] | ProblemError {
    const made = madeOf(kind, row, this.options.connected.service);
    if (made instanceof ProblemError) return made;
    this.#rows.set(made, row);
    // Members are read with their pools.
    const isYounger = kind !== "member" && row.seenAt !== null && row.seenAt > this.readAt;
    return cameFrom(made, isYounger ? { readAt: row.seenAt, reads: this } : this.#origin);
  }

  async #page<K extends ListedKind>(
    kind: K,
    query: ListenerQuery & PoolQuery & ParentQuery,
    { after, limit }: PageRequest,
  ): Promise<Page<Model[K]>> {
    // An unknown value may have a problem to report: the caller, which checks each object, does that.
    const { hasUnhealthyMembers, isServing, ...conditions } = conditionsOf(kind, query);
    const { seen } = this.options;
    const rows = await seen.findKept({
      accountIds: [this.accountId],
      kind,
      conditions,
      after: after && sortKey(after),
      limit,
    });
    const { items, problems } = this.#made(kind, rows);
    return {
      items,
      problems: [...this.problemsOf(kind), ...problems],
      next: rows.length === limit ? positionAgain(rows.at(-1)!.place) : null,
      totalCount: null,
      hasChecked: query.filter !== undefined && hasUnhealthyMembers === undefined && isServing === undefined,
    };
  }

  async #named<K extends ListedKind>(kind: K, refs: readonly ResourceRef[]): Promise<Found<Model[K]>> {
    const kinds = new Map(refs.map((ref) => [ref.key, ref.kind]));
    const rows = await this.options.rows.of(this.accountId, kind, [...kinds.keys()]);
    const found = new Map<string, Model[K] | ProblemError>();
    for (const row of rows) if (kinds.get(row.key) === row.refKind) found.set(row.key, this.make(kind, row));
    for (const problem of this.problemsOf(kind))
      for (const key of kinds.keys()) if (!found.has(key) && isIdOf(problem.nativeId, key)) found.set(key, problem);
    return found;
  }

  /** The rows of objects, by key; the current rows for objects that were not made here. */
  async #rowsOf(kind: ListedKind, objects: readonly (Listener | Pool)[]): Promise<ReadonlyMap<string, FoundKept>> {
    const known = objects.map((object) => this.#rows.get(object));
    const unknown = objects.filter((_, index) => !known[index]).map(({ ref }) => ref.key);
    const read = await this.options.rows.of(this.accountId, kind, unknown);
    return new Map([...known, ...read].flatMap((row) => (row ? [[row.key, row]] : [])));
  }

  /** All rows with one of the keys. */
  async #all(
    kind: SeenKind,
    conditionsFor: (keys: readonly string[]) => SeenConditions,
    keys: readonly string[],
  ): Promise<FoundKept[]> {
    const all: FoundKept[] = [];
    for (const some of inChunks(keys, KEYS_AT_ONCE)) {
      const query = { accountIds: [this.accountId], kind, conditions: conditionsFor(some), limit: AT_ONCE };
      let rows: readonly FoundKept[];
      let after: string | null = null;
      do {
        rows = await this.options.seen.findKept({ ...query, after });
        all.push(...rows);
        after = rows.at(-1)?.place ?? null;
      } while (rows.length === AT_ONCE);
    }
    return all;
  }

  /** Problems of listeners that could not be interpreted, by the parent they were last seen on; null: unknown. */
  async #lost(): Promise<ReadonlyMap<string | null, readonly ProblemError[]>> {
    const lost = new Map<string | null, ProblemError[]>();
    const problems = this.problemsOf("listener");
    if (problems.length === 0) return lost;
    const nativeIds = problems.flatMap(({ nativeId }) => nativeId ?? []);
    const rows = await this.#all("listener", (some) => ({ nativeIds: some }), nativeIds);
    const parentKeys = new Map(rows.map(({ nativeId, parentKey }) => [nativeId, parentKey]));
    for (const problem of problems) {
      const key = parentKeys.get(problem.nativeId ?? null) ?? null;
      lost.set(key, [...(lost.get(key) ?? []), problem]);
    }
    return lost;
  }
}

/** The conditions of a query, from its whole filter if it has one. */
function conditionsOf(
  kind: ListedKind,
  { filter, parent, ...rest }: ListenerQuery & PoolQuery & ParentQuery,
): SeenConditions {
  return {
    ...seenConditionsOf(kind, filter ?? rest),
    ...(parent && { parentKeys: [parent.key] }),
  };
}

function byParent(rows: readonly FoundKept[]): Map<string | null, FoundKept[]> {
  const groups = new Map<string | null, FoundKept[]>();
  for (const row of rows) {
    const group = groups.get(row.parentKey);
    if (group) group.push(row);
    else groups.set(row.parentKey, [row]);
  }
  return groups;
}

/** Whether a key has this native id: as the whole key, or as the part after the parent's id. */
export const isIdOf = (nativeId: string | undefined, key: string): boolean =>
  nativeId !== undefined && (key === nativeId || key.endsWith(`/${nativeId}`));

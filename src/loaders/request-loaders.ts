import type { OwnKind } from "../inventory/made-objects.js";
import { originOf } from "../inventory/origin.js";
import type { YoungRows } from "../inventory/young-rows.js";
import type { Listener } from "../model/listener.js";
import type { ListenerParent } from "../model/listener-parent.js";
import type { HealthMonitor, Pool, PoolMember } from "../model/pool.js";
import { ProblemError } from "../model/problem-error.js";
import { canExist, type ResourceKind, type ResourceRef, urnOf } from "../model/resource-ref.js";
import type { Accounts } from "../providers/accounts.js";
import type { HealthOfMembers, Listing, ProviderService } from "../providers/provider.js";
import type { Call } from "../transport/call.js";
import { reportFault } from "../transport/report-fault.js";
import { KeyedLoader } from "./keyed-loader.js";
import { SeenInLists } from "./seen-in-lists.js";

type Read<K, V> = (
  service: ProviderService,
  keys: readonly K[],
  call: Call,
) => Promise<ReadonlyMap<string, V | ProblemError>>;

type LoaderName =
  | "listener"
  | "pool"
  | "parent"
  | "poolsOfListener"
  | "membersOfPool"
  | "healthOfPool"
  | "healthMonitorOfPool"
  | "listenersOfParent";

const itself = (ref: ResourceRef) => ref;
const refOf = (resource: { ref: ResourceRef }) => resource.ref;

/** How accounts are read that do not answer from what was seen. */
interface OtherReads {
  readonly live: RequestLoaders;
  /** By account, single objects that need not be read. */
  readonly young?: ReadonlyMap<string, YoungRows>;
}

/**
 * Reads of one request, batched by account and answered by key. Failures and missing objects are never remembered
 * beyond the request. A loader is created on demand: most requests use two or three.
 */
export class RequestLoaders {
  readonly #accounts: Accounts;
  readonly #call: Call;
  readonly #live: RequestLoaders | undefined;
  readonly #young: ReadonlyMap<string, YoungRows> | undefined;
  readonly #seenListeners = new SeenInLists<Listener>();
  readonly #seenParents = new SeenInLists<ListenerParent>();
  readonly #seenPools = new SeenInLists<Pool>();
  #listener?: KeyedLoader<ResourceRef, Listener>;
  #pool?: KeyedLoader<ResourceRef, Pool>;
  #parent?: KeyedLoader<ResourceRef, ListenerParent>;
  #poolsOfListener?: KeyedLoader<Listener, Listing<Pool>>;
  #membersOfPool?: KeyedLoader<Pool, Listing<PoolMember>>;
  #healthOfPool?: KeyedLoader<Pool, HealthOfMembers>;
  #healthMonitorOfPool?: KeyedLoader<Pool, HealthMonitor | null>;
  #listenersOfParent?: KeyedLoader<ListenerParent, Listing<Listener>>;

  /** @param others how accounts are read that do not answer from what was seen. Omitted: there are no such differences */
  constructor(accounts: Accounts, call: Call, others?: OtherReads) {
    this.#accounts = accounts;
    this.#call = call;
    this.#live = others?.live;
    this.#young = others?.young;
  }

  get listener() {
    this.#listener ??= this.#loader<ResourceRef, Listener>(
      "listener",
      itself,
      (service, refs, call) => service.readListeners(refs, call),
      ["listener"],
      this.#seenListeners,
    );
    return this.#listener;
  }

  get pool() {
    this.#pool ??= this.#loader<ResourceRef, Pool>(
      "pool",
      itself,
      (service, refs, call) => service.readPools(refs, call),
      ["pool"],
      this.#seenPools,
    );
    return this.#pool;
  }

  get parent() {
    this.#parent ??= this.#loader<ResourceRef, ListenerParent>(
      "parent",
      itself,
      (service, refs, call) => service.readParents(refs, call),
      ["load-balancer", "accelerator"],
      this.#seenParents,
    );
    return this.#parent;
  }

  /** Null: the listener is gone. */
  get poolsOfListener() {
    this.#poolsOfListener ??= this.#loader<Listener, Listing<Pool>>(
      "poolsOfListener",
      refOf,
      (service, listeners, call) => {
        // Pools lead back to listeners by key. Others need not be kept.
        this.#seenListeners.note(listeners);
        return service.poolsOfListeners(listeners, call);
      },
    );
    return this.#poolsOfListener;
  }

  get membersOfPool() {
    this.#membersOfPool ??= this.#loader<Pool, Listing<PoolMember>>("membersOfPool", refOf, (service, pools, call) =>
      service.membersOfPools(pools, call),
    );
    return this.#membersOfPool;
  }

  /** Only of pools whose members come without their health. */
  get healthOfPool() {
    this.#healthOfPool ??= this.#loader<Pool, HealthOfMembers>(
      "healthOfPool",
      refOf,
      async (service, pools, call) => (await service.healthOfPools?.(pools, call)) ?? new Map<string, never>(),
    );
    return this.#healthOfPool;
  }

  get healthMonitorOfPool() {
    this.#healthMonitorOfPool ??= this.#loader<Pool, HealthMonitor | null>(
      "healthMonitorOfPool",
      refOf,
      (service, pools, call) => service.healthMonitorsOfPools(pools, call),
    );
    return this.#healthMonitorOfPool;
  }

  get listenersOfParent() {
    this.#listenersOfParent ??= this.#loader<ListenerParent, Listing<Listener>>(
      "listenersOfParent",
      refOf,
      (service, parents, call) => service.listenersOfParents(parents, call),
    );
    return this.#listenersOfParent;
  }

  /** Tells the loaders what a list returned, so that it is not read again by its key. */
  sawParents(parents: readonly ListenerParent[]): void {
    noteIn(this.#seenParents, parents, this.#live && ((rest) => this.#live!.sawParents(rest)));
  }

  /** The same of pools. */
  sawPools(pools: readonly Pool[]): void {
    noteIn(this.#seenPools, pools, this.#live && ((rest) => this.#live!.sawPools(rest)));
  }

  /** Forgets everything, after a change. */
  clear(): void {
    this.#seenListeners.clear();
    this.#seenParents.clear();
    this.#seenPools.clear();
    this.#listener?.clearAll();
    this.#pool?.clearAll();
    this.#parent?.clearAll();
    this.#poolsOfListener?.clearAll();
    this.#membersOfPool?.clearAll();
    this.#healthOfPool?.clearAll();
    this.#healthMonitorOfPool?.clearAll();
    this.#listenersOfParent?.clearAll();
  }

  /** What the live loaders have for keys: what they read serves both. */
  async #liveAnswers<K extends object, V>(
    name: LoaderName,
    refOf: (key: K) => ResourceRef,
    keys: readonly K[],
  ): Promise<(key: K) => V | null | Error> {
    const loader = this.#live![name] as unknown as KeyedLoader<K, V>;
    const values = await loader.loadMany(keys);
    const byUrn = new Map(keys.map((key, index) => [urnOf(refOf(key)), values[index]!]));
    return (key) => byUrn.get(urnOf(refOf(key))) ?? null;
  }

  /** A loader whose batches are split by account; a failing account fails only its own keys. */
  #loader<K extends object, V>(
    name: LoaderName,
    refOf: (key: K) => ResourceRef,
    read: Read<K, V>,
    kinds?: readonly ResourceKind[],
    seen?: { find(ref: ResourceRef): V | undefined },
  ): KeyedLoader<K, V> {
    const loadAccount = async (accountId: string, keys: readonly K[]): Promise<(key: K) => V | null | Error> => {
      const connected = this.#accounts.get(accountId);
      if (!connected) return () => null;
      if (this.#live && !originOf(connected.service)?.reads) {
        const young = kinds && this.#young?.get(accountId);
        if (!young) return this.#liveAnswers(name, refOf, keys);
        const known = await young.named(name as OwnKind, keys.map(refOf));
        const knownOf = (key: K) => {
          const one = known.get(refOf(key).key);
          return one?.ref.kind === refOf(key).kind ? (one as V) : undefined;
        };
        const rest = keys.filter((key) => !knownOf(key));
        const live = rest.length > 0 ? await this.#liveAnswers<K, V>(name, refOf, rest) : null;
        return (key) => knownOf(key) ?? live?.(key) ?? null;
      }
      // Objects were validated when they were read; refs also come from callers.
      const askable = kinds ? keys.filter((key) => kinds.includes(refOf(key).kind) && canExist(refOf(key))) : keys;
      try {
        const found =
          askable.length > 0 ? await read(connected.service, askable, this.#call) : new Map<string, never>();
        return (key) => {
          const ref = refOf(key);
          // Objects of different kinds may have the same key.
          const value = !kinds || kinds.includes(ref.kind) ? found.get(ref.key) : null;
          if (value === undefined) return null;
          return value instanceof ProblemError ? reportFault(value, this.#call, { account: accountId }) : value;
        };
      } catch (error) {
        const problem = reportFault(error, this.#call, { account: accountId });
        return () => problem;
      }
    };
    return new KeyedLoader<K, V>(
      async (keys) => {
        const unseen = seen ? keys.filter((key) => !seen.find(refOf(key))) : keys;
        const answers = new Map(
          await Promise.all(
            [...groupBy(unseen, (key) => refOf(key).accountId)].map(
              async ([accountId, group]) => [accountId, await loadAccount(accountId, group)] as const,
            ),
          ),
        );
        return keys.map((key) => seen?.find(refOf(key)) ?? answers.get(refOf(key).accountId)!(key));
      },
      (key) => urnOf(refOf(key)),
    );
  }
}

/** @param others where what comes from clouds is noted as well */
function noteIn<T extends { readonly ref: ResourceRef }>(
  seen: SeenInLists<T>,
  items: readonly T[],
  others: ((items: readonly T[]) => void) | undefined,
): void {
  seen.note(items);
  const live = others ? items.filter((item) => !originOf(item)) : [];
  if (live.length > 0) others!(live);
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

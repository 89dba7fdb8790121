import DataLoader from "dataloader";
import type { Listener } from "../model/listener.js";
import type { ListenerParent } from "../model/listener-parent.js";
import type { HealthMonitor, Pool, PoolMember } from "../model/pool.js";
import type { ProblemError } from "../model/problem-error.js";
import { type ResourceKind, type ResourceRef, urnOf } from "../model/resource-ref.js";
import type { Accounts } from "../providers/accounts.js";
import type { ProviderService } from "../providers/provider.js";
import type { Call } from "../transport/call.js";
import { SeenInLists } from "./seen-in-lists.js";

/** Reads of one request, batched by account and answered by key. What failed or was not found is never remembered beyond the request. */
export interface RequestLoaders {
  /** Null: there is no such listener. */
  readonly listener: DataLoader<ResourceRef, Listener | null, string>;
  readonly pool: DataLoader<ResourceRef, Pool | null, string>;
  readonly parent: DataLoader<ResourceRef, ListenerParent | null, string>;
  /** Null: the listener is gone. */
  readonly poolsOfListener: DataLoader<Listener, readonly Pool[] | null, string>;
  readonly membersOfPool: DataLoader<Pool, readonly PoolMember[] | null, string>;
  readonly healthMonitorOfPool: DataLoader<Pool, HealthMonitor | null, string>;
  readonly listenersOfParent: DataLoader<ListenerParent, readonly Listener[] | null, string>;
  /** Tells the loaders of what a list has shown, so that it is not read again by its key. */
  sawParents(parents: readonly ListenerParent[]): void;
  /** Forgets everything, after a change. */
  clear(): void;
}

type Read<K, V> = (
  service: ProviderService,
  keys: readonly K[],
  call: Call,
) => Promise<ReadonlyMap<string, V | ProblemError>>;

export function createRequestLoaders(accounts: Accounts, call: Call): RequestLoaders {
  /** A loader whose batches are split by account; an account that fails takes only its own keys along. */
  function loader<K, V>(
    refOf: (key: K) => ResourceRef,
    read: Read<K, V>,
    kinds?: readonly ResourceKind[],
    seen?: { find(ref: ResourceRef): V | undefined },
  ) {
    async function loadAccount(accountId: string, keys: readonly K[]): Promise<(key: K) => V | null | Error> {
      const connected = accounts.get(accountId);
      const known = kinds ? keys.filter((key) => kinds.includes(refOf(key).kind)) : keys;
      if (!connected || known.length === 0) return () => null;
      try {
        const found = await read(connected.service, known, call);
        return (key) => (kinds && !kinds.includes(refOf(key).kind) ? null : (found.get(refOf(key).key) ?? null));
      } catch (error) {
        return () => (error instanceof Error ? error : new Error("A read failed.", { cause: error }));
      }
    }
    return new DataLoader<K, V | null, string>(
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
      { cacheKeyFn: (key) => urnOf(refOf(key)) },
    );
  }
  const itself = (ref: ResourceRef) => ref;
  const refOf = (resource: { ref: ResourceRef }) => resource.ref;

  const seenListeners = new SeenInLists<Listener>();
  const seenParents = new SeenInLists<ListenerParent>();

  const loaders = {
    listener: loader<ResourceRef, Listener>(
      itself,
      (service, refs) => service.readListeners(refs, call),
      ["listener"],
      seenListeners,
    ),
    pool: loader<ResourceRef, Pool>(itself, (service, refs) => service.readPools(refs, call), ["pool"]),
    parent: loader<ResourceRef, ListenerParent>(
      itself,
      (service, refs) => service.readParents(refs, call),
      ["load-balancer", "accelerator"],
      seenParents,
    ),
    poolsOfListener: loader<Listener, readonly Pool[]>(refOf, (service, listeners) => {
      // Pools are where the way leads back to listeners by their keys. All others need not be kept.
      seenListeners.note(listeners);
      return service.poolsOfListeners(listeners, call);
    }),
    membersOfPool: loader<Pool, readonly PoolMember[]>(refOf, (service, pools) => service.membersOfPools(pools, call)),
    healthMonitorOfPool: loader<Pool, HealthMonitor | null>(refOf, (service, pools) =>
      service.healthMonitorsOfPools(pools, call),
    ),
    listenersOfParent: loader<ListenerParent, readonly Listener[]>(refOf, (service, parents) =>
      service.listenersOfParents(parents, call),
    ),
  };
  return {
    ...loaders,
    sawParents: (parents) => seenParents.note(parents),
    clear() {
      seenListeners.clear();
      seenParents.clear();
      for (const one of Object.values(loaders)) one.clearAll();
    },
  };
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

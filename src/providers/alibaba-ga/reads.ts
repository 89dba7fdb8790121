import type { Listener } from "../../model/listener.js";
import type { Pool, PoolMember } from "../../model/pool.js";
import { ProblemError } from "../../model/problem-error.js";
import type { ResourceRef } from "../../model/resource-ref.js";
import type { Call } from "../../transport/call.js";
import { unreadable } from "../../transport/shape.js";
import type { WireObject } from "../../transport/wire.js";
import { byText } from "../kit/cut-page.js";
import {
  everyOrProblem,
  joinOutcomes,
  mapOutcomes,
  type Outcomes,
  readByIds,
  readChildren,
  readEach,
} from "../kit/keyed-reads.js";
import { listingOf, mapListing, readableOr } from "../kit/listing.js";
import { readAcrossParents } from "../kit/read-across-parents.js";
import type { Reading, Until } from "../kit/reading.js";
import type { HealthOfMembers, Listing, Reads } from "../provider.js";
import * as api from "./api.js";
import type { Context } from "./client.js";
import { isVirtual, nativePool, toHealthMonitor, toListener, toParent, toPool } from "./mapping.js";
import { healthOf, membersIn, toMember } from "./members.js";
import {
  readHealth,
  readListener,
  readListenerId,
  readMember,
  readParent,
  readPool,
  readPoolHealth,
  type WirePool,
} from "./wire.js";

/**
 * Access to objects below accelerators: one by its id, whose accelerator may not be known, or all of one accelerator.
 */
interface WaysBelow {
  one(acceleratorId: string | undefined, id: string): Promise<WireObject | null>;
  list(acceleratorId: string, until: Until): Promise<Reading<WireObject>>;
  idOf(item: WireObject): string;
}

/** Reads by key. A ref's hint is the accelerator's id, which turns many single reads into one list. */
export function readsOf(context: Context): Reads {
  const { account } = context;
  return {
    async readListeners(refs, call) {
      const found = await byAccelerator(refs, call, {
        one: (acceleratorId, id) => api.describeListener(context, acceleratorId, id, call),
        list: (acceleratorId, until) => api.listListeners(context, acceleratorId, undefined, call, until),
        idOf: ({ ListenerId }) => String(ListenerId),
      });
      return mapOutcomes(found, (json) => toListener(readListener(json), account));
    },

    async readPools(refs, call) {
      const found = await byAccelerator(refs, call, {
        one: (acceleratorId, id) =>
          acceleratorId === undefined
            ? api.findEndpointGroupAnywhere(context, id, call)
            : api.findEndpointGroup(context, acceleratorId, id, call),
        list: (acceleratorId, until) => api.listEndpointGroups(context, acceleratorId, undefined, call, until),
        idOf: ({ EndpointGroupId }) => String(EndpointGroupId),
      });
      return mapOutcomes(found, (json) => toPool(readPool(json), account));
    },

    async readParents(refs, call) {
      const found = await readByIds(
        refs.map(({ key }) => key),
        {
          one: (id) => api.describeAccelerator(context, id, call),
          list: (until) => api.listAccelerators(context, call, until),
          idOf: ({ AcceleratorId }) => String(AcceleratorId),
        },
      );
      return mapOutcomes(found, (json) => toParent(readParent(json), account));
    },

    async listenersOfParents(parents, call) {
      const lists = await readEach(
        parents.map(({ ref }) => ref.key),
        (acceleratorId) => api.listListeners(context, acceleratorId, undefined, call),
      );
      return mapOutcomes(lists, (list) => {
        const { items, problems } = mapListing(list, (json) => toListener(readListener(json), account));
        return listingOf(
          [...items].sort((a, b) => byText(a.ref.key, b.ref.key)),
          problems,
        );
      });
    },

    async poolsOfListeners(listeners, call) {
      const groups = [...groupedBy(listeners, ({ parentRef, ref }) => parentRef?.key ?? ref.hint ?? "")];
      const found = await Promise.all(
        groups.map(([acceleratorId, siblings]) => poolsOfSiblings(acceleratorId, siblings, call)),
      );
      return joinOutcomes(found);
    },

    async membersOfPools(pools) {
      const found = new Map<string, Listing<PoolMember>>();
      for (const pool of pools) {
        const group = nativePool(pool);
        const members = readableOr(group, membersIn);
        const listing = members instanceof ProblemError ? listingOf([], [members]) : listingOf(members);
        found.set(
          pool.ref.key,
          mapListing(listing, (json) => toMember(readMember(json), pool, group)),
        );
      }
      return found;
    },

    /** The cloud reports health by listener: one call for all pools of the same listener. */
    async healthOfPools(pools, call) {
      const acceleratorOf = new Map(
        pools.map(nativePool).map(({ listenerId, acceleratorId }) => [listenerId, acceleratorId]),
      );
      const seen = await readEach(acceleratorOf.keys(), async (listenerId) => {
        const answer = await api.getHealthStatus(context, acceleratorOf.get(listenerId)!, listenerId, call);
        const { pools: raw } = readHealth(answer);
        if (raw === null) throw unreadable("health of a listener", listenerId, "EndpointGroups");
        return mapListing(listingOf(raw), readPoolHealth);
      });
      const found = pools.flatMap((pool): [string, ProblemError | HealthOfMembers][] => {
        const group = nativePool(pool);
        const health = seen.get(group.listenerId);
        if (!health) return [];
        return [[pool.ref.key, health instanceof ProblemError ? health : healthOf(pool, group, health)]];
      });
      return new Map(found);
    },

    async healthMonitorsOfPools(pools) {
      return new Map(pools.map((pool) => [pool.ref.key, toHealthMonitor(nativePool(pool))]));
    },
  };

  /** Keys with a hint are read by accelerator, the others across all. A failing accelerator fails only its own keys. */
  async function byAccelerator(
    refs: readonly ResourceRef[],
    call: Call,
    { one, list, idOf }: WaysBelow,
  ): Promise<Outcomes<WireObject>> {
    const groups = [...groupedBy(refs, ({ hint }) => hint)];
    const found = await Promise.all(
      groups.map(async ([acceleratorId, group]): Promise<Outcomes<WireObject>> => {
        const ids = [...new Set(group.map(({ key }) => key))];
        if (acceleratorId !== undefined) {
          const ways = {
            one: (id: string) => one(acceleratorId, id),
            list: (until: Until) => list(acceleratorId, until),
            idOf,
          };
          return everyOrProblem(ids, readByIds(ids, ways));
        }
        return readAcrossParents(ids, {
          one: (id) => one(undefined, id),
          listParentIds: async () =>
            mapListing(await api.listAccelerators(context, call), (json) => readParent(json).id),
          listUnder: (id) => list(id, () => false),
          idOf,
        });
      }),
    );
    return joinOutcomes(found);
  }

  /**
   * One listener's groups by its id; several listeners' through the accelerator's list, unless that has more pages than
   * there are listeners.
   */
  async function poolsOfSiblings(
    acceleratorId: string,
    listeners: readonly Listener[],
    call: Call,
  ): Promise<Outcomes<Listing<Pool>>> {
    const ids = listeners.map(({ ref }) => ref.key);
    const reading = readChildren<WireObject>(ids, {
      ofOne: (listenerId) => api.listEndpointGroups(context, acceleratorId, listenerId, call),
      ofAll: (until) => api.listEndpointGroups(context, acceleratorId, undefined, call, until),
      parentOf: (json) => readListenerId(json).listenerId,
    });
    return mapOutcomes(await everyOrProblem(ids, reading), (list) => {
      const { items, problems } = mapListing(list, readPool);
      return listingOf(
        defaultFirst(items).map((wire) => toPool(wire, account)),
        problems,
      );
    });
  }
}

function defaultFirst(pools: readonly WirePool[]): WirePool[] {
  return [...pools].sort((a, b) => Number(isVirtual(a)) - Number(isVirtual(b)) || byText(a.id, b.id));
}

function groupedBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

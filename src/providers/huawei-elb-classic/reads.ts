import type { Listener } from "../../model/listener.js";
import type { HealthMonitor, Pool, PoolMember } from "../../model/pool.js";
import { ProblemError } from "../../model/problem-error.js";
import type { ResourceRef } from "../../model/resource-ref.js";
import type { Call } from "../../transport/call.js";
import { unreadable } from "../../transport/shape.js";
import { byText } from "../kit/cut-page.js";
import { mapOutcomes, type Outcomes, readByIds, readEach } from "../kit/keyed-reads.js";
import { listingOf, problemOfOne } from "../kit/listing.js";
import { unlessMissing } from "../outcomes.js";
import type { Listing, Reads } from "../provider.js";
import * as api from "./api.js";
import type { Context } from "./client.js";
import { nativeListener, nativePool, toHealthMonitor, toListener, toMember, toParent, toPool } from "./mapping.js";
import type { WireListener, WireLoadBalancer } from "./wire.js";

export function readsOf(context: Context): Reads {
  const { account } = context;

  return {
    async readListeners(refs, call) {
      const wires = await named(context, refs, call);
      const read = [...wires.values()].flatMap((wire) => (wire instanceof ProblemError ? [] : wire));
      const listeners = new Map((await withParents(context, read, call)).map((one) => [one.nativeId, one]));
      return mapOutcomes(wires, ({ id }) => listeners.get(id)!);
    },

    async readPools(refs, call) {
      return mapOutcomes(await named(context, refs, call), (wire) => toPool(wire, account));
    },

    async readParents(refs, call) {
      const ids = refs.map(({ key }) => key);
      return mapOutcomes(await namedLoadBalancers(context, ids, call), (wire) => toParent(wire, account));
    },

    /** One full list costs less than one list for each of several parents. */
    async listenersOfParents(parents, call) {
      const [only] = parents.length === 1 ? parents : [];
      const { items, problems } = await api.listListeners(context, { loadbalancer_id: only?.ref.key }, call);
      const listeners = await withParents(context, items, call);
      const found = new Map<string, Listener[]>(parents.map(({ ref }) => [ref.key, []]));
      for (const listener of listeners.sort(byRefKey))
        found.get(nativeListener(listener).loadBalancerId)?.push(listener);
      return mapOutcomes(found, (own) => listingOf(own, problems));
    },

    async poolsOfListeners(listeners) {
      return new Map(
        listeners.map((listener) => [listener.ref.key, listingOf([toPool(nativeListener(listener), account)])]),
      );
    },

    membersOfPools: (pools, call) =>
      forEachPool(pools, async (wire): Promise<Listing<PoolMember>> => {
        if (wire.memberNumber === 0) return listingOf<PoolMember>([]);
        const { items, problems } = await api.listMembers(context, wire.id, call);
        const members = items.map((member) => toMember(member, account, wire));
        return listingOf(members.sort(byRefKey), problems);
      }),

    /** Null under a pool's key: it has no check. */
    async healthMonitorsOfPools(pools, call) {
      const found = await forEachPool(pools, async (wire): Promise<{ check: HealthMonitor | null }> => {
        const { healthcheckId } = wire;
        if (wire.hasOddHealthcheck) throw unreadable("listener", wire.id, "healthcheck_id");
        const check =
          healthcheckId === null ? null : await unlessMissing(api.showHealthcheck(context, healthcheckId, call));
        return { check: check && toHealthMonitor(check) };
      });
      return mapOutcomes(found, ({ check }) => check);
    },
  };
}

/** A listener as it is now, with its frozen state. */
export async function presentListener(context: Context, wire: WireListener, call: Call): Promise<Listener> {
  const [listener] = await withParents(context, [wire], call);
  return listener!;
}

/** One is read by its id; several are read from the full list in one call. */
function named(context: Context, refs: readonly ResourceRef[], call: Call): Promise<Outcomes<WireListener>> {
  return readByIds<WireListener>(
    refs.map(({ key }) => key),
    {
      one: (id) => api.showListener(context, id, call),
      list: async () => ({ ...(await api.listListeners(context, {}, call)), isOver: true }),
      idOf: ({ id }) => id,
    },
  );
}

function namedLoadBalancers(context: Context, ids: Iterable<string>, call: Call): Promise<Outcomes<WireLoadBalancer>> {
  return readByIds<WireLoadBalancer>(ids, {
    one: (id) => api.showLoadBalancer(context, id, call),
    list: async () => ({ ...(await api.listLoadBalancers(context, call)), isOver: true }),
    idOf: ({ id }) => id,
  });
}

/**
 * Only the load balancer distinguishes frozen from stopped, so it is read for listeners that do not run; there are few.
 * If it cannot be read, that is not known.
 */
export async function withParents(context: Context, wires: readonly WireListener[], call: Call): Promise<Listener[]> {
  const doubtful = new Set(
    wires.filter(({ adminStateUp }) => adminStateUp === false).map(({ loadBalancerId }) => loadBalancerId),
  );
  const parents = await namedLoadBalancers(context, doubtful, call);
  return wires.map((wire) => {
    const parent = parents.get(wire.loadBalancerId);
    if (!(parent instanceof ProblemError)) return toListener(wire, context.account, parent);
    // Throws for an outage, which is not a problem of one load balancer.
    problemOfOne(parent);
    return toListener(wire, context.account);
  });
}

/** One pool's failure affects only that pool. */
function forEachPool<T>(pools: readonly Pool[], read: (wire: WireListener) => Promise<T>): Promise<Outcomes<T>> {
  const wires = new Map(pools.map((pool) => [pool.ref.key, nativePool(pool)]));
  return readEach(wires.keys(), (key) => read(wires.get(key)!));
}

function byRefKey(a: { readonly ref: ResourceRef }, b: { readonly ref: ResourceRef }): number {
  return byText(a.ref.key, b.ref.key);
}

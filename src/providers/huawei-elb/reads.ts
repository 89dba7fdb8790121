import type { HealthMonitor, Pool } from "../../model/pool.js";
import { ProblemError } from "../../model/problem-error.js";
import type { ResourceRef } from "../../model/resource-ref.js";
import type { Call } from "../../transport/call.js";
import { textIn, unreadable } from "../../transport/shape.js";
import type { WireObject } from "../../transport/wire.js";
import { byText, keyOf } from "../kit/cut-page.js";
import { mapOutcomes, type Outcomes, readEach } from "../kit/keyed-reads.js";
import { listingOf, mapListing } from "../kit/listing.js";
import { readByFilter } from "../kit/repeated-filters.js";
import type { Resource } from "../kit/rest-collection.js";
import type { Listing, Reads } from "../provider.js";
import { HEALTH_MONITORS, LISTENERS, LOAD_BALANCERS, listAll, membersOf, POOLS } from "./api.js";
import type { Context } from "./client.js";
import {
  isLeaving,
  nativeListener,
  nativePool,
  toHealthMonitor,
  toListener,
  toMember,
  toParent,
  toPool,
} from "./mapping.js";
import { loadBalancerIdsIn, readHealthMonitor, readListener, readLoadBalancer, readMember, readPool } from "./wire.js";

/** The most values of a filter in one call, which makes an address of 2 kilobytes. */
const VALUES_PER_CALL = 50;

/** An invalid id is the id of nothing, and would spoil the call for the others. */
const canBeId = (text: string): boolean => /^[\w-]{1,64}$/.test(text);

/** A filter, and where the objects have its value. */
interface Filter {
  readonly name: string;
  readonly from: string;
  valuesOf(raw: WireObject): readonly string[];
}

const ID: Filter = { name: "id", from: "id", valuesOf: (raw) => (typeof raw.id === "string" ? [raw.id] : []) };
const LOAD_BALANCER: Filter = { name: "loadbalancer_id", from: "loadbalancers", valuesOf: loadBalancerIdsIn };

/** The unparsed objects for each value of the filter. */
function byFilter(
  context: Context,
  resource: Resource,
  { name, from, valuesOf }: Filter,
  values: readonly string[],
  call: Call,
): Promise<Outcomes<Listing<WireObject>>> {
  const filter = {
    owner: context.client,
    clock: context.clock,
    perCall: VALUES_PER_CALL,
    ask: (some: readonly string[]) => listAll(context, resource, { [name]: some }, call),
    valuesOf,
    unplaced: (raw: WireObject) => oddPart(resource.one, textIn(raw.id), from),
  };
  return readByFilter(values.filter(canBeId), filter, call);
}

/**
 * Objects by their ids. Single ones are read from the list, too: read by its own path, an object lacks some fields that
 * lists have (a listener's idle times).
 */
async function byIds(
  context: Context,
  resource: Resource,
  ids: readonly string[],
  call: Call,
): Promise<Outcomes<WireObject>> {
  const found: Outcomes<WireObject> = new Map();
  for (const [id, one] of await byFilter(context, resource, ID, ids, call)) {
    const object = one instanceof ProblemError ? one : (one.items[0] ?? one.problems[0]);
    if (object) found.set(id, object);
  }
  return found;
}

const keysOf = (refs: readonly ResourceRef[]) => refs.map(({ key }) => key);

export function readsOf(context: Context): Reads {
  const { account } = context;
  const listenerIn = (raw: WireObject) => toListener(readListener(raw), account);
  const poolIn = (raw: WireObject) => toPool(readPool(raw), account);
  return {
    readListeners: async (refs, call) => mapOutcomes(await byIds(context, LISTENERS, keysOf(refs), call), listenerIn),

    readPools: async (refs, call) => mapOutcomes(await byIds(context, POOLS, keysOf(refs), call), poolIn),

    readParents: async (refs, call) =>
      mapOutcomes(await byIds(context, LOAD_BALANCERS, keysOf(refs), call), (raw) =>
        toParent(readLoadBalancer(raw), account),
      ),

    async listenersOfParents(parents, call) {
      const ids = parents.map(({ ref }) => ref.key);
      const found = await byFilter(context, LISTENERS, LOAD_BALANCER, ids, call);
      return mapOutcomes(found, (raw) => {
        const { items, problems } = mapListing(raw, listenerIn);
        return listingOf(
          [...items].sort((a, b) => byText(keyOf(a), keyOf(b))),
          problems,
        );
      });
    },

    /**
     * All pools of the load balancers, which usually takes one call, assigned by the pools' references to listeners.
     * Pools that only a forwarding policy uses are not looked for: policies are not part of this graph.
     */
    async poolsOfListeners(listeners, call) {
      const wires = listeners.map(nativeListener);
      const ids = wires.flatMap(({ loadBalancerId }) => loadBalancerId ?? []);
      const found = await byFilter(context, POOLS, LOAD_BALANCER, ids, call);
      const pools = mapOutcomes(found, (raw) => mapListing(raw, poolIn));
      return new Map(
        wires.map(({ id, loadBalancerId, defaultPoolId }): [string, Listing<Pool> | ProblemError] => {
          if (loadBalancerId === null) return [id, oddPart("listener", id, "loadbalancers")];
          const there = pools.get(loadBalancerId) ?? listingOf([]);
          if (there instanceof ProblemError) return [id, there];
          const own = there.items.filter((pool) => nativePool(pool).listenerIds.includes(id));
          own.sort((a, b) => Number(b.nativeId === defaultPoolId) - Number(a.nativeId === defaultPoolId));
          const odd = there.items.filter((pool) => nativePool(pool).hasOddListeners);
          const problems = odd.map(({ nativeId }) => oddPart("pool", nativeId, "listeners"));
          return [id, listingOf(own, [...there.problems, ...problems])];
        }),
      );
    },

    /** Members exist only under their pool. A pool that is known to be empty is not asked. */
    membersOfPools(pools, call) {
      const byId = new Map(pools.map((pool) => [pool.ref.key, nativePool(pool)]));
      return readEach(byId.keys(), async (id) => {
        const pool = byId.get(id)!;
        if (pool.isEmpty) return listingOf([]);
        const { items, problems } = mapListing(await listAll(context, membersOf(id), {}, call), readMember);
        const staying = items.filter((wire) => !isLeaving(wire));
        return listingOf(
          staying.map((wire) => toMember(wire, account, pool)),
          problems,
        );
      });
    },

    /** One call for all: a monitor does not fail by itself. */
    async healthMonitorsOfPools(pools, call) {
      const ids = pools.map((pool) => nativePool(pool).healthMonitorId).filter((id) => id !== null);
      const monitors = mapOutcomes(await byIds(context, HEALTH_MONITORS, ids, call), (raw) =>
        toHealthMonitor(readHealthMonitor(raw)),
      );
      return new Map(
        pools.map((pool): [string, HealthMonitor | ProblemError | null] => {
          const { healthMonitorId: id, hasOddHealthMonitor } = nativePool(pool);
          if (hasOddHealthMonitor) return [pool.ref.key, oddPart("pool", pool.nativeId, "healthmonitor_id")];
          if (id !== null && !canBeId(id)) return [pool.ref.key, oddMonitor(id)];
          return [pool.ref.key, monitors.get(id ?? "") ?? null];
        }),
      );
    },
  };
}

/** When a field with references cannot be read, its targets are not known, although the object is. */
const oddPart = (noun: string, id: string | null, from: string): ProblemError =>
  unreadable(noun, id, from).with({ mayHaveHappened: false });

function oddMonitor(id: string): ProblemError {
  const message = `The cloud's answer names a health monitor by an invalid id: ${JSON.stringify(id)}.`;
  return new ProblemError({ code: "UNREADABLE", message });
}

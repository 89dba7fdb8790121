import type { CloudAccount } from "../../model/cloud-account.js";
import type { Listener } from "../../model/listener.js";
import type { HealthMonitor, PoolMember } from "../../model/pool.js";
import { coversPort } from "../../model/port-range.js";
import { ProblemError } from "../../model/problem-error.js";
import type { ResourceRef } from "../../model/resource-ref.js";
import type { Call } from "../../transport/call.js";
import { byText } from "../kit/cut-page.js";
import { mapOutcomes, readEach } from "../kit/keyed-reads.js";
import { listingOf, mapListing, onceById, pickedFrom } from "../kit/listing.js";
import { pageByMarker } from "../kit/pages-by-marker.js";
import { unlessMissing } from "../outcomes.js";
import type { Found, ListenerQuery, Listing, ParentQuery, ProviderService } from "../provider.js";
import {
  type Elb,
  HEALTH_MONITORS,
  LISTENERS,
  LOAD_BALANCERS,
  listAll,
  listOf,
  membersOf,
  POOLS,
  type Resource,
} from "./api.js";
import { type ElbAccount, listenerOf, poolOf } from "./context.js";
import { byIds, byValues, canBeId } from "./fewest-calls.js";
import { toHealthMonitor, toListener, toMember, toParent, toPool } from "./mapping.js";
import { protocolIn } from "./request-bodies.js";
import type { WireListener, WireLoadBalancer, WirePool } from "./wire.js";

type Reads = Pick<
  ProviderService,
  | "listListeners"
  | "listPools"
  | "listParents"
  | "readListeners"
  | "readPools"
  | "readParents"
  | "listenersOfParents"
  | "poolsOfListeners"
  | "membersOfPools"
  | "healthMonitorsOfPools"
>;

const LISTENERS_BY_LOAD_BALANCER = {
  filter: "loadbalancer_id",
  valuesOf: ({ loadBalancerId }: WireListener) => (loadBalancerId === null ? [] : [loadBalancerId]),
};
const POOLS_BY_LOAD_BALANCER = {
  filter: "loadbalancer_id",
  valuesOf: ({ loadBalancerIds }: WirePool) => loadBalancerIds,
};

export function createReads({ account, elb }: ElbAccount): Reads {
  return {
    listListeners(query, page, call) {
      const { parent, protocols } = query;
      const [protocol, ...others] = protocols ?? [];
      const filters = {
        loadbalancer_id: parent?.key,
        protocol: protocol && others.length === 0 ? protocolIn(protocol) : undefined,
      };
      const toModel = (wire: WireListener) => toListener(wire, account);
      return pageByMarker(listOf(elb, LISTENERS, filters, call), { toModel, fits: listenerFits(query) }, page);
    },

    listPools(query, page, call) {
      const filters = { loadbalancer_id: query.parent?.key };
      const toModel = (wire: WirePool) => toPool(wire, account);
      return pageByMarker(listOf(elb, POOLS, filters, call), { toModel, fits: nameFits(query) }, page);
    },

    listParents(query, page, call) {
      const toModel = (wire: WireLoadBalancer) => toParent(wire, account);
      return pageByMarker(listOf(elb, LOAD_BALANCERS, {}, call), { toModel, fits: nameFits(query) }, page);
    },

    readListeners: (refs, call) => named(elb, LISTENERS, refs, (wire) => toListener(wire, account), call),
    readPools: (refs, call) => named(elb, POOLS, refs, (wire) => toPool(wire, account), call),
    readParents: (refs, call) => named(elb, LOAD_BALANCERS, refs, (wire) => toParent(wire, account), call),

    async listenersOfParents(parents, call) {
      const ids = parents.map(({ ref }) => ref.key);
      const { items, problems } = await byValues(elb, LISTENERS, LISTENERS_BY_LOAD_BALANCER, ids, call);
      const found = new Map<string, Listener[]>(ids.map((id) => [id, []]));
      for (const wire of inOrder(items)) found.get(wire.loadBalancerId ?? "")?.push(toListener(wire, account));
      return mapOutcomes(found, (listeners) => listingOf(listeners, problems));
    },

    /**
     * All pools of the load balancers, which mostly is one call, by what the pools say of their listeners. Those that only
     * a forwarding policy leads to are not looked for: policies are no part of this graph.
     */
    async poolsOfListeners(listeners, call) {
      const ids = listeners.flatMap((listener) => listenerOf(listener).loadBalancerId ?? []);
      const { items, problems } = await byValues(elb, POOLS, POOLS_BY_LOAD_BALANCER, ids, call);
      const pools = onceById(items, ({ id }) => id).map((wire) => toPool(wire, account));
      return new Map(
        listeners.map((listener) => {
          const { id, defaultPoolId } = listenerOf(listener);
          const own = pools.filter((pool) => poolOf(pool).listenerIds.includes(id));
          own.sort((a, b) => Number(b.nativeId === defaultPoolId) - Number(a.nativeId === defaultPoolId));
          return [id, listingOf(own, problems)];
        }),
      );
    },

    /** Members are there under their pool only, and a pool's failure is that pool's alone. */
    membersOfPools(pools, call) {
      const byId = new Map(pools.map((pool) => [pool.ref.key, poolOf(pool)]));
      return readEach(byId.keys(), (id) => members(account, elb, byId.get(id)!, call));
    },

    /** One call for all: a monitor does not fail by itself. */
    async healthMonitorsOfPools(pools, call) {
      const ids = pools.map((pool) => poolOf(pool).healthMonitorId).filter((id) => id !== null);
      const monitors = pickedFrom(await byIds(elb, HEALTH_MONITORS, ids, call), ids, ({ id }) => id);
      return new Map(
        pools.map((pool): [string, HealthMonitor | ProblemError | null] => {
          const { healthMonitorId: id } = poolOf(pool);
          const monitor = monitors.get(id ?? "") ?? (id === null || canBeId(id) ? null : oddMonitor(id));
          const isRead = monitor !== null && !(monitor instanceof ProblemError);
          return [pool.ref.key, isRead ? toHealthMonitor(monitor) : monitor];
        }),
      );
    },
  };
}

async function named<W extends { readonly id: string }, T>(
  elb: Elb,
  resource: Resource<W>,
  refs: readonly ResourceRef[],
  toModel: (wire: W) => T,
  call: Call,
): Promise<Found<T>> {
  const ids = refs.map(({ key }) => key);
  const wires = pickedFrom(await byIds(elb, resource, ids, call), ids, ({ id }) => id);
  return mapOutcomes(wires, (wire) => modelOrProblem(() => toModel(wire)));
}

/** An object that the model has no words for is that object's problem alone. */
function modelOrProblem<T>(model: () => T): T | ProblemError {
  try {
    return model();
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
}

/** A pool that is known to be empty is not asked. */
async function members(account: CloudAccount, elb: Elb, pool: WirePool, call: Call): Promise<Listing<PoolMember>> {
  if (pool.memberIds.length === 0) return listingOf<PoolMember>([]);
  const wires = await unlessMissing(listAll(elb, membersOf(pool.id), {}, call));
  return wires ? mapListing(wires, (wire) => toMember(wire, account, pool)) : listingOf<PoolMember>([]);
}

function oddMonitor(id: string): ProblemError {
  const message = `The cloud's answer names a health monitor by an id that cannot be one: ${JSON.stringify(id)}.`;
  return new ProblemError({ code: "UNREADABLE", message });
}

/** Each once, in the order of their ids. */
function inOrder<W extends { readonly id: string }>(wires: readonly W[]): W[] {
  return [...onceById(wires, ({ id }) => id)].sort((a, b) => byText(a.id, b.id));
}

/** What the cloud does not check. Port 0 stands for all ports there, so its own filter by port would hide listeners. */
function listenerFits(query: ListenerQuery): ((listener: Listener) => boolean) | undefined {
  const { protocols, statuses, coversPort: port } = query;
  const hasName = nameFits(query);
  const hasSeveral = protocols !== undefined && (protocols.length !== 1 || protocols[0] === "OTHER");
  if (!hasName && !statuses && port === undefined && !hasSeveral) return undefined;
  return (listener) =>
    (!hasName || hasName(listener)) &&
    (!protocols || protocols.includes(listener.protocol)) &&
    (!statuses || statuses.includes(listener.status)) &&
    (port === undefined || coversPort(listener.portRanges, port));
}

/** Capitals do not matter. The cloud compares whole names only. */
function nameFits({ nameContains }: ParentQuery): ((item: { readonly name: string | null }) => boolean) | undefined {
  if (!nameContains) return undefined;
  const part = nameContains.toLowerCase();
  return ({ name }) => (name ?? "").toLowerCase().includes(part);
}

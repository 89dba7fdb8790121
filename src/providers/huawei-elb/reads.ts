import type { CloudAccount } from "../../model/cloud-account.js";
import type { Listener } from "../../model/listener.js";
import type { HealthMonitor, Pool, PoolMember } from "../../model/pool.js";
import { coversPort } from "../../model/port-range.js";
import { ProblemError } from "../../model/problem-error.js";
import type { ResourceRef } from "../../model/resource-ref.js";
import type { Call } from "../../transport/call.js";
import { problemOr, unlessMissing } from "../outcomes.js";
import type { Found, ListenerQuery, ParentQuery, ProviderService } from "../provider.js";
import {
  type Elb,
  HEALTH_MONITORS,
  LISTENERS,
  LOAD_BALANCERS,
  listAll,
  membersOf,
  POOLS,
  type Resource,
} from "./api.js";
import { type ElbAccount, listenerOf, poolOf } from "./context.js";
import { byIds, byValues, canBeId } from "./fewest-calls.js";
import { toHealthMonitor, toListener, toLoadBalancer, toMember, toPool } from "./mapping.js";
import { pageOf } from "./paging.js";
import { protocolIn } from "./request-bodies.js";
import type { ElbListener, ElbLoadBalancer, ElbPool } from "./wire-types.js";

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
  valuesOf: ({ loadBalancerId }: ElbListener) => [loadBalancerId],
};
const POOLS_BY_LOAD_BALANCER = {
  filter: "loadbalancer_id",
  valuesOf: ({ loadBalancerIds }: ElbPool) => loadBalancerIds,
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
      const toModel = (wire: ElbListener) => toListener(account, wire);
      return pageOf(elb, LISTENERS, { filters, toModel, fits: listenerFits(query) }, page, call);
    },

    listPools(query, page, call) {
      const filters = { loadbalancer_id: query.parent?.key };
      const toModel = (wire: ElbPool) => toPool(account, wire);
      return pageOf(elb, POOLS, { filters, toModel, fits: nameFits(query) }, page, call);
    },

    listParents(query, page, call) {
      const toModel = (wire: ElbLoadBalancer) => toLoadBalancer(account, wire);
      return pageOf(elb, LOAD_BALANCERS, { filters: {}, toModel, fits: nameFits(query) }, page, call);
    },

    readListeners: (refs, call) => named(elb, LISTENERS, refs, (wire) => toListener(account, wire), call),
    readPools: (refs, call) => named(elb, POOLS, refs, (wire) => toPool(account, wire), call),
    readParents: (refs, call) => named(elb, LOAD_BALANCERS, refs, (wire) => toLoadBalancer(account, wire), call),

    async listenersOfParents(parents, call) {
      const ids = parents.map(({ ref }) => ref.key);
      const wires = await byValues(elb, LISTENERS, LISTENERS_BY_LOAD_BALANCER, ids, call);
      const listeners = wires.map((wire) => toListener(account, wire)).sort(byKey);
      const found = new Map<string, Listener[]>(ids.map((id) => [id, []]));
      for (const listener of listeners) found.get(listenerOf(listener).loadBalancerId)?.push(listener);
      return found;
    },

    /**
     * All pools of the load balancers, which mostly is one call, by what the pools say of their listeners. Those that only
     * a forwarding policy leads to are not looked for: policies are no part of this graph.
     */
    async poolsOfListeners(listeners, call) {
      const ids = listeners.map((listener) => listenerOf(listener).loadBalancerId);
      const pools = (await byValues(elb, POOLS, POOLS_BY_LOAD_BALANCER, ids, call)).map((wire) =>
        toPool(account, wire),
      );
      return new Map(
        listeners.map((listener) => {
          const { id, defaultPoolId } = listenerOf(listener);
          const own = pools.filter((pool) => poolOf(pool).listenerIds.includes(id));
          return [id, own.sort((a, b) => Number(b.nativeId === defaultPoolId) - Number(a.nativeId === defaultPoolId))];
        }),
      );
    },

    membersOfPools: (pools, call) => forEachPool(pools, (pool) => members(account, elb, pool, call)),

    /** One call for all: a monitor does not fail by itself. */
    async healthMonitorsOfPools(pools, call) {
      const ids = pools.map((pool) => poolOf(pool).healthMonitorId).filter((id) => id !== null);
      const monitors = new Map((await byIds(elb, HEALTH_MONITORS, ids, call)).map((wire) => [wire.id, wire]));
      return new Map(
        pools.map((pool): [string, HealthMonitor | ProblemError | null] => {
          const { healthMonitorId: id } = poolOf(pool);
          const monitor = monitors.get(id ?? "");
          return [
            pool.ref.key,
            monitor ? toHealthMonitor(monitor) : id === null || canBeId(id) ? null : oddMonitor(id),
          ];
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
  const wires = await byIds(
    elb,
    resource,
    refs.map(({ key }) => key),
    call,
  );
  return new Map(wires.map((wire) => [wire.id, modelOrProblem(() => toModel(wire))]));
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

/** Members are there under their pool only. A pool that is known to be empty is not asked. */
async function members(account: CloudAccount, elb: Elb, pool: ElbPool, call: Call): Promise<readonly PoolMember[]> {
  if (pool.memberIds.length === 0) return [];
  const wires = await unlessMissing(listAll(elb, membersOf(pool.id), {}, call));
  return (wires ?? []).map((wire) => toMember(account, pool, wire));
}

function oddMonitor(id: string): ProblemError {
  const message = `The cloud's answer names a health monitor by an id that cannot be one: ${JSON.stringify(id)}.`;
  return new ProblemError({ code: "UNREADABLE", message });
}

/** One pool's failure is that pool's alone. */
async function forEachPool<T>(
  pools: readonly Pool[],
  read: (wire: ElbPool) => Promise<T>,
): Promise<Map<string, T | ProblemError>> {
  const outcomes = await Promise.all(pools.map((pool) => problemOr(read(poolOf(pool)))));
  return new Map(pools.map(({ ref }, index) => [ref.key, outcomes[index]!]));
}

function byKey(a: Listener, b: Listener): number {
  return a.ref.key < b.ref.key ? -1 : 1;
}

/** What the cloud does not check. Port 0 stands for all ports there, so its own filter by port would hide listeners. */
function listenerFits(query: ListenerQuery): ((listener: Listener) => boolean) | undefined {
  const { protocols, statuses, coversPort: port } = query;
  const hasName = nameFits(query);
  const hasSeveral = protocols !== undefined && protocols.length !== 1;
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

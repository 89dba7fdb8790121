import type { Listener } from "../../model/listener.js";
import type { HealthMonitor, Pool, PoolMember } from "../../model/pool.js";
import type { ProblemError } from "../../model/problem-error.js";
import type { ResourceRef } from "../../model/resource-ref.js";
import type { Call } from "../../transport/call.js";
import { problemOr, unlessMissing } from "../outcomes.js";
import type { Found, ProviderService } from "../provider.js";
import * as api from "./api.js";
import { type ClassicAccount, wireOf } from "./context.js";
import { toHealthMonitor, toListener, toLoadBalancer, toMember, toPool } from "./mapping.js";
import type { ClassicListener, ClassicLoadBalancer } from "./wire-types.js";

type Reads = Pick<
  ProviderService,
  | "readListeners"
  | "readPools"
  | "readParents"
  | "listenersOfParents"
  | "poolsOfListeners"
  | "membersOfPools"
  | "healthMonitorsOfPools"
>;

export function createReads(context: ClassicAccount): Reads {
  const { account, elb } = context;

  return {
    async readListeners(refs, call) {
      return byKey(await withParents(context, await named(context, refs, call), call));
    },

    async readPools(refs, call) {
      return byKey((await named(context, refs, call)).map((wire) => toPool(account, wire)));
    },

    async readParents(refs, call) {
      const ids = new Set(refs.map(({ key }) => key));
      return byKey((await namedLoadBalancers(context, ids, call)).map((wire) => toLoadBalancer(account, wire)));
    },

    /** One list of everything costs less than one for each of several parents. */
    async listenersOfParents(parents, call) {
      const [only] = parents.length === 1 ? parents : [];
      const wires = await api.listListeners(elb, { loadbalancer_id: only?.ref.key }, call);
      const listeners = await withParents(context, wires, call);
      const found = new Map<string, Listener[]>(parents.map(({ ref }) => [ref.key, []]));
      for (const listener of listeners.sort(byRefKey)) found.get(wireOf(listener).loadBalancerId)?.push(listener);
      return found;
    },

    async poolsOfListeners(listeners) {
      return new Map(listeners.map((listener) => [listener.ref.key, [toPool(account, wireOf(listener))]]));
    },

    membersOfPools: (pools, call) =>
      forEachPool(pools, async (wire): Promise<readonly PoolMember[]> => {
        if (wire.memberNumber === 0) return [];
        const members = (await api.listMembers(elb, wire.id, call)).map((member) => toMember(account, wire, member));
        return members.sort(byRefKey);
      }),

    healthMonitorsOfPools: (pools, call) =>
      forEachPool(pools, async ({ healthcheckId }): Promise<HealthMonitor | null> => {
        const check =
          healthcheckId === null ? null : await unlessMissing(api.showHealthcheck(elb, healthcheckId, call));
        return check && toHealthMonitor(check);
      }),
  };
}

/** A listener as the cloud shows it now, with its frozen state. */
export async function presentListener(context: ClassicAccount, wire: ClassicListener, call: Call): Promise<Listener> {
  const [listener] = await withParents(context, [wire], call);
  return listener!;
}

/** One is asked for by its id; of several, the list of all tells in one call. */
async function named({ elb }: ClassicAccount, refs: readonly ResourceRef[], call: Call): Promise<ClassicListener[]> {
  const ids = new Set(refs.map(({ key }) => key));
  const [first] = ids;
  if (first === undefined) return [];
  if (ids.size > 1) return (await api.listListeners(elb, {}, call)).filter(({ id }) => ids.has(id));
  const only = await unlessMissing(api.showListener(elb, first, call));
  return only ? [only] : [];
}

async function namedLoadBalancers(
  { elb }: ClassicAccount,
  ids: ReadonlySet<string>,
  call: Call,
): Promise<ClassicLoadBalancer[]> {
  const [first] = ids;
  if (first === undefined) return [];
  if (ids.size > 1) return (await api.listLoadBalancers(elb, call)).filter(({ id }) => ids.has(id));
  const only = await unlessMissing(api.showLoadBalancer(elb, first, call));
  return only ? [only] : [];
}

/** Only the load balancer tells frozen from stopped, so it is read for listeners that do not run; there are few. */
export async function withParents(
  context: ClassicAccount,
  wires: readonly ClassicListener[],
  call: Call,
): Promise<Listener[]> {
  const doubtful = new Set(
    wires.filter(({ adminStateUp }) => adminStateUp === false).map(({ loadBalancerId }) => loadBalancerId),
  );
  const parents = new Map((await namedLoadBalancers(context, doubtful, call)).map((wire) => [wire.id, wire]));
  return wires.map((wire) => toListener(context.account, wire, parents.get(wire.loadBalancerId)));
}

/** One pool's failure is that pool's alone. */
async function forEachPool<T>(
  pools: readonly Pool[],
  read: (wire: ClassicListener) => Promise<T>,
): Promise<Map<string, T | ProblemError>> {
  const entries = pools.map(
    async (pool): Promise<[string, T | ProblemError]> => [pool.ref.key, await problemOr(read(wireOf(pool)))],
  );
  return new Map(await Promise.all(entries));
}

interface Keyed {
  readonly ref: ResourceRef;
}

function byKey<T extends Keyed>(items: readonly T[]): Found<T> {
  return new Map(items.map((item) => [item.ref.key, item]));
}

function byRefKey(a: Keyed, b: Keyed): number {
  return a.ref.key < b.ref.key ? -1 : 1;
}

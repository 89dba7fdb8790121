import type { Entry } from "../../../sandbox/store.js";
import { badRequest, conflict, inUse } from "./errors.js";
import { referred } from "./lookups.js";
import type { State, StoredListener, StoredPool } from "./state.js";

/** Which pools fit which listeners, and the link between the two. */

/** Source: create pool page, field protocol. */
const POOL_PROTOCOLS: Readonly<Record<string, string>> = {
  TCP: "TCP",
  UDP: "UDP",
  HTTP: "HTTP",
  TERMINATED_HTTPS: "HTTP",
};

export function requireFittingProtocols(listenerProtocol: string, poolProtocol: string): void {
  if (POOL_PROTOCOLS[listenerProtocol] === poolProtocol) return;
  throw conflict(
    "ListenerPoolProtocolMismatch",
    `Listener protocol ${listenerProtocol} and pool protocol ${poolProtocol} are not compatible.`,
  );
}

interface Place {
  /** The listener's id. */
  readonly id: string;
  readonly loadBalancerId: string;
  readonly protocol: string;
}

/** @throws Refused unless the pool exists, is on the same load balancer, fits the listener, and is not another one's */
export function requireFreePool(
  state: State,
  poolId: string,
  { id, loadBalancerId, protocol }: Place,
): Entry<StoredPool> {
  const pool = referred(state.pools, "pool", poolId);
  if (pool.value.loadbalancer_id !== loadBalancerId)
    throw badRequest(`The pool ${pool.id} belongs to another loadbalancer`);
  requireFittingProtocols(protocol, pool.value.protocol);
  const other = pool.value.listener_ids.find((listenerId) => listenerId !== id);
  if (other !== undefined) throw inUse("listener", other, "pool");
  const policy = policyTo(state, poolId);
  if (policy && policy.value.listener_id !== id) throw inUse("l7policy", policy.id, "pool");
  return pool;
}

/** A policy that sends requests to the pool. */
export function policyTo(state: State, poolId: string) {
  return state.l7Policies.list({ where: ({ value }) => value.redirect_pool_id === poolId })[0];
}

/** Makes the pool the listener's default, and unlinks the previous one. */
export function linkDefaultPool(state: State, listener: Entry<StoredListener>, poolId: string | null): void {
  const former = listener.value.default_pool_id === null ? undefined : state.pools.get(listener.value.default_pool_id);
  if (former) former.value.listener_ids = former.value.listener_ids.filter((id) => id !== listener.id);
  listener.value.default_pool_id = poolId;
  const pool = poolId === null ? undefined : state.pools.get(poolId);
  if (pool) pool.value.listener_ids = [...pool.value.listener_ids, listener.id];
}

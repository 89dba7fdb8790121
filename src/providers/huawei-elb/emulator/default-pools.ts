import type { Entry } from "../../../sandbox/store.js";
import { badRequest, inUse, missingReference, neutronError } from "./answers.js";
import type { State, StoredListener } from "./state.js";

/** Which pools may stand behind which listeners, and the link between the two. */

/** Source: create pool page, field protocol. */
const POOL_PROTOCOLS: Readonly<Record<string, string>> = {
  TCP: "TCP",
  UDP: "UDP",
  HTTP: "HTTP",
  TERMINATED_HTTPS: "HTTP",
};

export function requireFittingProtocols(listenerProtocol: unknown, poolProtocol: unknown): void {
  if (POOL_PROTOCOLS[String(listenerProtocol)] === poolProtocol) return;
  throw neutronError(
    409,
    "ListenerPoolProtocolMismatch",
    `Listener protocol ${String(listenerProtocol)} and pool protocol ${String(poolProtocol)} are not compatible.`,
  );
}

interface Place {
  readonly id: string;
  readonly loadBalancerId: string;
  readonly protocol: unknown;
}

/** @throws Refused unless the pool is there, on the same load balancer, fits, and is nobody else's. */
export function requireFreePool(state: State, poolId: unknown, { id, loadBalancerId, protocol }: Place): void {
  const pool = state.pools.get(String(poolId));
  if (!pool) throw missingReference("pool", poolId);
  if (pool.value.loadbalancer_id !== loadBalancerId)
    throw badRequest(`The pool ${pool.id} belongs to another loadbalancer`);
  requireFittingProtocols(protocol, pool.value.protocol);
  const other = pool.value.listener_ids.find((listenerId) => listenerId !== id);
  if (other !== undefined) throw inUse("listener", other, "pool");
}

/** Makes the pool the listener's default one, and lets go of the former. */
export function linkDefaultPool(state: State, listener: Entry<StoredListener>, poolId: string | null): void {
  const former = listener.value.default_pool_id === null ? undefined : state.pools.get(listener.value.default_pool_id);
  if (former) former.value.listener_ids = former.value.listener_ids.filter((id) => id !== listener.id);
  listener.value.default_pool_id = poolId;
  const pool = poolId === null ? undefined : state.pools.get(poolId);
  if (pool) pool.value.listener_ids = [...pool.value.listener_ids, listener.id];
}

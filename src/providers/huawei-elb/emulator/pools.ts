import type { Fields, Values } from "../../../sandbox/fields.js";
import { Refused } from "../../../sandbox/refused.js";
import { badRequest, conflict, inUse, overQuota } from "./errors.js";
import { description, flag, name, text, uuid } from "./fields.js";
import { lockLoadBalancer, referred } from "./lookups.js";
import { deviceOf } from "./members.js";
import { linkDefaultPool, policyTo, requireFittingProtocols } from "./pool-checks.js";
import { lbaasResource } from "./resources.js";
import type { State, StoredPool } from "./state.js";

const persistence = {
  type: { type: "text", oneOf: ["SOURCE_IP", "HTTP_COOKIE", "APP_COOKIE"], required: true },
  cookie_name: { ...text(64), nullable: true, otherwise: null },
  persistence_timeout: { type: "integer", nullable: true, otherwise: null },
} as const satisfies Fields;

/** Source: create pool page. */
const fields = {
  name,
  description,
  protocol: { type: "text", oneOf: ["TCP", "UDP", "HTTP"], required: true, fixed: true },
  lb_algorithm: { type: "text", oneOf: ["ROUND_ROBIN", "LEAST_CONNECTIONS", "SOURCE_IP"], required: true },
  listener_id: { ...uuid, fixed: true },
  loadbalancer_id: { ...uuid, fixed: true },
  admin_state_up: { ...flag, otherwise: true },
  session_persistence: { type: "struct", of: persistence, nullable: true, otherwise: null },
} as const satisfies Fields;

export const pools = lbaasResource({
  path: "/pools",
  named: ["Pool", "Pools"],
  one: "pool",
  fields,
  entries: (state) => state.pools,
  groupFilter: "loadbalancer_id",
  /** Source: query pools page. */
  filters: [
    ...["id", "name", "description", "healthmonitor_id", "loadbalancer_id", "protocol", "lb_algorithm"],
    ...["member_address", "member_device_id"],
  ],
  derived: {
    member_address: (state, { id }) => state.members.list({ group: id }).map(({ value }) => value.address),
    member_device_id: (state, { id }) => state.members.list({ group: id }).map(deviceOf),
  },
  show(state, { id, value: { loadbalancer_id, listener_ids, ...value } }) {
    return {
      listeners: listener_ids.map((listenerId) => ({ id: listenerId })),
      loadbalancers: [{ id: loadbalancer_id }],
      members: state.members.list({ group: id }).map((member) => ({ id: member.id })),
      ...value,
    };
  },

  create(state, { listener_id, loadbalancer_id, session_persistence, ...given }) {
    const listener = listener_id === undefined ? null : listenerFor(state, listener_id, loadbalancer_id);
    const on = listener?.value.loadbalancer_id ?? loadbalancer_id;
    if (on === undefined) throw badRequest("At least one of listener_id and loadbalancer_id must be specified");
    if (listener) requireFittingProtocols(listener.value.protocol, given.protocol);
    const value: StoredPool = {
      ...given,
      loadbalancer_id: on,
      session_persistence: persistenceFor(session_persistence, given.protocol),
      healthmonitor_id: null,
      listener_ids: [],
    };
    lockLoadBalancer(state, on);
    if (state.pools.count() >= state.quotas.pool) throw overQuota("pool");
    const entry = state.pools.insert(state.newId(), value);
    if (listener) linkDefaultPool(state, listener, entry.id);
    return entry;
  },

  update(state, { value }, { session_persistence, ...plain }) {
    const changed =
      session_persistence === undefined
        ? {}
        : { session_persistence: persistenceFor(session_persistence, value.protocol) };
    lockLoadBalancer(state, value.loadbalancer_id);
    Object.assign(value, plain, changed);
  },

  /**
   * Members, monitor and policies must be deleted first; a listener only loses its default pool. Source: delete pool
   * page.
   */
  remove(state, { id, value }) {
    lockLoadBalancer(state, value.loadbalancer_id);
    const [member] = state.members.list({ group: id });
    if (member) throw inUse("member", member.id, "pool");
    if (value.healthmonitor_id !== null) throw inUse("healthmonitor", value.healthmonitor_id, "pool");
    const policy = policyTo(state, id);
    if (policy) throw inUse("l7policy", policy.id, "pool");
    for (const listenerId of value.listener_ids) {
      const listener = state.listeners.get(listenerId);
      if (listener) linkDefaultPool(state, listener, null);
    }
    state.pools.remove(id);
  },
});

/** The listener of a new pool. A request may name both listener and load balancer, if they agree. */
function listenerFor(state: State, id: string, loadBalancerId: string | undefined) {
  const listener = referred(state.listeners, "listener", id);
  if (loadBalancerId !== undefined && loadBalancerId !== listener.value.loadbalancer_id)
    throw badRequest(`The listener ${listener.id} belongs to another loadbalancer`);
  if (listener.value.default_pool_id === null) return listener;
  throw conflict("OnePoolPerListener", `Only one default pool allowed for listener ${listener.id}`);
}

const MOST_MINUTES: Readonly<Record<string, number>> = { TCP: 60, UDP: 60, HTTP: 1_440 };

/**
 * A pool's session_persistence with the vendor's defaults. A type that does not fit the pool is stored and has no
 * effect, as the page says. Source: create pool page, table and third sample.
 */
function persistenceFor(given: Values<typeof persistence> | null, protocol: string): StoredPool["session_persistence"] {
  if (given === null) return null;
  const { type, cookie_name } = given;
  if ((type === "APP_COOKIE") !== Boolean(cookie_name)) {
    const message = "Session Persistence Invalid: 'cookie_name' is for APP_COOKIE, which needs it.";
    throw new Refused(400, "SessionPersistenceConfigurationInvalid", message);
  }
  const most = MOST_MINUTES[protocol] ?? 1_440;
  // The default for cookies is from the sample; for addresses from the pages of v3.
  const minutes = given.persistence_timeout ?? { HTTP_COOKIE: most, SOURCE_IP: 1, APP_COOKIE: null }[type];
  if (minutes !== null && (minutes < 1 || minutes > most))
    throw badRequest(`Invalid input for persistence_timeout. Reason: '${minutes}' is not in the range 1 to ${most}.`);
  return { persistence_timeout: minutes, cookie_name, type };
}

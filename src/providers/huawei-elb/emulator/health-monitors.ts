import type { Fields } from "../../../sandbox/fields.js";
import type { Entry } from "../../../sandbox/store.js";
import { badRequest, conflict, overQuota } from "./errors.js";
import { between, flag, name, port, text, uuid } from "./fields.js";
import { found, lockLoadBalancer, referred } from "./lookups.js";
import { lbaasResource } from "./resources.js";
import type { State, StoredHealthMonitor } from "./state.js";

/** Source: create health check page. The codes and the method are reserved: they are accepted and have no effect. */
const fields = {
  name,
  pool_id: { ...uuid, required: true, fixed: true },
  type: { type: "text", oneOf: ["TCP", "HTTP", "UDP_CONNECT"], required: true },
  delay: { ...between(1, 50), required: true },
  timeout: { ...between(1, 50), required: true },
  max_retries: { ...between(1, 10), required: true },
  max_retries_down: { ...between(1, 10), otherwise: 3 },
  monitor_port: { ...port, nullable: true, otherwise: null },
  domain_name: { ...text(100), nullable: true, otherwise: null },
  url_path: { type: "text", pattern: /^\/[\w\-/.%?#&=]{0,79}$/, is: "a path", nullable: true, otherwise: null },
  expected_codes: text(64),
  http_method: text(16),
  admin_state_up: { ...flag, otherwise: true },
} as const satisfies Fields;

export const healthMonitors = lbaasResource({
  path: "/healthmonitors",
  named: ["Healthmonitor", "Healthmonitors"],
  one: "healthmonitor",
  fields,
  entries: (state) => state.healthMonitors,
  /** Source: query health checks page. */
  filters: [
    ...["id", "name", "delay", "timeout", "max_retries", "max_retries_down", "admin_state_up", "type"],
    ...["monitor_port", "expected_codes", "domain_name", "url_path", "http_method"],
  ],
  derived: {
    expected_codes: (_state, entry) => [reservedOf(entry).expected_codes],
    http_method: (_state, entry) => [reservedOf(entry).http_method],
  },
  show(_state, entry) {
    const { pool_id, ...shown } = entry.value;
    return { pools: [{ id: pool_id }], ...reservedOf(entry), ...shown };
  },

  create(state, { expected_codes: _codes, http_method: _method, ...given }) {
    const pool = referred(state.pools, "pool", given.pool_id);
    if (pool.value.healthmonitor_id !== null) {
      const message = `Healthmonitor ${pool.value.healthmonitor_id} is already present in pool ${pool.id}`;
      throw conflict("OneHealthMonitorPerPool", message);
    }
    requireFitting(given.type, pool.value.protocol);
    lockLoadBalancer(state, pool.value.loadbalancer_id);
    if (state.healthMonitors.count() >= state.quotas.healthmonitor) throw overQuota("healthmonitor");
    const entry = state.healthMonitors.insert(state.newId(), withPath({ ...given }));
    pool.value.healthmonitor_id = entry.id;
    return entry;
  },

  update(state, { value }, { expected_codes: _codes, http_method: _method, ...changes }) {
    const pool = poolOf(state, value);
    if (changes.type !== undefined) requireFitting(changes.type, pool.value.protocol);
    lockLoadBalancer(state, pool.value.loadbalancer_id);
    const hadNoPath = value.url_path === null;
    Object.assign(value, changes);
    if (hadNoPath) withPath(value);
  },

  remove(state, { id, value }) {
    const pool = poolOf(state, value);
    lockLoadBalancer(state, pool.value.loadbalancer_id);
    pool.value.healthmonitor_id = null;
    state.healthMonitors.remove(id);
  },
});

const poolOf = (state: State, { pool_id }: StoredHealthMonitor) => found(state.pools, "pool", pool_id);

function withPath(monitor: StoredHealthMonitor): StoredHealthMonitor {
  if (monitor.type === "HTTP") monitor.url_path ??= "/";
  return monitor;
}

/** All types return the fields for HTTP; the reserved ones have their only value. */
function reservedOf({ value }: Entry<StoredHealthMonitor>) {
  const isHttp = value.type === "HTTP";
  return { expected_codes: isHttp ? "200" : null, http_method: isHttp ? "GET" : null };
}

function requireFitting(type: string, poolProtocol: string): void {
  if ((type === "UDP_CONNECT") === (poolProtocol === "UDP")) return;
  throw badRequest(`Health check type ${type} does not suit a pool with protocol ${poolProtocol}`);
}

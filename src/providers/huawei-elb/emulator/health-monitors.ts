import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";
import type { Entry } from "../../../sandbox/store.js";
import { badRequest, missingReference, neutronError, overQuota } from "./answers.js";
import {
  checkFields,
  type FieldSpecs,
  flag,
  oneOf,
  orNull,
  post,
  required,
  text,
  uuid,
  wholeNumber,
} from "./field-checks.js";
import { listAnswer } from "./lists.js";
import { ownerOf } from "./owner.js";
import type { Fields, Request } from "./request.js";
import { found, type State, type StoredHealthMonitor } from "./state.js";

const PATH = /^\/[\w\-/.%?#&=]{0,79}$/;

/** Source: create health check page. */
const SPECS: FieldSpecs = {
  name: text(255),
  pool_id: required(uuid(post)),
  type: required(oneOf(["TCP", "HTTP", "UDP_CONNECT"])),
  delay: required(wholeNumber(1, 50)),
  timeout: required(wholeNumber(1, 50)),
  max_retries: required(wholeNumber(1, 10)),
  max_retries_down: wholeNumber(1, 10),
  monitor_port: orNull(wholeNumber(1, 65_535)),
  domain_name: orNull(text(100)),
  url_path: orNull({ on: "both", fits: (value) => typeof value === "string" && PATH.test(value), expected: "a path" }),
  expected_codes: text(64),
  http_method: text(16),
  admin_state_up: flag(),
};

/** Source: query health checks page. */
const FILTERS = [
  "id",
  "tenant_id",
  "project_id",
  "name",
  "delay",
  "timeout",
  "max_retries",
  "max_retries_down",
  "admin_state_up",
  "type",
  "monitor_port",
  "domain_name",
  "url_path",
];

export function createHealthMonitor(state: State, request: Request): SandboxResponse {
  const body = request.fields("healthmonitor");
  checkFields(body, SPECS, "POST");
  const pool = state.pools.get(String(body.pool_id));
  if (!pool) throw missingReference("pool", body.pool_id);
  if (pool.value.healthmonitor_id !== null) {
    const message = `Healthmonitor ${pool.value.healthmonitor_id} is already present in pool ${pool.id}`;
    throw neutronError(409, "OneHealthMonitorPerPool", message);
  }
  requireFitting(body.type, pool.value.protocol);
  state.lockLoadBalancer(pool.value.loadbalancer_id);
  if (state.healthMonitors.count() >= state.quotas.healthmonitor) throw overQuota("healthmonitor");
  const isHttp = body.type === "HTTP";
  const entry = state.healthMonitors.insert(state.newId(), {
    name: String(body.name ?? ""),
    pool_id: pool.id,
    type: String(body.type),
    delay: Number(body.delay),
    timeout: Number(body.timeout),
    max_retries: Number(body.max_retries),
    max_retries_down: Number(body.max_retries_down ?? 3),
    monitor_port: body.monitor_port == null ? null : Number(body.monitor_port),
    domain_name: body.domain_name == null ? null : String(body.domain_name),
    url_path: body.url_path == null ? (isHttp ? "/" : null) : String(body.url_path),
    admin_state_up: body.admin_state_up !== false,
  });
  pool.value.healthmonitor_id = entry.id;
  return { status: 201, body: { healthmonitor: showHealthMonitor(state, entry) } };
}

export function listHealthMonitors(state: State, request: Request): SandboxResponse {
  const listing = {
    name: "healthmonitors",
    entries: state.healthMonitors,
    filters: FILTERS,
    valuesOf: (_entry: Entry<StoredHealthMonitor>, filter: string) =>
      filter === "tenant_id" || filter === "project_id" ? [ownerOf(state).tenant_id] : undefined,
    show: (entry: Entry<StoredHealthMonitor>) => showHealthMonitor(state, entry),
  };
  return listAnswer(listing, request, state.dialect);
}

export function getHealthMonitor(state: State, { ids: [id] }: Request): SandboxResponse {
  const entry = found(state.healthMonitors, "healthmonitor", id);
  return { status: 200, body: { healthmonitor: showHealthMonitor(state, entry) } };
}

export function updateHealthMonitor(state: State, request: Request): SandboxResponse {
  const entry = found(state.healthMonitors, "healthmonitor", request.ids[0]);
  const body = request.fields("healthmonitor");
  checkFields(body, SPECS, "PUT");
  const pool = found(state.pools, "pool", entry.value.pool_id);
  if (body.type !== undefined) requireFitting(body.type, pool.value.protocol);
  state.lockLoadBalancer(pool.value.loadbalancer_id);
  const { expected_codes: _codes, http_method: _method, ...plain }: Fields = body;
  const wasPathless = entry.value.url_path === null;
  Object.assign(entry.value, plain);
  if (entry.value.type === "HTTP" && wasPathless) entry.value.url_path ??= "/";
  return { status: 200, body: { healthmonitor: showHealthMonitor(state, entry) } };
}

export function deleteHealthMonitor(state: State, { ids: [id] }: Request): SandboxResponse {
  const entry = found(state.healthMonitors, "healthmonitor", id);
  const pool = found(state.pools, "pool", entry.value.pool_id);
  state.lockLoadBalancer(pool.value.loadbalancer_id);
  pool.value.healthmonitor_id = null;
  state.healthMonitors.remove(entry.id);
  return { status: 204 };
}

/** The HTTP fields are there for all types; with the reserved ones at their only value. */
export function showHealthMonitor(state: State, { id, value }: Entry<StoredHealthMonitor>): object {
  const { pool_id, ...shown } = value;
  const isHttp = value.type === "HTTP";
  return {
    id,
    ...ownerOf(state),
    ...shown,
    expected_codes: isHttp ? "200" : null,
    http_method: isHttp ? "GET" : null,
    pools: [{ id: pool_id }],
  };
}

function requireFitting(type: unknown, poolProtocol: string): void {
  if ((type === "UDP_CONNECT") === (poolProtocol === "UDP")) return;
  throw badRequest(`Health check type ${String(type)} does not suit a pool with protocol ${poolProtocol}`);
}

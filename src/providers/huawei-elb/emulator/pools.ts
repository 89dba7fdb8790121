import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";
import type { Entry } from "../../../sandbox/store.js";
import { badRequest, inUse, missingReference, neutronError, overQuota } from "./answers.js";
import { linkDefaultPool, requireFittingProtocols } from "./default-pools.js";
import {
  checkFields,
  type FieldSpecs,
  flag,
  object,
  oneOf,
  orNull,
  post,
  required,
  text,
  uuid,
} from "./field-checks.js";
import { listAnswer } from "./lists.js";
import { ownerOf } from "./owner.js";
import type { Fields, Request } from "./request.js";
import { persistenceFrom } from "./session-persistence.js";
import { found, type State, type StoredListener, type StoredPool } from "./state.js";

/** Source: create pool page. */
const SPECS: FieldSpecs = {
  name: text(255),
  description: text(255),
  protocol: required(oneOf(["TCP", "UDP", "HTTP"], post)),
  lb_algorithm: required(oneOf(["ROUND_ROBIN", "LEAST_CONNECTIONS", "SOURCE_IP"])),
  listener_id: uuid(post),
  loadbalancer_id: uuid(post),
  admin_state_up: flag(),
  session_persistence: orNull(object()),
};

/** Source: query pools page. */
const FILTERS = [
  "id",
  "tenant_id",
  "project_id",
  "name",
  "description",
  "healthmonitor_id",
  "loadbalancer_id",
  "protocol",
  "lb_algorithm",
  "member_address",
];

export function createPool(state: State, request: Request): SandboxResponse {
  const body = request.fields("pool");
  checkFields(body, SPECS, "POST");
  const listener = body.listener_id === undefined ? null : listenerFor(state, body);
  const loadBalancerId = listener?.value.loadbalancer_id ?? body.loadbalancer_id;
  if (loadBalancerId === undefined)
    throw badRequest("At least one of listener_id and loadbalancer_id must be specified");
  if (listener) requireFittingProtocols(listener.value.protocol, body.protocol);
  const session_persistence = persistenceFrom(body.session_persistence ?? null, String(body.protocol));
  const loadBalancer = state.lockLoadBalancer(String(loadBalancerId));
  if (state.pools.count() >= state.quotas.pool) throw overQuota("pool");
  const entry = state.pools.insert(state.newId(), {
    name: String(body.name ?? ""),
    description: String(body.description ?? ""),
    loadbalancer_id: loadBalancer.id,
    protocol: String(body.protocol),
    lb_algorithm: String(body.lb_algorithm),
    admin_state_up: body.admin_state_up !== false,
    session_persistence,
    healthmonitor_id: null,
    listener_ids: [],
  });
  if (listener) linkDefaultPool(state, listener, entry.id);
  return { status: 201, body: { pool: showPool(state, entry) } };
}

/** The listener that a new pool is for. Both names of a place may be given, as long as they say the same. */
function listenerFor(state: State, { listener_id, loadbalancer_id }: Fields): Entry<StoredListener> {
  const listener = state.listeners.get(String(listener_id));
  if (!listener) throw missingReference("listener", listener_id);
  if (loadbalancer_id !== undefined && loadbalancer_id !== listener.value.loadbalancer_id)
    throw badRequest(`The listener ${listener.id} belongs to another loadbalancer`);
  if (listener.value.default_pool_id !== null) {
    const message = `Only one default pool allowed for listener ${listener.id}`;
    throw neutronError(409, "OnePoolPerListener", message);
  }
  return listener;
}

export function listPools(state: State, request: Request): SandboxResponse {
  const listing = {
    name: "pools",
    entries: state.pools,
    groupFilter: "loadbalancer_id",
    filters: FILTERS,
    valuesOf: ({ id }: Entry<StoredPool>, filter: string) => {
      if (filter === "member_address") return state.members.list({ group: id }).map(({ value }) => value.address);
      return filter === "tenant_id" || filter === "project_id" ? [ownerOf(state).tenant_id] : undefined;
    },
    show: (entry: Entry<StoredPool>) => showPool(state, entry),
  };
  return listAnswer(listing, request, state.dialect);
}

export function getPool(state: State, { ids: [id] }: Request): SandboxResponse {
  return { status: 200, body: { pool: showPool(state, found(state.pools, "pool", id)) } };
}

export function updatePool(state: State, request: Request): SandboxResponse {
  const entry = found(state.pools, "pool", request.ids[0]);
  const body = request.fields("pool");
  checkFields(body, SPECS, "PUT");
  const { session_persistence, ...plain } = body;
  const persistence =
    session_persistence === undefined ? undefined : persistenceFrom(session_persistence, entry.value.protocol);
  state.lockLoadBalancer(entry.value.loadbalancer_id);
  if (persistence !== undefined) entry.value.session_persistence = persistence;
  Object.assign(entry.value, plain);
  return { status: 200, body: { pool: showPool(state, entry) } };
}

/** Members and monitor have to go first; a listener just loses its default pool. Source: delete pool page. */
export function deletePool(state: State, { ids: [id] }: Request): SandboxResponse {
  const entry = found(state.pools, "pool", id);
  state.lockLoadBalancer(entry.value.loadbalancer_id);
  const [member] = state.members.list({ group: entry.id });
  if (member) throw inUse("member", member.id, "pool");
  const { healthmonitor_id: monitorId } = entry.value;
  if (monitorId !== null) throw inUse("healthmonitor", monitorId, "pool");
  for (const listenerId of entry.value.listener_ids) {
    const listener = state.listeners.get(listenerId);
    if (listener) linkDefaultPool(state, listener, null);
  }
  state.pools.remove(entry.id);
  return { status: 204 };
}

export function showPool(state: State, { id, value }: Entry<StoredPool>): object {
  const { loadbalancer_id, listener_ids, ...shown } = value;
  return {
    id,
    ...ownerOf(state),
    ...shown,
    listeners: listener_ids.map((listenerId) => ({ id: listenerId })),
    loadbalancers: [{ id: loadbalancer_id }],
    members: state.members.list({ group: id }).map((member) => ({ id: member.id })),
  };
}

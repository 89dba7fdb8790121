import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";
import type { Entry } from "../../../sandbox/store.js";
import { badRequest, inUse, neutronError, overQuota } from "./answers.js";
import { requireCertificates } from "./certificates.js";
import { linkDefaultPool, requireFreePool } from "./default-pools.js";
import { checkFields } from "./field-checks.js";
import { headersFrom, isHttps, isWeb, SPECS } from "./listener-fields.js";
import { listAnswer } from "./lists.js";
import { ownerOf } from "./owner.js";
import type { Fields, Request } from "./request.js";
import { found, type State, type StoredListener } from "./state.js";

/** Source: query listeners page. */
const FILTERS = [
  "id",
  "tenant_id",
  "project_id",
  "name",
  "description",
  "loadbalancer_id",
  "connection_limit",
  "admin_state_up",
  "default_pool_id",
  "http2_enable",
  "default_tls_container_ref",
  "client_ca_tls_container_ref",
  "protocol",
  "protocol_port",
  "tls_ciphers_policy",
  "tls_container_id",
  "sni_container_refs",
];
const LISTENERS_PER_LOAD_BALANCER = 50;

export function createListener(state: State, request: Request): SandboxResponse {
  const body = request.fields("listener");
  checkFields(body, SPECS, "POST");
  if (body.protocol === "UDP" && body.protocol_port === 4789)
    throw badRequest("Invalid input for protocol_port. Reason: '4789' is used by the system.");
  if (isHttps(body.protocol) && body.default_tls_container_ref == null) {
    throw neutronError(400, "TLSDefaultContainerNotSpecified", "Default TLS container was not specified");
  }
  checkTogether(body, body.protocol);
  const loadBalancer = state.lockLoadBalancer(String(body.loadbalancer_id));
  refuseTakenPort(state, loadBalancer.id, body);
  const isFull = state.listeners.count({ group: loadBalancer.id }) >= LISTENERS_PER_LOAD_BALANCER;
  if (isFull || state.listeners.count() >= state.quotas.listener) throw overQuota("listener");
  const id = state.newId();
  const { default_pool_id: poolId } = body;
  if (poolId != null) requireFreePool(state, poolId, { id, loadBalancerId: loadBalancer.id, protocol: body.protocol });
  const entry = state.listeners.insert(id, listenerFrom(body, state.time()));
  if (poolId != null) linkDefaultPool(state, entry, String(poolId));
  return { status: 201, body: { listener: showListener(state, entry) } };
}

export function listListeners(state: State, request: Request): SandboxResponse {
  const listing = {
    name: "listeners",
    entries: state.listeners,
    groupFilter: "loadbalancer_id",
    filters: FILTERS,
    valuesOf: ({ value }: Entry<StoredListener>, filter: string) => {
      if (filter === "tls_container_id") return [value.default_tls_container_ref, ...value.sni_container_refs];
      return filter === "tenant_id" || filter === "project_id" ? [ownerOf(state).tenant_id] : undefined;
    },
    show: (entry: Entry<StoredListener>) => ({ ...showListener(state, entry), ...idleTimesOf(entry.value) }),
  };
  return listAnswer(listing, request, state.dialect);
}

export function getListener(state: State, { ids: [id] }: Request): SandboxResponse {
  return { status: 200, body: { listener: showListener(state, found(state.listeners, "listener", id)) } };
}

export function updateListener(state: State, request: Request): SandboxResponse {
  const entry = found(state.listeners, "listener", request.ids[0]);
  const { loadbalancer_id: loadBalancerId, protocol } = entry.value;
  const body = request.fields("listener");
  checkFields(body, SPECS, "PUT");
  checkTogether(body, protocol);
  if (body.default_tls_container_ref === null && isHttps(protocol)) {
    throw neutronError(400, "TLSDefaultContainerNotSpecified", "Default TLS container was not specified");
  }
  state.lockLoadBalancer(loadBalancerId);
  const { default_pool_id: poolId, insert_headers: headers, admin_state_up: _reserved, ...plain } = body;
  if (poolId != null) requireFreePool(state, poolId, { id: entry.id, loadBalancerId, protocol });
  if (poolId !== undefined) linkDefaultPool(state, entry, poolId === null ? null : String(poolId));
  if (headers !== undefined) entry.value.insert_headers = headersFrom(headers, protocol);
  Object.assign(entry.value, plain, { updated_at: state.time() });
  return { status: 200, body: { listener: showListener(state, entry) } };
}

/** Source: delete listener page. */
export function deleteListener(state: State, { ids: [id] }: Request): SandboxResponse {
  const entry = found(state.listeners, "listener", id);
  state.lockLoadBalancer(entry.value.loadbalancer_id);
  const { default_pool_id: poolId } = entry.value;
  if (poolId !== null) throw inUse("pool", poolId, "listener");
  state.listeners.remove(entry.id);
  return { status: 204 };
}

export function showListener(state: State, { id, value }: Entry<StoredListener>): object {
  const { loadbalancer_id, tags, ...shown } = value;
  return {
    id,
    ...ownerOf(state),
    ...shown,
    loadbalancers: [{ id: loadbalancer_id }],
    tags: tags.map(({ key, value: text }) => `${key}=${text}`),
  };
}

/** Only lists show them. Source: query listener page. */
function idleTimesOf({ protocol }: StoredListener): object {
  if (!isWeb(protocol)) return { keepalive_timeout: 300, client_timeout: null, member_timeout: null };
  return { keepalive_timeout: 60, client_timeout: 60, member_timeout: 60 };
}

/** What depends on the protocol. Source: create listener page. */
function checkTogether(body: Fields, protocol: unknown): void {
  if (body.http2_enable === true && !isHttps(protocol)) throw badRequest("http2_enable is for TERMINATED_HTTPS only");
  if (body.insert_headers != null && !isWeb(protocol))
    throw badRequest(`insert_headers is not for ${String(protocol)}`);
  if (body.tls_ciphers_policy != null && !isHttps(protocol))
    throw badRequest("tls_ciphers_policy is for TERMINATED_HTTPS only");
  const { default_tls_container_ref, sni_container_refs, client_ca_tls_container_ref } = body;
  const servers = [default_tls_container_ref ?? [], sni_container_refs ?? []].flat();
  const clients = [client_ca_tls_container_ref ?? []].flat();
  if (servers.length + clients.length > 0 && !isHttps(protocol))
    throw badRequest("Certificates are for TERMINATED_HTTPS only");
  requireCertificates("server", servers);
  requireCertificates("client", clients);
}

/** A number is there once, and once more for UDP. Source: user guide, "Listeners". */
function refuseTakenPort(state: State, loadBalancerId: string, { protocol, protocol_port: port }: Fields): void {
  const isTaken = state.listeners.count({
    group: loadBalancerId,
    where: ({ value }) => value.protocol_port === port && (value.protocol === "UDP") === (protocol === "UDP"),
  });
  if (isTaken === 0) return;
  throw neutronError(
    409,
    "LoadBalancerListenerProtocolPortExists",
    `Load Balancer ${loadBalancerId} already has a listener with protocol_port of ${String(port)}`,
  );
}

/** A creation's fields, checked before, with what the vendor fills in. */
function listenerFrom(body: Fields, time: string): StoredListener {
  const given = <T>(name: string, otherwise: T): T => (body[name] == null ? otherwise : (body[name] as T));
  return {
    name: given("name", ""),
    description: given("description", ""),
    loadbalancer_id: given("loadbalancer_id", ""),
    protocol: given("protocol", ""),
    protocol_port: given("protocol_port", 0),
    default_pool_id: null,
    connection_limit: -1,
    admin_state_up: true,
    http2_enable: given("http2_enable", false),
    default_tls_container_ref: given("default_tls_container_ref", null),
    client_ca_tls_container_ref: given("client_ca_tls_container_ref", null),
    sni_container_refs: given("sni_container_refs", []),
    tls_ciphers_policy: given("tls_ciphers_policy", isHttps(body.protocol) ? "tls-1-0" : null),
    insert_headers: headersFrom(body.insert_headers, body.protocol),
    tags: [],
    created_at: time,
    updated_at: time,
  };
}

import type { Fields } from "../../../sandbox/fields.js";
import { inUse, overQuota } from "./errors.js";
import { description, flag, name, port, text, uuid } from "./fields.js";
import { isHttps, isWeb, requireCertificate, requireFittingFields, requireFreePort } from "./listener-checks.js";
import { lockLoadBalancer } from "./lookups.js";
import { linkDefaultPool, requireFreePool } from "./pool-checks.js";
import { lbaasResource } from "./resources.js";
import type { StoredListener } from "./state.js";

const LISTENERS_PER_LOAD_BALANCER = 50;

const certificate = { ...text(128), nullable: true, otherwise: null } as const;

/** Source: create and update listener pages. */
const fields = {
  name,
  description,
  protocol: { type: "text", oneOf: ["TCP", "HTTP", "UDP", "TERMINATED_HTTPS"], required: true, fixed: true },
  // 0: all ports of TCP, in some installations.
  protocol_port: { ...port, least: 0, required: true, fixed: true },
  loadbalancer_id: { ...uuid, required: true, fixed: true },
  default_pool_id: { ...uuid, nullable: true, otherwise: null },
  connection_limit: { type: "integer", oneOf: [-1], fixed: true },
  admin_state_up: flag,
  http2_enable: { ...flag, otherwise: false },
  default_tls_container_ref: certificate,
  client_ca_tls_container_ref: certificate,
  sni_container_refs: { type: "list", of: text(128), nullable: true },
  tls_ciphers_policy: {
    type: "text",
    oneOf: ["tls-1-0-inherit", "tls-1-0", "tls-1-1", "tls-1-2", "tls-1-2-strict"],
    nullable: true,
  },
  // Replaced as a whole: a header that is left out has its default.
  insert_headers: {
    type: "struct",
    of: {
      "X-Forwarded-ELB-IP": { type: "boolean", exact: true, otherwise: false },
      "X-Forwarded-Host": { type: "boolean", exact: true, otherwise: true },
    },
    nullable: true,
  },
} as const satisfies Fields;

/** What web listeners say to servers unless they are told otherwise; others say nothing. */
export function defaultHeaders(protocol: string): StoredListener["insert_headers"] {
  return isWeb(protocol) ? { "X-Forwarded-ELB-IP": false, "X-Forwarded-Host": true } : null;
}

export const listeners = lbaasResource({
  path: "/listeners",
  named: ["Listener", "Listeners"],
  one: "listener",
  fields,
  entries: (state) => state.listeners,
  groupFilter: "loadbalancer_id",
  filters: [
    ...["id", "name", "description", "loadbalancer_id", "connection_limit", "admin_state_up", "default_pool_id"],
    ...["http2_enable", "default_tls_container_ref", "client_ca_tls_container_ref", "protocol", "protocol_port"],
    ...["tls_ciphers_policy", "tls_container_id", "sni_container_refs"],
  ],
  alsoSortedBy: ["created_at", "updated_at"],
  derived: {
    tls_container_id: (_state, { value }) => [value.default_tls_container_ref, ...value.sni_container_refs],
    sni_container_refs: (_state, { value }) => value.sni_container_refs,
  },
  show: (_state, { value }) => shown(value),
  showInList: (_state, { value }) => ({ ...shown(value), ...idleTimesOf(value) }),

  create(state, { loadbalancer_id, default_pool_id, ...given }) {
    const { protocol, protocol_port } = given;
    requireCertificate(given.default_tls_container_ref, protocol);
    requireFittingFields(given, protocol);
    lockLoadBalancer(state, loadbalancer_id);
    requireFreePort(state, loadbalancer_id, protocol, protocol_port);
    const isFull = state.listeners.count({ group: loadbalancer_id }) >= LISTENERS_PER_LOAD_BALANCER;
    if (isFull || state.listeners.count() >= state.quotas.listener) throw overQuota("listener");
    const id = state.newId();
    if (default_pool_id !== null)
      requireFreePool(state, default_pool_id, { id, loadBalancerId: loadbalancer_id, protocol });
    const time = state.time();
    const entry = state.listeners.insert(id, {
      ...given,
      loadbalancer_id,
      default_pool_id: null,
      connection_limit: -1,
      admin_state_up: true,
      sni_container_refs: given.sni_container_refs ?? [],
      tls_ciphers_policy: given.tls_ciphers_policy ?? (isHttps(protocol) ? "tls-1-0" : null),
      insert_headers: given.insert_headers ?? defaultHeaders(protocol),
      tags: [],
      created_at: time,
      updated_at: time,
    });
    if (default_pool_id !== null) linkDefaultPool(state, entry, default_pool_id);
    return entry;
  },

  update(state, entry, { default_pool_id: poolId, insert_headers, sni_container_refs, admin_state_up: _, ...plain }) {
    const { loadbalancer_id: loadBalancerId, protocol } = entry.value;
    requireFittingFields({ ...plain, insert_headers, sni_container_refs }, protocol);
    if (plain.default_tls_container_ref === null) requireCertificate(null, protocol);
    lockLoadBalancer(state, loadBalancerId);
    if (poolId != null) requireFreePool(state, poolId, { id: entry.id, loadBalancerId, protocol });
    if (poolId !== undefined) linkDefaultPool(state, entry, poolId);
    if (insert_headers !== undefined) entry.value.insert_headers = insert_headers ?? defaultHeaders(protocol);
    if (sni_container_refs !== undefined) entry.value.sni_container_refs = sni_container_refs ?? [];
    Object.assign(entry.value, plain, { updated_at: state.time() });
  },

  /** Source: delete listener page; for policies, create forwarding policy page. */
  remove(state, { id, value }) {
    lockLoadBalancer(state, value.loadbalancer_id);
    if (value.default_pool_id !== null) throw inUse("pool", value.default_pool_id, "listener");
    const [policy] = state.l7Policies.list({
      where: ({ value: { listener_id, redirect_listener_id } }) => listener_id === id || redirect_listener_id === id,
    });
    if (policy) throw inUse("l7policy", policy.id, "listener");
    state.listeners.remove(id);
  },
});

/** The spread comes first: with so many fields V8 makes the object three times as fast. */
function shown({ loadbalancer_id, tags, ...value }: StoredListener): object {
  return {
    ...value,
    loadbalancers: [{ id: loadbalancer_id }],
    tags: tags.map(({ key, value: text }) => `${key}=${text}`),
  };
}

/** Only lists show them. Source: query listener page. */
function idleTimesOf({ protocol }: StoredListener): object {
  if (!isWeb(protocol)) return { keepalive_timeout: 300, client_timeout: null, member_timeout: null };
  return { keepalive_timeout: 60, client_timeout: 60, member_timeout: 60 };
}

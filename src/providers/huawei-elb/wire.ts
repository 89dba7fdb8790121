import {
  asWritten,
  type Field,
  filled,
  flag,
  identity,
  integer,
  isNoReference,
  isObject,
  mapped,
  moment,
  needed,
  object,
  port,
  positive,
  type Read,
  readableList,
  reference,
  shape,
  text,
  texts,
} from "../../transport/shape.js";
import type { WireObject } from "../../transport/wire.js";

/** The cloud's answers, as far as they are used; times are UTC without a zone letter. */

/** The state of an object. Listeners, pools and members have it only in some installations, and not at Huawei. */
const provisioningStatus = filled("provisioning_status");

const readReference = shape("reference", "id", { id: needed(reference("id")) });

/** The ids in a list of references: [{ id }]. */
const idsIn = (from: string): Field<readonly string[]> =>
  mapped(readableList(from, readReference), (references) => references.map(({ id }) => id));

/** Whether a list of references contains something invalid, so that the list is incomplete. */
const isOddIn = (from: string): Field<boolean> => ({
  from,
  read: (value) =>
    value != null && !(Array.isArray(value) && value.every((entry) => isObject(entry) && typeof entry.id === "string")),
});

const loadBalancerIds = idsIn("loadbalancers");

/** The load balancers that a listener or pool names as its owners, usually one. */
export const loadBalancerIdsIn = ({ loadbalancers }: WireObject): readonly string[] =>
  loadBalancerIds.read(loadbalancers) ?? [];

/** Tags are strings, "key=value"; null if the cloud omits them. */
const tags: Field<readonly string[] | null> = {
  from: "tags",
  read: (value) => (value == null ? null : texts("tags").read(value)),
};

/**
 * Some answers have an empty object, some only what was sent; missing fields have their defaults. Source: create
 * listener page, field insert_headers.
 */
const readHeaders = shape("insert_headers", "id", {
  elbIp: mapped(flag("X-Forwarded-ELB-IP"), (value) => value ?? false),
  host: mapped(flag("X-Forwarded-Host"), (value) => value ?? true),
});

export const readListener = shape("listener", "id", {
  id: identity("id"),
  name: text("name"),
  description: text("description"),
  protocol: text("protocol"),
  /** 0 when all ports of TCP are forwarded (Open Telekom Cloud). */
  port: integer("protocol_port"),
  loadBalancerId: mapped(loadBalancerIds, ([id]) => id ?? null),
  projectId: filled("project_id"),
  /** The older name of the same; some answers have only one of the two. */
  tenantId: filled("tenant_id"),
  defaultPoolId: filled("default_pool_id"),
  connectionLimit: integer("connection_limit"),
  adminStateUp: flag("admin_state_up"),
  http2Enabled: flag("http2_enable"),
  certificateId: filled("default_tls_container_ref"),
  clientCaCertificateId: filled("client_ca_tls_container_ref"),
  sniCertificateIds: texts("sni_container_refs"),
  tlsPolicy: filled("tls_ciphers_policy"),
  /** Whether requests to servers carry the load balancer's address and the requested host in headers. */
  headers: object("insert_headers", readHeaders),
  /** Including unknown ones. */
  allHeaders: asWritten("insert_headers"),
  /** Only lists have these three. */
  idleSeconds: integer("keepalive_timeout"),
  clientSeconds: integer("client_timeout"),
  memberSeconds: integer("member_timeout"),
  tags,
  provisioningStatus,
  createdAt: moment("created_at"),
  updatedAt: moment("updated_at"),
});

const readSessionPersistence = shape("session_persistence", "type", {
  type: needed(text("type")),
  cookieName: filled("cookie_name"),
  timeoutMinutes: positive("persistence_timeout"),
});

export const readPool = shape("pool", "id", {
  id: identity("id"),
  name: text("name"),
  description: text("description"),
  protocol: text("protocol"),
  algorithm: text("lb_algorithm"),
  adminStateUp: flag("admin_state_up"),
  sessionPersistence: object("session_persistence", readSessionPersistence),
  /** Including unknown fields. */
  wholePersistence: asWritten("session_persistence"),
  memberIds: idsIn("members"),
  /** Whether the cloud says that there are no members. */
  isEmpty: { from: "members", read: (value: unknown) => Array.isArray(value) && value.length === 0 },
  projectId: filled("project_id"),
  tenantId: filled("tenant_id"),
  healthMonitorId: reference("healthmonitor_id"),
  hasOddHealthMonitor: isNoReference("healthmonitor_id"),
  /** The listeners whose default pool it is. */
  listenerIds: idsIn("listeners"),
  hasOddListeners: isOddIn("listeners"),
  loadBalancerIds,
  provisioningStatus,
});

export const readMember = shape("member", "id", {
  /** The membership's id, which is not the server's. */
  id: identity("id"),
  address: needed(text("address")),
  port: port("protocol_port"),
  subnetId: filled("subnet_id"),
  weight: integer("weight"),
  operatingStatus: text("operating_status"),
  provisioningStatus,
});

/** Removing a member needs nothing else of it. */
export const readMemberId = shape("member", "id", { id: identity("id") });

export const readHealthMonitor = shape("health monitor", "id", {
  id: identity("id"),
  /** Whether checks are made. */
  adminStateUp: flag("admin_state_up"),
  type: text("type"),
  delaySeconds: positive("delay"),
  timeoutSeconds: positive("timeout"),
  /** Successes that make a member ONLINE. */
  maxRetries: positive("max_retries"),
  /** Failures that make a member OFFLINE. */
  maxRetriesDown: positive("max_retries_down"),
  /** Null: the member's own port. */
  port: port("monitor_port"),
  urlPath: filled("url_path"),
});

/** A forwarding policy, with what it refers from and to. */
export const readL7Policy = shape("forwarding policy", "id", {
  id: identity("id"),
  name: text("name"),
  listenerId: identity("listener_id"),
  poolId: filled("redirect_pool_id"),
  targetId: filled("redirect_listener_id"),
});

export const readLoadBalancer = shape("load balancer", "id", {
  id: identity("id"),
  name: text("name"),
  operatingStatus: text("operating_status"),
  provisioningStatus,
  vipAddress: filled("vip_address"),
  vipSubnetId: filled("vip_subnet_id"),
  tags,
  createdAt: moment("created_at"),
});

export type WireListener = Read<typeof readListener>;
export type WireSessionPersistence = Read<typeof readSessionPersistence>;
export type WirePool = Read<typeof readPool>;
export type WireMember = Read<typeof readMember>;
export type WireHealthMonitor = Read<typeof readHealthMonitor>;
export type WireL7Policy = Read<typeof readL7Policy>;
export type WireLoadBalancer = Read<typeof readLoadBalancer>;

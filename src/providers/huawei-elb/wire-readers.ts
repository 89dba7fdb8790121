import {
  asInteger,
  asObject,
  asObjects,
  asText,
  asTexts,
  optionalBoolean,
  optionalInteger,
  optionalText,
  type WireObject,
} from "../../transport/wire.js";
import type {
  ElbHealthMonitor,
  ElbListener,
  ElbLoadBalancer,
  ElbMember,
  ElbPool,
  ElbSessionPersistence,
} from "./wire-types.js";

export function readListener(listener: WireObject): ElbListener {
  const protocol = asText(listener.protocol, "protocol");
  const headers = asObject(listener.insert_headers ?? {}, "insert_headers");
  const isWeb = protocol === "HTTP" || protocol === "TERMINATED_HTTPS";
  const [loadBalancer] = asObjects(listener.loadbalancers, "loadbalancers");
  return {
    id: asText(listener.id, "id"),
    name: optionalText(listener.name, "name"),
    description: optionalText(listener.description, "description"),
    protocol,
    port: asInteger(listener.protocol_port, "protocol_port"),
    loadBalancerId: asText(asObject(loadBalancer, "loadbalancers[0]").id, "id"),
    defaultPoolId: optionalText(listener.default_pool_id, "default_pool_id") || null,
    connectionLimit: optionalInteger(listener.connection_limit, "connection_limit"),
    adminStateUp: optionalBoolean(listener.admin_state_up, "admin_state_up"),
    http2Enabled: optionalBoolean(listener.http2_enable, "http2_enable"),
    certificateId: optionalText(listener.default_tls_container_ref, "default_tls_container_ref") || null,
    clientCaCertificateId: optionalText(listener.client_ca_tls_container_ref, "client_ca_tls_container_ref") || null,
    sniCertificateIds: asTexts(listener.sni_container_refs, "sni_container_refs"),
    tlsPolicy: optionalText(listener.tls_ciphers_policy, "tls_ciphers_policy") || null,
    // Some answers show an empty object, some only what was sent; what is missing has its default. Source: create
    // listener page, field insert_headers.
    forwardsElbIp: isWeb ? (optionalBoolean(headers["X-Forwarded-ELB-IP"], "X-Forwarded-ELB-IP") ?? false) : null,
    forwardsHost: isWeb ? (optionalBoolean(headers["X-Forwarded-Host"], "X-Forwarded-Host") ?? true) : null,
    idleSeconds: optionalInteger(listener.keepalive_timeout, "keepalive_timeout"),
    clientSeconds: optionalInteger(listener.client_timeout, "client_timeout"),
    memberSeconds: optionalInteger(listener.member_timeout, "member_timeout"),
    tags: listener.tags == null ? null : asTexts(listener.tags, "tags"),
    createdAt: optionalText(listener.created_at, "created_at"),
    updatedAt: optionalText(listener.updated_at, "updated_at"),
  };
}

export function readPool(pool: WireObject): ElbPool {
  const { session_persistence: persistence } = pool;
  return {
    id: asText(pool.id, "id"),
    name: optionalText(pool.name, "name"),
    description: optionalText(pool.description, "description"),
    protocol: asText(pool.protocol, "protocol"),
    algorithm: asText(pool.lb_algorithm, "lb_algorithm"),
    adminStateUp: optionalBoolean(pool.admin_state_up, "admin_state_up"),
    sessionPersistence:
      persistence == null ? null : readSessionPersistence(asObject(persistence, "session_persistence")),
    memberIds: idsOf(pool, "members"),
    healthMonitorId: optionalText(pool.healthmonitor_id, "healthmonitor_id") || null,
    listenerIds: idsOf(pool, "listeners"),
    loadBalancerIds: idsOf(pool, "loadbalancers"),
  };
}

function readSessionPersistence(persistence: WireObject): ElbSessionPersistence {
  return {
    type: asText(persistence.type, "type"),
    cookieName: optionalText(persistence.cookie_name, "cookie_name") || null,
    timeoutMinutes: optionalInteger(persistence.persistence_timeout, "persistence_timeout"),
  };
}

export function readMember(member: WireObject): ElbMember {
  return {
    id: asText(member.id, "id"),
    address: asText(member.address, "address"),
    port: asInteger(member.protocol_port, "protocol_port"),
    subnetId: optionalText(member.subnet_id, "subnet_id") || null,
    weight: optionalInteger(member.weight, "weight"),
    operatingStatus: optionalText(member.operating_status, "operating_status"),
  };
}

export function readHealthMonitor(monitor: WireObject): ElbHealthMonitor {
  return {
    id: asText(monitor.id, "id"),
    adminStateUp: optionalBoolean(monitor.admin_state_up, "admin_state_up"),
    type: asText(monitor.type, "type"),
    delaySeconds: optionalInteger(monitor.delay, "delay"),
    timeoutSeconds: optionalInteger(monitor.timeout, "timeout"),
    maxRetries: optionalInteger(monitor.max_retries, "max_retries"),
    maxRetriesDown: optionalInteger(monitor.max_retries_down, "max_retries_down"),
    port: optionalInteger(monitor.monitor_port, "monitor_port"),
    urlPath: optionalText(monitor.url_path, "url_path") || null,
  };
}

export function readLoadBalancer(loadBalancer: WireObject): ElbLoadBalancer {
  return {
    id: asText(loadBalancer.id, "id"),
    name: optionalText(loadBalancer.name, "name"),
    operatingStatus: optionalText(loadBalancer.operating_status, "operating_status"),
    provisioningStatus: optionalText(loadBalancer.provisioning_status, "provisioning_status"),
    vipAddress: optionalText(loadBalancer.vip_address, "vip_address") || null,
    vipSubnetId: optionalText(loadBalancer.vip_subnet_id, "vip_subnet_id") || null,
    tags: loadBalancer.tags == null ? null : asTexts(loadBalancer.tags, "tags"),
    createdAt: optionalText(loadBalancer.created_at, "created_at"),
  };
}

/** The ids in a list of references: [{ id }]. */
function idsOf(object: WireObject, field: string): string[] {
  return asObjects(object[field] ?? [], field).map((reference) => asText(reference.id, "id"));
}

import {
  asObject,
  asObjects,
  integerOf,
  optionalBoolean,
  optionalInteger,
  optionalText,
  textOf,
  textsOf,
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
  const protocol = textOf(listener, "protocol");
  const headers = asObject(listener.insert_headers ?? {}, "insert_headers");
  const isWeb = protocol === "HTTP" || protocol === "TERMINATED_HTTPS";
  const [loadBalancer] = asObjects(listener.loadbalancers, "loadbalancers");
  return {
    id: textOf(listener, "id"),
    name: optionalText(listener, "name"),
    description: optionalText(listener, "description"),
    protocol,
    port: integerOf(listener, "protocol_port"),
    loadBalancerId: textOf(asObject(loadBalancer, "loadbalancers[0]"), "id"),
    defaultPoolId: optionalText(listener, "default_pool_id") || null,
    connectionLimit: optionalInteger(listener, "connection_limit"),
    adminStateUp: optionalBoolean(listener, "admin_state_up"),
    http2Enabled: optionalBoolean(listener, "http2_enable"),
    certificateId: optionalText(listener, "default_tls_container_ref") || null,
    clientCaCertificateId: optionalText(listener, "client_ca_tls_container_ref") || null,
    sniCertificateIds: textsOf(listener, "sni_container_refs"),
    tlsPolicy: optionalText(listener, "tls_ciphers_policy") || null,
    // Some answers show an empty object, some only what was sent; what is missing has its default. Source: create
    // listener page, field insert_headers.
    forwardsElbIp: isWeb ? (optionalBoolean(headers, "X-Forwarded-ELB-IP") ?? false) : null,
    forwardsHost: isWeb ? (optionalBoolean(headers, "X-Forwarded-Host") ?? true) : null,
    idleSeconds: optionalInteger(listener, "keepalive_timeout"),
    clientSeconds: optionalInteger(listener, "client_timeout"),
    memberSeconds: optionalInteger(listener, "member_timeout"),
    tags: listener.tags == null ? null : textsOf(listener, "tags"),
    createdAt: optionalText(listener, "created_at"),
    updatedAt: optionalText(listener, "updated_at"),
  };
}

export function readPool(pool: WireObject): ElbPool {
  const { session_persistence: persistence } = pool;
  return {
    id: textOf(pool, "id"),
    name: optionalText(pool, "name"),
    description: optionalText(pool, "description"),
    protocol: textOf(pool, "protocol"),
    algorithm: textOf(pool, "lb_algorithm"),
    adminStateUp: optionalBoolean(pool, "admin_state_up"),
    sessionPersistence:
      persistence == null ? null : readSessionPersistence(asObject(persistence, "session_persistence")),
    memberIds: idsOf(pool, "members"),
    healthMonitorId: optionalText(pool, "healthmonitor_id") || null,
    listenerIds: idsOf(pool, "listeners"),
    loadBalancerIds: idsOf(pool, "loadbalancers"),
  };
}

function readSessionPersistence(persistence: WireObject): ElbSessionPersistence {
  return {
    type: textOf(persistence, "type"),
    cookieName: optionalText(persistence, "cookie_name") || null,
    timeoutMinutes: optionalInteger(persistence, "persistence_timeout"),
  };
}

export function readMember(member: WireObject): ElbMember {
  return {
    id: textOf(member, "id"),
    address: textOf(member, "address"),
    port: integerOf(member, "protocol_port"),
    subnetId: optionalText(member, "subnet_id") || null,
    weight: optionalInteger(member, "weight"),
    operatingStatus: optionalText(member, "operating_status"),
  };
}

export function readHealthMonitor(monitor: WireObject): ElbHealthMonitor {
  return {
    id: textOf(monitor, "id"),
    adminStateUp: optionalBoolean(monitor, "admin_state_up"),
    type: textOf(monitor, "type"),
    delaySeconds: optionalInteger(monitor, "delay"),
    timeoutSeconds: optionalInteger(monitor, "timeout"),
    maxRetries: optionalInteger(monitor, "max_retries"),
    maxRetriesDown: optionalInteger(monitor, "max_retries_down"),
    port: optionalInteger(monitor, "monitor_port"),
    urlPath: optionalText(monitor, "url_path") || null,
  };
}

export function readLoadBalancer(loadBalancer: WireObject): ElbLoadBalancer {
  return {
    id: textOf(loadBalancer, "id"),
    name: optionalText(loadBalancer, "name"),
    operatingStatus: optionalText(loadBalancer, "operating_status"),
    provisioningStatus: optionalText(loadBalancer, "provisioning_status"),
    vipAddress: optionalText(loadBalancer, "vip_address") || null,
    vipSubnetId: optionalText(loadBalancer, "vip_subnet_id") || null,
    tags: loadBalancer.tags == null ? null : textsOf(loadBalancer, "tags"),
    createdAt: optionalText(loadBalancer, "created_at"),
  };
}

/** The ids in a list of references: [{ id }]. */
function idsOf(object: WireObject, field: string): string[] {
  return asObjects(object[field] ?? [], field).map((reference) => textOf(reference, "id"));
}

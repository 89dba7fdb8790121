import {
  asBoolean,
  asIdentity,
  asInteger,
  asObject,
  asText,
  optionalBoolean,
  optionalInteger,
  optionalText,
  type WireObject,
} from "../../transport/wire.js";
import type {
  ClassicHealthcheck,
  ClassicJob,
  ClassicListener,
  ClassicLoadBalancer,
  ClassicMember,
} from "./wire-types.js";

export function readListener(value: unknown): ClassicListener {
  const listener = asObject(value, "listener");
  return {
    id: asText(listener.id, "id"),
    name: optionalText(listener.name, "name"),
    description: optionalText(listener.description, "description"),
    loadBalancerId: asText(listener.loadbalancer_id, "loadbalancer_id"),
    protocol: asText(listener.protocol, "protocol"),
    port: asInteger(listener.port, "port"),
    backendProtocol: optionalText(listener.backend_protocol, "backend_protocol"),
    backendPort: optionalInteger(listener.backend_port, "backend_port"),
    algorithm: optionalText(listener.lb_algorithm, "lb_algorithm"),
    sessionSticky: optionalBoolean(listener.session_sticky, "session_sticky") ?? false,
    cookieTimeoutMinutes: optionalInteger(listener.cookie_timeout, "cookie_timeout"),
    tcpTimeoutMinutes: optionalInteger(listener.tcp_timeout, "tcp_timeout"),
    udpTimeoutMinutes: optionalInteger(listener.udp_timeout, "udp_timeout"),
    tcpDraining: optionalBoolean(listener.tcp_draining, "tcp_draining"),
    tcpDrainingTimeoutMinutes: optionalInteger(listener.tcp_draining_timeout, "tcp_draining_timeout"),
    certificateId: optionalText(listener.certificate_id, "certificate_id") || null,
    sslProtocols: optionalText(listener.ssl_protocols, "ssl_protocols") || null,
    sslCiphers: optionalText(listener.ssl_ciphers, "ssl_ciphers") || null,
    status: asText(listener.status, "status"),
    adminStateUp: optionalBoolean(listener.admin_state_up, "admin_state_up"),
    memberNumber: optionalInteger(listener.member_number, "member_number"),
    healthcheckId: optionalText(listener.healthcheck_id, "healthcheck_id") || null,
    createTime: optionalText(listener.create_time, "create_time"),
    updateTime: optionalText(listener.update_time, "update_time"),
  };
}

export function readMember(member: WireObject): ClassicMember {
  return {
    id: asIdentity(member.id, "id"),
    serverId: asIdentity(member.server_id, "server_id"),
    // `address` is an address inside the load balancer's own network; people know the server by the other one.
    serverAddress: optionalText(member.server_address, "server_address") ?? asText(member.address, "address"),
    status: optionalText(member.status, "status"),
    healthStatus: optionalText(member.health_status, "health_status"),
  };
}

export function readHealthcheck(value: unknown): ClassicHealthcheck {
  const healthcheck = asObject(value, "health check");
  return {
    id: asText(healthcheck.id, "id"),
    protocol: optionalText(healthcheck.healthcheck_protocol, "healthcheck_protocol"),
    uri: optionalText(healthcheck.healthcheck_uri, "healthcheck_uri") || null,
    port: optionalInteger(healthcheck.healthcheck_connect_port, "healthcheck_connect_port"),
    healthyThreshold: optionalInteger(healthcheck.healthy_threshold, "healthy_threshold"),
    unhealthyThreshold: optionalInteger(healthcheck.unhealthy_threshold, "unhealthy_threshold"),
    timeoutSeconds: optionalInteger(healthcheck.healthcheck_timeout, "healthcheck_timeout"),
    intervalSeconds: optionalInteger(healthcheck.healthcheck_interval, "healthcheck_interval"),
  };
}

export function readLoadBalancer(loadBalancer: WireObject): ClassicLoadBalancer {
  return {
    id: asText(loadBalancer.id, "id"),
    name: optionalText(loadBalancer.name, "name"),
    type: optionalText(loadBalancer.type, "type"),
    status: asText(loadBalancer.status, "status"),
    adminState: readAdminState(loadBalancer),
    address: optionalText(loadBalancer.vip_address, "vip_address") || null,
    createTime: optionalText(loadBalancer.create_time, "create_time"),
  };
}

/** A number as documented, or the boolean that some replies have in its place. */
function readAdminState(loadBalancer: WireObject): number | null {
  if (typeof loadBalancer.admin_state_up === "boolean")
    return Number(asBoolean(loadBalancer.admin_state_up, "admin_state_up"));
  return optionalInteger(loadBalancer.admin_state_up, "admin_state_up");
}

export function readJobId(value: unknown): string {
  return asIdentity(asObject(value, "job reference").job_id, "job_id");
}

export function readJob(value: unknown): ClassicJob {
  const job = asObject(value, "job");
  return {
    id: asText(job.job_id, "job_id"),
    status: asText(job.status, "status"),
    // Failed jobs were seen with either pair of names.
    errorCode: optionalText(job.error_code, "error_code") ?? optionalText(job.code, "code"),
    failReason: optionalText(job.fail_reason, "fail_reason") ?? optionalText(job.message, "message"),
  };
}

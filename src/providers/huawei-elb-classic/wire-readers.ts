import {
  asObject,
  booleanOf,
  integerOf,
  optionalBoolean,
  optionalInteger,
  optionalText,
  textOf,
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
    id: textOf(listener, "id"),
    name: optionalText(listener, "name"),
    description: optionalText(listener, "description"),
    loadBalancerId: textOf(listener, "loadbalancer_id"),
    protocol: textOf(listener, "protocol"),
    port: integerOf(listener, "port"),
    backendProtocol: optionalText(listener, "backend_protocol"),
    backendPort: optionalInteger(listener, "backend_port"),
    algorithm: optionalText(listener, "lb_algorithm"),
    sessionSticky: optionalBoolean(listener, "session_sticky") ?? false,
    cookieTimeoutMinutes: optionalInteger(listener, "cookie_timeout"),
    tcpTimeoutMinutes: optionalInteger(listener, "tcp_timeout"),
    udpTimeoutMinutes: optionalInteger(listener, "udp_timeout"),
    tcpDraining: optionalBoolean(listener, "tcp_draining"),
    tcpDrainingTimeoutMinutes: optionalInteger(listener, "tcp_draining_timeout"),
    certificateId: optionalText(listener, "certificate_id") || null,
    sslProtocols: optionalText(listener, "ssl_protocols") || null,
    sslCiphers: optionalText(listener, "ssl_ciphers") || null,
    status: textOf(listener, "status"),
    adminStateUp: optionalBoolean(listener, "admin_state_up"),
    memberNumber: optionalInteger(listener, "member_number"),
    healthcheckId: optionalText(listener, "healthcheck_id") || null,
    createTime: optionalText(listener, "create_time"),
    updateTime: optionalText(listener, "update_time"),
  };
}

export function readMember(member: WireObject): ClassicMember {
  return {
    id: textOf(member, "id"),
    serverId: textOf(member, "server_id"),
    // `address` is an address inside the load balancer's own network; people know the server by the other one.
    serverAddress: optionalText(member, "server_address") ?? textOf(member, "address"),
    status: optionalText(member, "status"),
    healthStatus: optionalText(member, "health_status"),
  };
}

export function readHealthcheck(value: unknown): ClassicHealthcheck {
  const healthcheck = asObject(value, "health check");
  return {
    id: textOf(healthcheck, "id"),
    protocol: optionalText(healthcheck, "healthcheck_protocol"),
    uri: optionalText(healthcheck, "healthcheck_uri") || null,
    port: optionalInteger(healthcheck, "healthcheck_connect_port"),
    healthyThreshold: optionalInteger(healthcheck, "healthy_threshold"),
    unhealthyThreshold: optionalInteger(healthcheck, "unhealthy_threshold"),
    timeoutSeconds: optionalInteger(healthcheck, "healthcheck_timeout"),
    intervalSeconds: optionalInteger(healthcheck, "healthcheck_interval"),
  };
}

export function readLoadBalancer(loadBalancer: WireObject): ClassicLoadBalancer {
  return {
    id: textOf(loadBalancer, "id"),
    name: optionalText(loadBalancer, "name"),
    type: optionalText(loadBalancer, "type"),
    status: textOf(loadBalancer, "status"),
    adminState: readAdminState(loadBalancer),
    address: optionalText(loadBalancer, "vip_address") || null,
    createTime: optionalText(loadBalancer, "create_time"),
  };
}

/** A number as documented, or the boolean that some replies have in its place. */
function readAdminState(loadBalancer: WireObject): number | null {
  if (typeof loadBalancer.admin_state_up === "boolean") return Number(booleanOf(loadBalancer, "admin_state_up"));
  return optionalInteger(loadBalancer, "admin_state_up");
}

export function readJobId(value: unknown): string {
  return textOf(asObject(value, "job reference"), "job_id");
}

export function readJob(value: unknown): ClassicJob {
  const job = asObject(value, "job");
  return {
    id: textOf(job, "job_id"),
    status: textOf(job, "status"),
    // Failed jobs were seen with either pair of names.
    errorCode: optionalText(job, "error_code") ?? optionalText(job, "code"),
    failReason: optionalText(job, "fail_reason") ?? optionalText(job, "message"),
  };
}

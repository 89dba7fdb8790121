import {
  type Field,
  filled,
  flag,
  identity,
  integer,
  isNoReference,
  mapped,
  moment,
  needed,
  port,
  positive,
  type Read,
  reference,
  shape,
  text,
  unreadable,
} from "../../transport/shape.js";
import type { WireObject } from "../../transport/wire.js";

/** The cloud's answers, as far as they are used; times are UTC without a zone letter. */

/** A listener's position in lists, for readers that need no more of it. */
export const readListenerPlace = shape("listener", "id", {
  id: identity("id"),
  loadBalancerId: identity("loadbalancer_id"),
});

export const readListener = shape("listener", "id", {
  id: identity("id"),
  name: text("name"),
  description: text("description"),
  loadBalancerId: identity("loadbalancer_id"),
  protocol: text("protocol"),
  port: port("port"),
  backendProtocol: text("backend_protocol"),
  backendPort: port("backend_port"),
  algorithm: text("lb_algorithm"),
  sessionSticky: mapped(flag("session_sticky"), (value) => value ?? false),
  cookieTimeoutMinutes: positive("cookie_timeout"),
  tcpTimeoutMinutes: positive("tcp_timeout"),
  udpTimeoutMinutes: positive("udp_timeout"),
  tcpDraining: flag("tcp_draining"),
  tcpDrainingTimeoutMinutes: integer("tcp_draining_timeout"),
  certificateId: filled("certificate_id"),
  sslProtocols: filled("ssl_protocols"),
  sslCiphers: filled("ssl_ciphers"),
  status: text("status"),
  /** Whether the load balancer runs. */
  adminStateUp: flag("admin_state_up"),
  /** Answers to get and list have it, those to create and update do not. */
  memberNumber: integer("member_number"),
  healthcheckId: reference("healthcheck_id"),
  hasOddHealthcheck: isNoReference("healthcheck_id"),
  createTime: moment("create_time"),
  updateTime: moment("update_time"),
});

const readMemberFields = shape("member", "id", {
  /** The membership's id, which is not the server's. */
  id: identity("id"),
  serverId: identity("server_id"),
  /** The server's private address. */
  serverAddress: filled("server_address"),
  /** An address inside the load balancer's own network; people know the server by the other one. */
  ownAddress: filled("address"),
  status: text("status"),
  healthStatus: text("health_status"),
});

/** @throws ProblemError UNREADABLE, also for a member that has neither of the two addresses */
export function readMember(item: WireObject) {
  const member = readMemberFields(item);
  const address = member.serverAddress ?? member.ownAddress;
  if (address === null) throw unreadable("member", member.id, "server_address");
  return { ...member, address };
}

export const readHealthcheck = shape("health check", "id", {
  id: identity("id"),
  protocol: text("healthcheck_protocol"),
  uri: filled("healthcheck_uri"),
  port: port("healthcheck_connect_port"),
  healthyThreshold: positive("healthy_threshold"),
  unhealthyThreshold: positive("unhealthy_threshold"),
  timeoutSeconds: positive("healthcheck_timeout"),
  intervalSeconds: positive("healthcheck_interval"),
});

/** A number as documented, or the boolean that some replies have in its place: 0 stopped, 1 running, 2 frozen. */
const adminState: Field<number | null> = {
  from: "admin_state_up",
  read: (value) => (typeof value === "boolean" ? Number(value) : integer("admin_state_up").read(value)),
};

export const readLoadBalancer = shape("load balancer", "id", {
  id: identity("id"),
  name: text("name"),
  /** External or Internal. */
  type: text("type"),
  status: text("status"),
  adminState,
  address: filled("vip_address"),
  createTime: moment("create_time"),
});

export const readJobReference = shape("job", "job_id", { id: identity("job_id") });

const readJobFields = shape("job", "job_id", {
  id: identity("job_id"),
  /** INIT, RUNNING, SUCCESS or FAIL. */
  status: needed(text("status")),
  errorCode: filled("error_code"),
  code: filled("code"),
  failReason: filled("fail_reason"),
  message: filled("message"),
});

/** Failed jobs have been seen with either pair of names. */
export function readJob(item: WireObject) {
  const { id, status, errorCode, code, failReason, message } = readJobFields(item);
  return { id, status, errorCode: errorCode ?? code, failReason: failReason ?? message };
}

export type WireListener = Read<typeof readListener>;
export type WireMember = Read<typeof readMember>;
export type WireHealthcheck = Read<typeof readHealthcheck>;
export type WireLoadBalancer = Read<typeof readLoadBalancer>;
export type WireJob = Read<typeof readJob>;

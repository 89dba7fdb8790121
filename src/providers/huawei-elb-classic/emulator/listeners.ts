import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";
import type { Entry } from "../../../sandbox/store.js";
import { badRequest, Refused, timeText } from "./answers.js";
import type { Fields } from "./field-rules.js";
import { checkCreation, checkUpdate } from "./listener-checks.js";
import type { Request } from "./request.js";
import { listenerLife, type State, type StoredListener, statusOf } from "./state.js";

/** The fields that a list can be narrowed by, and how they read. Source: list listeners page. */
const FILTERS = [
  "id",
  "name",
  "description",
  "loadbalancer_id",
  "protocol",
  "port",
  "backend_protocol",
  "backend_port",
  "lb_algorithm",
  "sticky_session_type",
  "cookie_timeout",
  "tcp_timeout",
  "udp_timeout",
  "tcp_draining",
  "tcp_draining_timeout",
  "certificate_id",
  "ssl_protocols",
  "ssl_ciphers",
  "status",
  "healthcheck_id",
];

export function createListener(state: State, request: Request): SandboxResponse {
  const body = request.fields();
  checkCreation(body);
  const { listeners, loadBalancers, quotas } = state;
  const loadBalancer = loadBalancers.get(String(body.loadbalancer_id));
  if (!loadBalancer) throw badRequest("ELB.6040", "The load balancer of the listener does not exist.");
  if (body.protocol === "UDP" && loadBalancer.value.type === "Internal") {
    throw badRequest("ELB.6061", "A private network load balancer does not support UDP.");
  }
  refuseTakenPort(state, loadBalancer.id, body.port);
  if (listeners.count() >= quotas.listeners)
    throw new Refused(403, "ELB.6091", "The number of listeners has reached the quota.");
  const life = state.context.lifeCycles.start(listenerLife);
  const entry = listeners.insert(state.newId(), listenerFrom(body, timeText(state.now())), life);
  return { status: 200, body: showBriefly(state, entry) };
}

export function showListener(state: State, { id }: Request): SandboxResponse {
  return { status: 200, body: showWhole(state, found(state, id)) };
}

/** A bare array, without pages. */
export function listListeners(state: State, { query }: Request): SandboxResponse {
  for (const name of Object.keys(query)) {
    if (!FILTERS.includes(name)) throw badRequest("ELB.6003", `The filter ${name} is invalid.`);
  }
  const group = query.loadbalancer_id;
  const shown = state.listeners.list(group === undefined ? {} : { group }).map((entry) => showWhole(state, entry));
  const body = shown.filter((listener) =>
    Object.entries(query).every(([name, value]) => String(listener[name] ?? "") === value),
  );
  return { status: 200, body };
}

export function updateListener(state: State, request: Request): SandboxResponse {
  const entry = found(state, request.id);
  const body = request.fields();
  checkUpdate(body, entry.value);
  if (body.port !== undefined && body.port !== entry.value.port)
    refuseTakenPort(state, entry.value.loadbalancer_id, body.port);
  Object.assign(entry.value, body, { update_time: timeText(state.now()) });
  entry.life?.begin("update");
  return { status: 200, body: showBriefly(state, entry) };
}

/** The pages say nothing of members and health checks that are still there; they go with the listener here. */
export function deleteListener(state: State, { id }: Request): SandboxResponse {
  const entry = state.listeners.get(id);
  if (!entry) throw new Refused(503, "ELB.6002", "The listener does not exist.");
  for (const member of state.members.list({ group: id })) state.members.remove(member.id);
  if (entry.value.healthcheck_id !== null) state.healthchecks.remove(entry.value.healthcheck_id);
  state.listeners.remove(id);
  return { status: 204 };
}

/** What get and list show. */
export function showWhole(state: State, entry: Entry<StoredListener>): Record<string, unknown> {
  const { tcp_timeout, udp_timeout, healthcheck_id } = entry.value;
  return {
    ...showBriefly(state, entry),
    tcp_timeout,
    udp_timeout,
    member_number: state.members.count({ group: entry.id }),
    healthcheck_id,
  };
}

/** What create and update show. */
function showBriefly(state: State, { id, value, life }: Entry<StoredListener>): Record<string, unknown> {
  const {
    tcp_timeout: _tcp,
    udp_timeout: _udp,
    healthcheck_id: _check,
    certificate_id,
    ssl_protocols,
    ssl_ciphers,
    ...common
  } = value;
  return {
    id,
    ...common,
    ...(value.protocol === "HTTPS" ? { certificate_id, ssl_protocols, ssl_ciphers } : {}),
    status: statusOf({ id, value, life }),
    // A boolean on listeners, a number on load balancers.
    admin_state_up: state.loadBalancers.get(value.loadbalancer_id)?.value.admin_state_up === 1,
  };
}

function found(state: State, id: string): Entry<StoredListener> {
  const entry = state.listeners.get(id);
  // The pages of get and update give no code for this; clients expect a 404.
  if (!entry) throw new Refused(404, "ELB.6002", "The listener does not exist.");
  return entry;
}

function refuseTakenPort(state: State, loadBalancerId: string, port: unknown): void {
  const isTaken = state.listeners.count({ group: loadBalancerId, where: ({ value }) => value.port === port }) > 0;
  if (isTaken) throw badRequest("ELB.6101", "The listener port is already used on the load balancer.");
}

/** A creation's fields, checked before, with what the vendor fills in. */
function listenerFrom(body: Fields, time: string): StoredListener {
  const isHttps = body.protocol === "HTTPS";
  const isSticky = body.session_sticky === true;
  const given = <T>(name: string, otherwise: T): T =>
    body[name] === undefined || body[name] === null ? otherwise : (body[name] as T);
  return {
    name: given("name", ""),
    description: given("description", ""),
    loadbalancer_id: given("loadbalancer_id", ""),
    protocol: given("protocol", ""),
    port: given("port", 0),
    backend_protocol: given("backend_protocol", ""),
    backend_port: given("backend_port", 0),
    lb_algorithm: given("lb_algorithm", ""),
    session_sticky: isSticky,
    sticky_session_type: given("sticky_session_type", isSticky && body.protocol === "HTTP" ? "insert" : null),
    cookie_timeout: given("cookie_timeout", null),
    tcp_timeout: given("tcp_timeout", null),
    udp_timeout: given("udp_timeout", null),
    tcp_draining: given("tcp_draining", null),
    tcp_draining_timeout: given("tcp_draining_timeout", null),
    certificate_id: isHttps ? given("certificate_id", null) : null,
    ssl_protocols: isHttps ? given("ssl_protocols", "TLSv1.2") : null,
    ssl_ciphers: isHttps ? given("ssl_ciphers", "Default") : null,
    healthcheck_id: null,
    create_time: time,
    update_time: time,
  };
}

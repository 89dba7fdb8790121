import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";
import type { Entry } from "../../../sandbox/store.js";
import { badRequest, timeText } from "./answers.js";
import { checkInteger, checkOneOf, type Fields } from "./field-rules.js";
import type { Request } from "./request.js";
import type { State, StoredHealthcheck } from "./state.js";

/** Source: create health check page. */
const BOUNDS = {
  healthcheck_connect_port: 65_535,
  healthy_threshold: 10,
  unhealthy_threshold: 10,
  healthcheck_timeout: 50,
  healthcheck_interval: 50,
} as const;
const FIELDS = ["healthcheck_protocol", "healthcheck_uri", ...Object.keys(BOUNDS)];

export function createHealthcheck(state: State, request: Request): SandboxResponse {
  const { listener_id, ...body } = request.fields();
  if (typeof listener_id !== "string" || listener_id === "") throw badRequest("ELB.7000", "The listener id is empty.");
  const listener = state.listeners.get(listener_id);
  if (!listener) throw badRequest("ELB.7010", "The listener does not exist.");
  checkFields(body);
  if (listener.value.healthcheck_id !== null) throw badRequest("ELB.7001", "The listener has a health check already.");
  const isPrivate = state.loadBalancers.get(listener.value.loadbalancer_id)?.value.type === "Internal";
  if (isPrivate && body.healthcheck_protocol === "UDP")
    throw badRequest("ELB.7001", "A private network load balancer has no UDP checks.");
  const id = state.newId();
  const time = timeText(state.now());
  const protocol = String(body.healthcheck_protocol ?? listener.value.backend_protocol).toUpperCase();
  // The vendor documents no defaults; these are ours.
  const defaults: StoredHealthcheck = {
    listener_id,
    healthcheck_protocol: protocol,
    healthcheck_uri: protocol === "HTTP" ? "/" : null,
    healthcheck_connect_port: listener.value.backend_port,
    healthy_threshold: 3,
    unhealthy_threshold: 3,
    healthcheck_timeout: 10,
    healthcheck_interval: 5,
    create_time: time,
    update_time: time,
  };
  const entry = state.healthchecks.insert(id, { ...defaults, ...body });
  listener.value.healthcheck_id = id;
  return { status: 200, body: showOf(entry) };
}

export function showHealthcheck(state: State, { id }: Request): SandboxResponse {
  return { status: 200, body: showOf(found(state, id, "ELB.7014")) };
}

export function updateHealthcheck(state: State, request: Request): SandboxResponse {
  const entry = found(state, request.id, "ELB.7020");
  const body = request.fields();
  checkFields(body);
  Object.assign(entry.value, body, { update_time: timeText(state.now()) });
  return { status: 200, body: showOf(entry) };
}

export function deleteHealthcheck(state: State, { id }: Request): SandboxResponse {
  const { value } = found(state, id, "ELB.7020");
  const listener = state.listeners.get(value.listener_id);
  if (listener) listener.value.healthcheck_id = null;
  state.healthchecks.remove(id);
  return { status: 204 };
}

export function showOf({ id, value }: Entry<StoredHealthcheck>): object {
  return { id, ...value };
}

function found(state: State, id: string, code: string): Entry<StoredHealthcheck> {
  const entry = state.healthchecks.get(id);
  if (!entry) throw badRequest(code, "The health check does not exist.");
  return entry;
}

function checkFields(body: Fields): void {
  for (const name of Object.keys(body)) {
    if (!FIELDS.includes(name)) throw badRequest("ELB.7001", `The parameter ${name} is invalid.`);
  }
  const { healthcheck_protocol: protocol, healthcheck_uri: uri } = body;
  checkOneOf(
    typeof protocol === "string" ? protocol.toUpperCase() : protocol,
    ["HTTP", "TCP", "UDP"],
    "ELB.7001",
    "healthcheck_protocol",
  );
  if (uri !== undefined && uri !== null && !(typeof uri === "string" && /^\/[\w\-/.%?#&=]{0,79}$/.test(uri))) {
    throw badRequest("ELB.7001", "healthcheck_uri is invalid.");
  }
  for (const [name, most] of Object.entries(BOUNDS)) checkInteger(body[name], 1, most, "ELB.7001", name);
}

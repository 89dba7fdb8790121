import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";
import type { Entry } from "../../../sandbox/store.js";
import { created, done, invalid, Refused, shown } from "./answers.js";
import { checkFields, type FieldRules, integer, oneOf, required, text, yesOrNo } from "./field-rules.js";
import { listed } from "./lists.js";
import { change, checkOpen, found, insert, leave } from "./objects.js";
import type { Request } from "./request.js";
import { common, type State, type StoredHealthCheck } from "./state.js";

const WHAT = "health check";

const changeRules: FieldRules = {
  protocol: oneOf("TCP", "UDP"),
  port: integer(1, 65_535),
  interval: integer(1, 60),
  timeout: integer(1, 60),
  max_retries: integer(1, 10),
  enabled: yesOrNo,
};
/** All fields are mandatory here. Source: create health check page. */
const creationRules: FieldRules = {
  ...Object.fromEntries(Object.entries(changeRules).map(([name, rule]) => [name, required(rule)])),
  endpoint_group_id: required(text(36)),
};

export function showCheck(entry: Entry<StoredHealthCheck>) {
  const { endpoint_group_id, protocol, port, interval, timeout, max_retries, enabled } = entry.value;
  return { ...common(entry), endpoint_group_id, protocol, port, interval, timeout, max_retries, enabled };
}

function refuseSlow({ timeout, interval }: Pick<StoredHealthCheck, "timeout" | "interval">): void {
  if (timeout >= interval) throw invalid("The parameter timeout must be below interval.");
}

export function createCheck(state: State, request: Request): SandboxResponse {
  const fields = request.wrapped("health_check");
  checkFields(fields, creationRules);
  const asked = fields as unknown as Omit<StoredHealthCheck, "created_at" | "updated_at" | "frozen_info">;
  refuseSlow(asked);
  const group = found(state.groups, asked.endpoint_group_id, "endpoint group");
  checkOpen(group, "endpoint group");
  if (state.healthChecks.count({ group: group.id }) > 0) {
    throw new Refused(400, "GA.9104", "The endpoint group has a health check already.");
  }
  const entry = insert(state, state.healthChecks, { ...state.begun(), ...asked });
  return created({ health_check: showCheck(entry) });
}

export function listChecks(state: State, request: Request): SandboxResponse {
  const filters = ["id", "status", "endpoint_group_id"];
  const groupedBy = "endpoint_group_id";
  return listed(state.healthChecks, request, { many: "health_checks", filters, groupedBy, show: showCheck });
}

export function showOneCheck(state: State, { ids: [id = ""] }: Request): SandboxResponse {
  return shown({ health_check: showCheck(found(state.healthChecks, id, WHAT)) });
}

export function updateCheck(state: State, request: Request): SandboxResponse {
  const entry = found(state.healthChecks, request.ids[0] ?? "", WHAT);
  const fields = request.wrapped("health_check");
  checkFields(fields, changeRules);
  refuseSlow({ ...entry.value, ...(fields as Partial<StoredHealthCheck>) });
  checkOpen(entry, WHAT);
  change(state, entry, fields as Partial<StoredHealthCheck>);
  return shown({ health_check: showCheck(entry) });
}

export function deleteCheck(state: State, { ids: [id = ""] }: Request): SandboxResponse {
  const entry = found(state.healthChecks, id, WHAT);
  checkOpen(entry, WHAT, true);
  leave(state.healthChecks, entry);
  return done();
}

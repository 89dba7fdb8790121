import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";
import type { Entry } from "../../../sandbox/store.js";
import { created, done, inUse, Refused, shown } from "./answers.js";
import {
  checkFields,
  description,
  type FieldRule,
  type FieldRules,
  integer,
  isFields,
  name,
  required,
  text,
} from "./field-rules.js";
import { listed } from "./lists.js";
import { change, checkOpen, found, insert, leave } from "./objects.js";
import { REGIONS } from "./regions.js";
import type { Request } from "./request.js";
import { common, type State, type StoredGroup } from "./state.js";

const WHAT = "endpoint group";

const oneListener: FieldRule = {
  fits: (value) => Array.isArray(value) && value.length === 1 && isFields(value[0]) && typeof value[0].id === "string",
  what: "a list of exactly one listener",
};
const changeRules: FieldRules = { name, description, traffic_dial_percentage: integer(0, 100) };
const creationRules: FieldRules = {
  ...changeRules,
  name: required(name),
  region_id: required(text(64)),
  listeners: required(oneListener),
};

export function showGroup(entry: Entry<StoredGroup>) {
  const { name, description, traffic_dial_percentage, region_id, listener_id } = entry.value;
  const listeners = [{ id: listener_id }];
  return { ...common(entry), name, description, traffic_dial_percentage, region_id, listeners };
}

export function createGroup(state: State, request: Request): SandboxResponse {
  const fields = request.wrapped("endpoint_group");
  checkFields(fields, creationRules);
  const [{ id: listenerId }] = fields.listeners as [{ id: string }];
  checkOpen(found(state.listeners, listenerId, "listener"), "listener");
  const region = String(fields.region_id);
  if (!REGIONS.some(({ region_id }) => region_id === region)) {
    throw new Refused(400, "GA.9105", `The region ${region} is not supported.`);
  }
  if (state.groups.list({ group: listenerId }).some(({ value }) => value.region_id === region)) {
    throw new Refused(400, "GA.9104", `The listener has an endpoint group in ${region} already.`);
  }
  const entry = insert(state, state.groups, {
    ...state.begun(),
    name: String(fields.name),
    description: String(fields.description ?? ""),
    traffic_dial_percentage: Number(fields.traffic_dial_percentage ?? 100),
    region_id: region,
    listener_id: listenerId,
  });
  return created({ endpoint_group: showGroup(entry) });
}

export function listGroups(state: State, request: Request): SandboxResponse {
  const filters = ["id", "name", "status", "listener_id"];
  const groupedBy = "listener_id";
  return listed(state.groups, request, { many: "endpoint_groups", filters, groupedBy, show: showGroup });
}

export function showOneGroup(state: State, { ids: [id = ""] }: Request): SandboxResponse {
  return shown({ endpoint_group: showGroup(found(state.groups, id, WHAT)) });
}

export function updateGroup(state: State, request: Request): SandboxResponse {
  const entry = found(state.groups, request.ids[0] ?? "", WHAT);
  const fields = request.wrapped("endpoint_group");
  checkFields(fields, changeRules);
  checkOpen(entry, WHAT);
  change(state, entry, fields as Partial<StoredGroup>);
  return shown({ endpoint_group: showGroup(entry) });
}

export function deleteGroup(state: State, { ids: [id = ""] }: Request): SandboxResponse {
  const entry = found(state.groups, id, WHAT);
  checkOpen(entry, WHAT, true);
  if (state.endpoints.count({ group: id }) > 0) throw inUse(WHAT, "endpoints");
  if (state.healthChecks.count({ group: id }) > 0) throw inUse(WHAT, "a health check");
  leave(state.groups, entry);
  return done();
}

import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";
import type { Entry } from "../../../sandbox/store.js";
import { created, done, missing, overQuota, Refused, shown } from "./answers.js";
import { checkFields, type FieldRules, integer, oneOf, required, text } from "./field-rules.js";
import { listed } from "./lists.js";
import { change, checkOpen, found, insert, leave } from "./objects.js";
import { REGIONS } from "./regions.js";
import type { Request } from "./request.js";
import { common, type State, type StoredEndpoint, statusOf } from "./state.js";

/** Endpoints of one group. Source: quotas page. */
const QUOTA = 10;
const WHAT = "endpoint";
const GROUP = "endpoint group";

const changeRules: FieldRules = { weight: integer(0, 100) };
const creationRules: FieldRules = {
  ...changeRules,
  resource_id: required(text(255)),
  resource_type: required(oneOf("EIP", "ECS", "ELB", "CUSTOM_IP", "CUSTOM_DOMAIN_NAME", "CUSTOM_EIP")),
  ip_address: required(text(255)),
};

/** Checked endpoints read INITIAL until they and the check are set up. */
function healthOf(state: State, entry: Entry<StoredEndpoint>): string {
  const [check] = state.healthChecks.list({ group: entry.value.endpoint_group_id });
  if (!check?.value.enabled) return "NO_MONITOR";
  if (statusOf(entry) === "PENDING" || statusOf(check) === "PENDING") return "INITIAL";
  return entry.value.isDown ? "UNHEALTHY" : "HEALTHY";
}

export function showEndpoint(state: State, entry: Entry<StoredEndpoint>) {
  const { endpoint_group_id, resource_id, resource_type, ip_address, weight } = entry.value;
  const health_state = healthOf(state, entry);
  return { ...common(entry), endpoint_group_id, resource_id, resource_type, ip_address, weight, health_state };
}

export function createEndpoint(state: State, request: Request): SandboxResponse {
  const group = found(state.groups, request.ids[0] ?? "", GROUP);
  const fields = request.wrapped("endpoint");
  checkFields(fields, creationRules);
  checkOpen(group, GROUP);
  const type = String(fields.resource_type);
  const region = REGIONS.find(({ region_id }) => region_id === group.value.region_id);
  if (region && !region.supported_endpoint_types.includes(type)) {
    throw new Refused(400, "GA.9106", `Endpoints of type ${type} are not supported in ${region.region_id}.`);
  }
  const others = state.endpoints.list({ group: group.id });
  if (others.some(({ value }) => value.resource_id === fields.resource_id)) {
    throw new Refused(400, "GA.9110", "The resource is in the endpoint group already.");
  }
  if (others.length >= QUOTA) throw overQuota("endpoints");
  const entry = insert(state, state.endpoints, {
    ...state.begun(),
    endpoint_group_id: group.id,
    resource_id: String(fields.resource_id),
    resource_type: type,
    ip_address: String(fields.ip_address),
    weight: Number(fields.weight ?? 1),
    isDown: false,
  });
  return created({ endpoint: showEndpoint(state, entry) });
}

export function listEndpoints(state: State, request: Request): SandboxResponse {
  const { id: group } = found(state.groups, request.ids[0] ?? "", GROUP);
  const show = (entry: Entry<StoredEndpoint>) => showEndpoint(state, entry);
  return listed(state.endpoints, request, { many: "endpoints", filters: ["id", "status"], group, show });
}

export function showOneEndpoint(state: State, request: Request): SandboxResponse {
  return shown({ endpoint: showEndpoint(state, endpointIn(state, request)) });
}

export function updateEndpoint(state: State, request: Request): SandboxResponse {
  const entry = endpointIn(state, request);
  const fields = request.wrapped("endpoint");
  checkFields(fields, changeRules);
  checkOpen(entry, WHAT);
  change(state, entry, fields as Partial<StoredEndpoint>);
  return shown({ endpoint: showEndpoint(state, entry) });
}

export function deleteEndpoint(state: State, request: Request): SandboxResponse {
  const entry = endpointIn(state, request);
  checkOpen(entry, WHAT, true);
  leave(state.endpoints, entry);
  return done();
}

function endpointIn(state: State, { ids: [groupId = "", id = ""] }: Request): Entry<StoredEndpoint> {
  const entry = found(state.endpoints, id, WHAT);
  if (entry.value.endpoint_group_id !== groupId) throw missing(WHAT, id);
  return entry;
}

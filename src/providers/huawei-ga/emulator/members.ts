import type { Fields } from "../../../sandbox/fields.js";
import { Refused } from "../../../sandbox/refused.js";
import type { Entry } from "../../../sandbox/store.js";
import { missing, overQuota } from "./errors.js";
import { integer, text } from "./fields.js";
import { found, requireOpen, statusIn } from "./lookups.js";
import { ENDPOINT_TYPES, REGIONS } from "./regions.js";
import { gaResource } from "./resources.js";
import type { State, StoredEndpoint } from "./state.js";

/** Endpoints of one group. Source: quotas page. */
const QUOTA = 10;

const fields = {
  resource_id: { ...text(255), required: true, fixed: true },
  resource_type: { type: "text", oneOf: ENDPOINT_TYPES, required: true, fixed: true },
  ip_address: { ...text(255), required: true, fixed: true },
  weight: { ...integer(0, 100), otherwise: 1 },
} as const satisfies Fields;

const groupNamed = (state: State, id: string) => found(state.endpointGroups, "endpoint group", id);

/** The endpoints of endpoint groups. */
export const members = gaResource({
  path: "endpoint-groups/:/endpoints",
  named: ["Endpoint", "Endpoints"],
  one: "endpoint",
  many: "endpoints",
  fields,
  entries: (state) => state.endpoints,
  find(state, { ids: [groupId], id }) {
    const entry = found(state.endpoints, "endpoint", id);
    if (entry.value.endpoint_group_id !== groupId) throw missing("endpoint", id);
    return entry;
  },
  groupIn: (state, { id }) => groupNamed(state, id).id,
  filters: [],
  show(state, entry) {
    const { endpoint_group_id, resource_id, resource_type, ip_address, weight } = entry.value;
    return { endpoint_group_id, resource_id, resource_type, ip_address, weight, health_state: healthOf(state, entry) };
  },

  create(state, given, { id }) {
    const group = groupNamed(state, id);
    requireOpen(group, "endpoint group");
    const region = REGIONS.find(({ region_id }) => region_id === group.value.region_id);
    if (region && !region.supported_endpoint_types.includes(given.resource_type)) {
      const message = `Endpoints of type ${given.resource_type} are not supported in ${region.region_id}.`;
      throw new Refused(400, "GA.9106", message);
    }
    const others = state.endpoints.list({ group: id });
    if (others.some(({ value }) => value.resource_id === given.resource_id))
      throw new Refused(400, "GA.9110", "The resource is in the endpoint group already.");
    if (others.length >= QUOTA) throw overQuota("endpoints");
    return { ...given, endpoint_group_id: id, isDown: false };
  },
});

/** Checked endpoints are INITIAL until both they and the check are set up. */
function healthOf(state: State, entry: Entry<StoredEndpoint>): string {
  const [check] = state.healthChecks.list({ group: entry.value.endpoint_group_id });
  if (!check?.value.enabled) return "NO_MONITOR";
  if (statusIn(entry) === "PENDING" || statusIn(check) === "PENDING") return "INITIAL";
  return entry.value.isDown ? "UNHEALTHY" : "HEALTHY";
}

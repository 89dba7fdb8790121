import type { Fields } from "../../../sandbox/fields.js";
import { Refused } from "../../../sandbox/refused.js";
import { description, integer, name, reference, text } from "./fields.js";
import { found, requireOpen } from "./lookups.js";
import { REGIONS } from "./regions.js";
import { gaResource } from "./resources.js";

const fields = {
  name,
  description,
  traffic_dial_percentage: { ...integer(0, 100), otherwise: 100 },
  region_id: { ...text(64), required: true, fixed: true },
  listeners: {
    type: "list",
    of: { id: reference },
    least: 1,
    most: 1,
    is: "a list of exactly one listener",
    required: true,
    fixed: true,
  },
} as const satisfies Fields;

export const endpointGroups = gaResource({
  path: "endpoint-groups",
  named: ["EndpointGroup", "EndpointGroups"],
  one: "endpoint_group",
  many: "endpoint_groups",
  fields,
  entries: (state) => state.endpointGroups,
  groupFilter: "listener_id",
  filters: ["name", "listener_id"],
  show(_state, { value: { name, description, traffic_dial_percentage, region_id, listener_id } }) {
    return { name, description, traffic_dial_percentage, region_id, listeners: [{ id: listener_id }] };
  },

  create(state, { listeners, ...given }) {
    const { id: listener_id } = listeners[0]!;
    const { region_id: region } = given;
    requireOpen(found(state.listeners, "listener", listener_id), "listener");
    if (!REGIONS.some(({ region_id }) => region_id === region))
      throw new Refused(400, "GA.9105", `The region ${region} is not supported.`);
    if (state.endpointGroups.list({ group: listener_id }).some(({ value }) => value.region_id === region))
      throw new Refused(400, "GA.9104", `The listener has an endpoint group in ${region} already.`);
    return { ...given, listener_id };
  },

  userOf(state, group) {
    if (state.endpoints.count({ group }) > 0) return "endpoints";
    return state.healthChecks.count({ group }) > 0 ? "a health check" : null;
  },
});

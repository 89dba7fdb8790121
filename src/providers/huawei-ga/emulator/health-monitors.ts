import type { Fields } from "../../../sandbox/fields.js";
import { Refused } from "../../../sandbox/refused.js";
import { invalid } from "./errors.js";
import { integer, reference } from "./fields.js";
import { found, requireOpen } from "./lookups.js";
import { gaResource } from "./resources.js";
import type { StoredHealthCheck } from "./state.js";

/** All fields are mandatory. Source: create health check page. */
const fields = {
  endpoint_group_id: reference,
  protocol: { type: "text", oneOf: ["TCP", "UDP"], required: true },
  port: { ...integer(1, 65_535), required: true },
  interval: { ...integer(1, 60), required: true },
  timeout: { ...integer(1, 60), required: true },
  max_retries: { ...integer(1, 10), required: true },
  enabled: { type: "boolean", required: true },
} as const satisfies Fields;

/** The health checks of endpoint groups. */
export const healthMonitors = gaResource({
  path: "health-checks",
  named: ["HealthCheck", "HealthChecks"],
  one: "health_check",
  many: "health_checks",
  fields,
  entries: (state) => state.healthChecks,
  groupFilter: "endpoint_group_id",
  filters: ["endpoint_group_id"],
  show(_state, { value: { endpoint_group_id, protocol, port, interval, timeout, max_retries, enabled } }) {
    return { endpoint_group_id, protocol, port, interval, timeout, max_retries, enabled };
  },

  create(state, given) {
    requireTimely(given);
    const group = found(state.endpointGroups, "endpoint group", given.endpoint_group_id);
    requireOpen(group, "endpoint group");
    if (state.healthChecks.count({ group: group.id }) > 0)
      throw new Refused(400, "GA.9104", "The endpoint group has a health check already.");
    return given;
  },

  requireFit: (_state, { value }, changes) => requireTimely({ ...value, ...changes }),
});

function requireTimely({ timeout, interval }: Pick<StoredHealthCheck, "timeout" | "interval">): void {
  if (timeout >= interval) throw invalid("The parameter timeout must be below interval.");
}

import type { Noun } from "../../../sandbox/create-emulator.js";
import type { RpcOperation } from "../../../sandbox/rpc-emulator.js";
import type { Entry } from "../../../sandbox/store.js";
import { id, reads, requiredRegion } from "./fields.js";
import { acceleratorOf, groupsOf, listenerOf } from "./lookups.js";
import { type SandboxEndpoint, type SandboxGroup, type State, stateOf } from "./state.js";

/** Results of the health checks, which are part of endpoint groups. */
export const healthMonitors: Noun<State, RpcOperation<State>> = {
  operations: {
    GetHealthStatus: reads(
      { ...requiredRegion, AcceleratorId: id, ListenerId: id },
      (state, { AcceleratorId, ListenerId }) => {
        acceleratorOf(state, AcceleratorId);
        const listener = listenerOf(state, ListenerId, AcceleratorId);
        const checked = groupsOf(state, listener).filter(({ value }) => value.HealthCheckEnabled);
        const EndpointGroups = checked.map((group) => groupHealth(state, group));
        const overall = summary(EndpointGroups.map(({ HealthStatus }) => HealthStatus));
        return { ListenerId, HealthStatus: overall, EndpointGroups };
      },
    ),
  },
};

function endpointHealth(state: State, group: Entry<SandboxGroup>, { EndpointId }: SandboxEndpoint): string {
  if (stateOf(group) === "init") return "init";
  return state.down.has(EndpointId) ? "abnormal" : "normal";
}

function summary(health: readonly string[]): string {
  if (health.includes("init")) return "init";
  if (health.every((one) => one === "normal")) return "normal";
  return health.includes("normal") ? "partiallyAbnormal" : "abnormal";
}

function groupHealth(state: State, group: Entry<SandboxGroup>) {
  const { value } = group;
  const Endpoints = value.EndpointConfigurations.map((endpoint) => ({
    EndpointId: endpoint.EndpointId,
    Address: endpoint.SubAddress ?? endpoint.Endpoint,
    Port: value.HealthCheckPort,
    Type: endpoint.Type,
    HealthStatus: endpointHealth(state, group, endpoint),
  }));
  return {
    EndpointGroupId: group.id,
    EndpointGroupType: value.EndpointGroupType,
    HealthStatus: summary(Endpoints.map(({ HealthStatus }) => HealthStatus)),
    ForwardingRuleIds: [],
    Endpoints,
  };
}

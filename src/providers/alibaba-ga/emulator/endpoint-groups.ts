import type { Entry } from "../../../sandbox/store.js";
import { endpointsFor } from "./endpoint-checks.js";
import { overridesMustFit, regionMustExist, requestProtocolMustFit, typeMustFit } from "./group-checks.js";
import { acceleratorOf, groupOf, listenerOf, mustBeActive, mustBeSteady, pageOf } from "./lookups.js";
import {
  description,
  id,
  name,
  type Operation,
  optionalId,
  paging,
  reads,
  requiredRegion,
  writes,
} from "./operation.js";
import type { Fields } from "./parameters.js";
import { Refused, refuse } from "./refusal.js";
import { type SandboxGroup, type State, stateOf } from "./state.js";

const TYPES = ["Domain", "Ip", "IpTarget", "PublicIp", "ECS", "SLB", "ALB", "NLB", "ENI", "OSS"];
const port = { type: "integer", required: true, least: 1, most: 65_499 } as const;

/** Fields that both writes have. Source: CreateEndpointGroup and UpdateEndpointGroup pages. */
const writable = {
  EndpointGroupRegion: id,
  Name: name,
  Description: description,
  EndpointConfigurations: {
    type: "list",
    of: {
      Type: { type: "text", required: true, oneOf: TYPES },
      Endpoint: id,
      Weight: { type: "integer", required: true, least: 0, most: 255 },
      SubAddress: optionalId,
      EnableClientIPPreservation: { type: "boolean" },
      EnableProxyProtocol: { type: "boolean" },
      VpcId: optionalId,
      VSwitchIds: { type: "list", of: { type: "text" }, most: 2 },
    },
  },
  EndpointRequestProtocol: { type: "text", oneOf: ["HTTP", "HTTPS"] },
  EndpointProtocolVersion: { type: "text", oneOf: ["HTTP1.1", "HTTP2"] },
  EndpointIpVersion: { type: "text", oneOf: ["IPv4", "IPv6", "ProtocolAffinity"] },
  PortOverrides: { type: "list", of: { ListenerPort: port, EndpointPort: port } },
  TrafficPercentage: { type: "integer", least: 1, most: 100 },
  HealthCheckEnabled: { type: "boolean" },
  HealthCheckProtocol: { type: "text", oneOf: ["tcp", "http", "https"] },
  HealthCheckPort: { type: "integer", least: 1, most: 65_535 },
  HealthCheckPath: { type: "text" },
  HealthCheckHost: { type: "text" },
  HealthCheckIntervalSeconds: { type: "integer", least: 1, most: 50 },
  ThresholdCount: { type: "integer", least: 2, most: 10 },
} as const satisfies Fields;

export function showGroup(state: State, entry: Entry<SandboxGroup>) {
  const rules = state.rules.list({
    group: entry.value.ListenerId,
    where: ({ value }) => value.EndpointGroupId === entry.id,
  });
  return {
    EndpointGroupId: entry.id,
    ...entry.value,
    EndpointConfigurations: entry.value.EndpointConfigurations.map((endpoint) => ({
      ...endpoint,
      ProbeProtocol: entry.value.HealthCheckProtocol,
      ProbePort: entry.value.HealthCheckPort,
    })),
    State: stateOf(entry),
    EndpointGroupIpList: ["198.51.100.21", "198.51.100.22"],
    EndpointGroupUnconfirmedIpList: [],
    EndpointPrivateIpList: [],
    ForwardingRuleIds: rules.map(({ id: ruleId }) => ruleId),
    ServiceManaged: false,
  };
}

/** Only lists have the endpoints' ids, only this has the access log. Source: DescribeEndpointGroup page. */
function describeGroup(state: State, entry: Entry<SandboxGroup>) {
  const shown = showGroup(state, entry);
  const endpoints = shown.EndpointConfigurations.map(({ EndpointId: _onlyInLists, ...endpoint }) => endpoint);
  return { ...shown, EndpointConfigurations: endpoints, AccessLogSwitch: "off" };
}

function pathMustBeLegal(path: string | undefined): void {
  if (path !== undefined && !path.startsWith("/")) refuse("HealthCheckPath.Illegal");
}

/** A group on which a write may begin, and what is around it. */
function changeable(state: State, groupId: string, acceleratorId?: string) {
  const group = groupOf(state, groupId, acceleratorId);
  const accelerator = acceleratorOf(state, group.value.AcceleratorId);
  if (stateOf(group) !== "active") refuse("StateError.EndPointGroup");
  mustBeSteady(accelerator);
  return { group, accelerator, listener: listenerOf(state, group.value.ListenerId) };
}

function deleteGroups(state: State, ids: readonly string[], acceleratorId?: string): void {
  const found = [...new Set(ids)].map((groupId) => changeable(state, groupId, acceleratorId));
  for (const { group } of found) {
    const isUsed = state.rules.count({
      group: group.value.ListenerId,
      where: ({ value }) => value.EndpointGroupId === group.id,
    });
    if (isUsed > 0) refuse("Exist.ForwardingRule");
  }
  for (const { group, accelerator } of found) {
    group.life?.begin("delete");
    accelerator.life?.begin("update");
  }
}

export const endpointGroupOperations = {
  CreateEndpointGroup: writes(
    {
      ...requiredRegion,
      ...writable,
      AcceleratorId: id,
      ListenerId: id,
      EndpointGroupType: { type: "text", oneOf: ["default", "virtual"] },
    },
    (state, values) => {
      const accelerator = acceleratorOf(state, values.AcceleratorId);
      const listener = listenerOf(state, values.ListenerId, values.AcceleratorId);
      mustBeActive(listener);
      mustBeSteady(accelerator);
      const { Protocol, PortRanges } = listener.value;
      const type = values.EndpointGroupType ?? "default";
      regionMustExist(values.EndpointGroupRegion);
      typeMustFit(state, listener, type, values.EndpointGroupRegion);
      requestProtocolMustFit(Protocol, values.EndpointRequestProtocol, values.EndpointProtocolVersion);
      overridesMustFit(PortRanges, values.PortOverrides ?? []);
      pathMustBeLegal(values.HealthCheckPath);
      if (!values.EndpointConfigurations?.length) {
        throw new Refused("MissingEndpointConfigurations", "EndpointConfigurations is mandatory for this action.");
      }
      const isWeb = Protocol === "HTTP" || Protocol === "HTTPS";
      const EndpointGroupId = state.newId("epg");
      const group: SandboxGroup = {
        AcceleratorId: accelerator.id,
        ListenerId: listener.id,
        EndpointGroupRegion: values.EndpointGroupRegion,
        EndpointGroupType: type,
        Tags: [],
        Name: values.Name ?? "",
        Description: values.Description ?? "",
        TrafficPercentage: values.TrafficPercentage ?? 100,
        EndpointRequestProtocol: isWeb ? (values.EndpointRequestProtocol ?? "HTTP") : undefined,
        EndpointProtocolVersion: isWeb ? (values.EndpointProtocolVersion ?? "HTTP1.1") : undefined,
        EndpointIpVersion: values.EndpointIpVersion ?? "IPv4",
        HealthCheckEnabled: values.HealthCheckEnabled ?? false,
        HealthCheckProtocol: values.HealthCheckProtocol ?? "tcp",
        HealthCheckPort: values.HealthCheckPort ?? PortRanges[0]!.FromPort,
        HealthCheckPath: values.HealthCheckPath,
        HealthCheckHost: values.HealthCheckHost,
        HealthCheckIntervalSeconds: values.HealthCheckIntervalSeconds ?? 3,
        ThresholdCount: values.ThresholdCount ?? 3,
        EndpointConfigurations: endpointsFor(state, Protocol, values.EndpointConfigurations, []),
        PortOverrides: values.PortOverrides ?? [],
      };
      state.groups.insert(EndpointGroupId, group, state.childLife());
      accelerator.life?.begin("update");
      return { EndpointGroupId };
    },
  ),

  UpdateEndpointGroup: writes({ ...requiredRegion, ...writable, EndpointGroupId: id }, (state, values) => {
    const { group, accelerator, listener } = changeable(state, values.EndpointGroupId);
    const { RegionId: _region, EndpointGroupId: _id, EndpointGroupRegion, EndpointConfigurations, ...changes } = values;
    const { value } = group;
    if (EndpointGroupRegion !== value.EndpointGroupRegion) {
      throw new Refused("InvalidEndpointGroupRegion", "The specified EndpointGroupRegion is invalid.");
    }
    const { Protocol, PortRanges } = listener.value;
    const requestProtocol = changes.EndpointRequestProtocol ?? value.EndpointRequestProtocol;
    requestProtocolMustFit(Protocol, requestProtocol, changes.EndpointProtocolVersion);
    overridesMustFit(PortRanges, changes.PortOverrides ?? []);
    pathMustBeLegal(changes.HealthCheckPath);
    const named = Object.entries(changes).filter(([field, change]) => change !== undefined && field !== "ClientToken");
    const endpoints =
      EndpointConfigurations && endpointsFor(state, Protocol, EndpointConfigurations, value.EndpointConfigurations);
    Object.assign(value, Object.fromEntries(named), endpoints && { EndpointConfigurations: endpoints });
    group.life?.begin("update");
    accelerator.life?.begin("update");
    return {};
  }),

  /** Done at once; nothing else has to wait for it. */
  UpdateEndpointGroupAttribute: writes(
    { ...requiredRegion, EndpointGroupId: id, Name: name, Description: description },
    (state, { EndpointGroupId, Name, Description }) => {
      const { value } = groupOf(state, EndpointGroupId);
      value.Name = Name ?? value.Name;
      value.Description = Description ?? value.Description;
      return {};
    },
  ),

  DeleteEndpointGroup: writes(
    { EndpointGroupId: id, AcceleratorId: optionalId },
    (state, { EndpointGroupId, AcceleratorId }) => {
      deleteGroups(state, [EndpointGroupId], AcceleratorId);
      return {};
    },
  ),

  DeleteEndpointGroups: writes(
    { ...requiredRegion, EndpointGroupIds: { type: "list", of: { type: "text" }, required: true, most: 10 } },
    (state, { EndpointGroupIds }) => {
      deleteGroups(state, EndpointGroupIds);
      return {};
    },
  ),

  DescribeEndpointGroup: reads({ ...requiredRegion, EndpointGroupId: id }, (state, { EndpointGroupId }) =>
    describeGroup(state, groupOf(state, EndpointGroupId)),
  ),

  ListEndpointGroups: reads(
    {
      ...requiredRegion,
      ...paging,
      AcceleratorId: id,
      ListenerId: optionalId,
      EndpointGroupId: optionalId,
      EndpointGroupRegion: { type: "text" },
      EndpointGroupType: { type: "text", oneOf: ["default", "virtual"] },
    },
    (state, { AcceleratorId, RegionId: _region, PageNumber, PageSize, EndpointGroupId, ...wanted }) => {
      acceleratorOf(state, AcceleratorId);
      const conditions = Object.entries(wanted).filter(([, value]) => value !== undefined);
      const fits = (entry: Entry<SandboxGroup>) =>
        (EndpointGroupId === undefined || entry.id === EndpointGroupId) &&
        conditions.every(([field, value]) => entry.value[field as keyof typeof wanted] === value);
      const all = state.groups.list({ group: AcceleratorId, where: fits });
      const { items, paging } = pageOf(all, { PageNumber, PageSize });
      return { EndpointGroups: items.map((entry) => showGroup(state, entry)), ...paging };
    },
  ),
} satisfies Record<string, Operation>;

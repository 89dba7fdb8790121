import type { Noun } from "../../../sandbox/create-emulator.js";
import type { Fields } from "../../../sandbox/fields.js";
import { hexFor } from "../../../sandbox/made-ids.js";
import type { RpcOperation } from "../../../sandbox/rpc-emulator.js";
import type { Entry } from "../../../sandbox/store.js";
import { regionMustExist, settingsMustFit, typeMustFit } from "./endpoint-group-checks.js";
import { invalid, refuse } from "./errors.js";
import { between, description, flag, id, name, oneOf, paging, reads, requiredRegion, text, writes } from "./fields.js";
import { isWeb } from "./listener-checks.js";
import { acceleratorOf, groupOf, listenerOf, mustBeActive, mustBeSteady, pageOf } from "./lookups.js";
import { endpoint, endpointsFor } from "./members.js";
import { groupsOfRule, type SandboxGroup, type State, stateOf } from "./state.js";

const port = { ...between(1, 65_499), required: true } as const;

/** Fields that both writes have. Source: CreateEndpointGroup and UpdateEndpointGroup pages. */
const writable = {
  EndpointGroupRegion: id,
  Name: name,
  Description: description,
  EndpointConfigurations: { type: "list", of: endpoint },
  EndpointRequestProtocol: oneOf("HTTP", "HTTPS"),
  EndpointProtocolVersion: oneOf("HTTP1.1", "HTTP2"),
  EndpointIpVersion: oneOf("IPv4", "IPv6", "ProtocolAffinity"),
  PortOverrides: { type: "list", of: { ListenerPort: port, EndpointPort: port } },
  TrafficPercentage: between(1, 100),
  HealthCheckEnabled: { type: "boolean" },
  HealthCheckProtocol: oneOf("tcp", "http", "https"),
  HealthCheckPort: between(1, 65_535),
  HealthCheckPath: text,
  HealthCheckHost: text,
  HealthCheckIntervalSeconds: between(1, 50),
  ThresholdCount: between(2, 10),
} as const satisfies Fields;

const created = {
  ...requiredRegion,
  ...writable,
  AcceleratorId: id,
  ListenerId: id,
  EndpointGroupType: { ...oneOf("default", "virtual"), otherwise: "default" },
  Name: { ...name, otherwise: "" },
  Description: { ...description, otherwise: "" },
  EndpointConfigurations: { type: "list", of: endpoint, least: 1, required: true },
  EndpointIpVersion: { ...writable.EndpointIpVersion, otherwise: "IPv4" },
  PortOverrides: { ...writable.PortOverrides, otherwise: [] },
  TrafficPercentage: { ...writable.TrafficPercentage, otherwise: 100 },
  HealthCheckEnabled: flag,
  HealthCheckProtocol: { ...writable.HealthCheckProtocol, otherwise: "tcp" },
  HealthCheckIntervalSeconds: { ...writable.HealthCheckIntervalSeconds, otherwise: 3 },
  ThresholdCount: { ...writable.ThresholdCount, otherwise: 3 },
} as const satisfies Fields;

export const endpointGroups: Noun<State, RpcOperation<State>> = {
  shows: { endpointGroups: show },
  operations: {
    CreateEndpointGroup: writes(created, (state, { RegionId: _region, EndpointConfigurations, ...given }) => {
      const accelerator = acceleratorOf(state, given.AcceleratorId);
      const listener = listenerOf(state, given.ListenerId, given.AcceleratorId);
      mustBeActive(listener);
      mustBeSteady(accelerator);
      const { Protocol, PortRanges } = listener.value;
      regionMustExist(given.EndpointGroupRegion);
      typeMustFit(state, listener, given.EndpointGroupType, given.EndpointGroupRegion);
      settingsMustFit(listener.value, given);
      const EndpointGroupId = state.newId("epg");
      const group: SandboxGroup = {
        Tags: [],
        HealthCheckPort: PortRanges[0]!.FromPort,
        ...(isWeb(Protocol) ? { EndpointRequestProtocol: "HTTP", EndpointProtocolVersion: "HTTP1.1" } : {}),
        ...given,
        EndpointConfigurations: endpointsFor(state, Protocol, EndpointConfigurations, []),
      };
      state.groups.insert(EndpointGroupId, group, state.childLife());
      accelerator.life?.begin("update");
      return { EndpointGroupId };
    }),

    UpdateEndpointGroup: writes({ ...requiredRegion, ...writable, EndpointGroupId: id }, (state, values) => {
      const { group, accelerator, listener } = changeable(state, values.EndpointGroupId);
      const { RegionId: _region, EndpointGroupId: _id, EndpointConfigurations: endpoints, ...changes } = values;
      const { value } = group;
      if (changes.EndpointGroupRegion !== value.EndpointGroupRegion) throw invalid("EndpointGroupRegion");
      const { EndpointRequestProtocol } = value;
      settingsMustFit(listener.value, { EndpointRequestProtocol, ...changes });
      Object.assign(
        value,
        changes,
        endpoints && {
          EndpointConfigurations: endpointsFor(state, listener.value.Protocol, endpoints, value.EndpointConfigurations),
        },
      );
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
      { EndpointGroupId: id, AcceleratorId: text },
      (state, { EndpointGroupId, AcceleratorId }) => {
        deleteGroups(state, [EndpointGroupId], AcceleratorId);
        return {};
      },
    ),

    DeleteEndpointGroups: writes(
      { ...requiredRegion, EndpointGroupIds: { type: "list", of: text, required: true, most: 10 } } as const,
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
        ListenerId: text,
        EndpointGroupId: text,
        EndpointGroupRegion: text,
        EndpointGroupType: oneOf("default", "virtual"),
      },
      (state, { AcceleratorId, RegionId: _region, PageNumber, PageSize, EndpointGroupId, ...wanted }) => {
        acceleratorOf(state, AcceleratorId);
        const conditions = Object.entries(wanted).filter(([, value]) => value !== undefined);
        const fits = (entry: Entry<SandboxGroup>) =>
          (EndpointGroupId === undefined || entry.id === EndpointGroupId) &&
          conditions.every(([field, value]) => entry.value[field as keyof typeof wanted] === value);
        const all = state.groups.list({ group: AcceleratorId, where: fits });
        const { items, paging } = pageOf(all, { PageNumber, PageSize });
        return { EndpointGroups: items.map((entry) => show(state, entry)), ...paging };
      },
    ),
  },
};

function show(state: State, entry: Entry<SandboxGroup>) {
  const rules = state.rules.list({
    group: entry.value.ListenerId,
    where: ({ value }) => groupsOfRule(value).includes(entry.id),
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
    EndpointGroupIpList: [21, 22].map((host) => addressFor(entry.id, host)),
    EndpointGroupUnconfirmedIpList: [],
    EndpointPrivateIpList: [],
    ForwardingRuleIds: rules.map(({ id: ruleId }) => ruleId),
    ServiceManaged: false,
  };
}

/** Only lists have the endpoints' ids, only this has the access log. Source: DescribeEndpointGroup page. */
function describeGroup(state: State, entry: Entry<SandboxGroup>) {
  const shown = show(state, entry);
  const endpoints = shown.EndpointConfigurations.map(({ EndpointId: _onlyInLists, ...endpoint }) => endpoint);
  return { ...shown, EndpointConfigurations: endpoints, AccessLogSwitch: "off" };
}

/** Where the accelerator reaches a group's endpoints from. */
function addressFor(groupId: string, host: number): string {
  return `198.51.${Number.parseInt(hexFor(groupId).slice(0, 2), 16)}.${host}`;
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
      where: ({ value }) => groupsOfRule(value).includes(group.id),
    });
    if (isUsed > 0) refuse("Exist.ForwardingRule");
  }
  for (const { group, accelerator } of found) {
    group.life?.begin("delete");
    accelerator.life?.begin("update");
  }
}

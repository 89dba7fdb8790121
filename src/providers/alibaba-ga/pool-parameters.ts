import type { HealthMonitorInput } from "../../model/inputs-shared.js";
import type { CreatePoolInput, UpdatePoolInput } from "../../model/pool-inputs.js";
import { endpointParameters, memberParameters } from "./endpoints.js";
import type { AlibabaGaPortOverrideInput } from "./pool-settings.js";
import type { Parameters } from "./request-parameters.js";
import { poolSettingsIn } from "./settings-in.js";
import type { WireEndpointGroup, WireListener, WirePortOverride } from "./wire-types.js";

/** From the inputs' words to the cloud's. */

function healthCheck(monitor: HealthMonitorInput | null | undefined): Parameters {
  if (!monitor) return {};
  return {
    HealthCheckEnabled: monitor.enabled ?? undefined,
    HealthCheckProtocol: monitor.protocol ?? undefined,
    HealthCheckPort: monitor.port ?? undefined,
    HealthCheckPath: monitor.path ?? undefined,
    HealthCheckIntervalSeconds: monitor.intervalSeconds ?? undefined,
    // One number for both directions; rules see to it that the two agree.
    ThresholdCount: monitor.healthyThreshold ?? monitor.unhealthyThreshold ?? undefined,
  };
}

const overridesOf = (overrides: readonly AlibabaGaPortOverrideInput[] | null | undefined) =>
  overrides?.map(({ listenerPort, endpointPort }) => ({ ListenerPort: listenerPort, EndpointPort: endpointPort }));

function commonParameters(input: CreatePoolInput | UpdatePoolInput): Parameters {
  const settings = poolSettingsIn(input);
  return {
    Name: input.name ?? undefined,
    Description: input.description ?? undefined,
    TrafficPercentage: input.trafficPercentage ?? undefined,
    EndpointRequestProtocol: settings.endpointRequestProtocol ?? undefined,
    EndpointProtocolVersion: settings.endpointProtocolVersion ?? undefined,
    EndpointIpVersion: settings.endpointIpVersion ?? undefined,
    HealthCheckHost: settings.healthCheckHost ?? undefined,
    PortOverrides: overridesOf(settings.portOverrides),
    ...healthCheck(input.healthMonitor),
  };
}

export function createPoolParameters({ AcceleratorId, ListenerId }: WireListener, input: CreatePoolInput): Parameters {
  const settings = poolSettingsIn(input);
  const common = commonParameters(input);
  return {
    AcceleratorId,
    ListenerId,
    EndpointGroupRegion: input.region ?? undefined,
    EndpointGroupType: settings.endpointGroupType ?? undefined,
    ...common,
    EndpointRequestProtocol: common.EndpointRequestProtocol ?? input.protocol ?? undefined,
    HealthCheckEnabled: input.healthMonitor ? (input.healthMonitor.enabled ?? true) : undefined,
    EndpointConfigurations: memberParameters(input.members ?? [], null, settings),
  };
}

const sentBack = ({ ListenerPort, EndpointPort }: WirePortOverride): Parameters => ({ ListenerPort, EndpointPort });

/** The cloud wants the region again, and replaces its lists whole, as the vendor's Terraform provider sends them. */
function identity(group: WireEndpointGroup): Parameters {
  return {
    EndpointGroupId: group.EndpointGroupId,
    EndpointGroupRegion: group.EndpointGroupRegion,
    PortOverrides: group.PortOverrides.map(sentBack),
  };
}

export function updatePoolParameters(group: WireEndpointGroup, input: UpdatePoolInput): Parameters {
  const { PortOverrides, ...common } = commonParameters(input);
  const flags = poolSettingsIn(input);
  return {
    ...identity(group),
    ...common,
    ...(PortOverrides ? { PortOverrides } : {}),
    EndpointConfigurations: group.EndpointConfigurations.map((endpoint) => endpointParameters(endpoint, flags)),
  };
}

export function setMembersParameters(group: WireEndpointGroup, endpoints: readonly Parameters[]): Parameters {
  return { ...identity(group), EndpointConfigurations: endpoints };
}

/** Name and description alone, when that is all that an input changes; null when it changes more. */
export function attributesOnly(input: UpdatePoolInput): Parameters | null {
  const { name, description } = input;
  const others = [
    input.algorithm,
    input.sessionPersistence,
    input.healthMonitor,
    input.trafficPercentage,
    input.settings,
  ];
  if (others.some((value) => value != null)) return null;
  return { Name: name ?? undefined, Description: description ?? undefined };
}

import { portsOf } from "../../model/generic-rules.js";
import type { HealthMonitorInput, PoolMemberInput, PortRangeInput } from "../../model/inputs-shared.js";
import type { CreateListenerInput, UpdateListenerInput } from "../../model/listener-inputs.js";
import type { CreatePoolInput, UpdatePoolInput } from "../../model/pool-inputs.js";
import type { GivenSettings } from "../../model/settings-table.js";
import { isObject, unreadable } from "../../transport/shape.js";
import type { WireObject } from "../../transport/wire.js";
import { holdsAll } from "../kit/create-once.js";
import type { Parameters } from "./client.js";
import { listenerProtocolOf } from "./mapping.js";
import { membersAsTheyAre, membersRequest } from "./members.js";
import { listenerSettings, poolSettings, type portOverrides } from "./settings.js";
import { policyIn } from "./tls.js";
import { readPortOverride, type WireListener, type WirePool } from "./wire.js";

/** From the inputs' terms to the cloud's. */

type Settings = GivenSettings<typeof listenerSettings>;
type PortOverride = GivenSettings<typeof portOverrides>;

const HEADERS = {
  XForwardedForGaIdEnabled: "xForwardedForGaIdEnabled",
  XForwardedForGaApEnabled: "xForwardedForGaApEnabled",
  XForwardedForProtoEnabled: "xForwardedForProtoEnabled",
  XForwardedForPortEnabled: "xForwardedForPortEnabled",
  XRealIpEnabled: "xRealIpEnabled",
} as const satisfies Record<string, keyof Settings>;

/**
 * All flags once one is named, including those that this graph does not know: whether the cloud keeps the others when
 * it receives only some is not documented.
 */
function forwardedHeaders(settings: Settings, current: WireListener | null): Parameters | undefined {
  const named = Object.entries(HEADERS);
  if (named.every(([, field]) => settings[field] == null)) return undefined;
  const kept = Object.entries(current?.forwardedHeaders ?? {}).filter(([, value]) => value !== null && value !== "");
  return {
    ...Object.fromEntries(named.map(([name]) => [name, false])),
    ...Object.fromEntries(kept.map(([name, value]) => [name, String(value)])),
    ...Object.fromEntries(named.map(([name, field]) => [name, settings[field]]).filter(([, value]) => value != null)),
  };
}

/** Null counts as omitted everywhere: the cloud cannot clear a listener's values. */
function commonFields(input: CreateListenerInput | UpdateListenerInput, current: WireListener | null): Parameters {
  const { name, description, clientAffinity, tls, timeouts } = input;
  const settings = listenerSettings.in(input);
  return {
    Name: name ?? undefined,
    Description: description ?? undefined,
    ClientAffinity: clientAffinity ?? undefined,
    Certificates: tls?.certificateIds?.map((Id) => ({ Id })),
    SecurityPolicyId: policyIn(tls, settings),
    HttpVersion: settings.httpVersion ?? undefined,
    ProxyProtocol: settings.proxyProtocol ?? undefined,
    IdleTimeout: timeouts?.idleSeconds ?? undefined,
    RequestTimeout: timeouts?.requestSeconds ?? undefined,
    XForwardedForConfig: forwardedHeaders(settings, current),
  };
}

function portRanges(ranges: readonly PortRangeInput[]): Parameters[] {
  return ranges.map(portsOf).map(({ fromPort, toPort }) => ({ FromPort: fromPort, ToPort: toPort }));
}

export function createListenerRequest(acceleratorId: string, input: CreateListenerInput): Parameters {
  return {
    AcceleratorId: acceleratorId,
    Protocol: input.protocol,
    PortRanges: portRanges(input.portRanges),
    ...commonFields(input, null),
  };
}

/**
 * The UpdateListener page differs from the vendor's current SDK, and takes precedence here: it requires the ports in
 * every call, says that without ClientAffinity clients are not kept, gives ProxyProtocol the default false, and
 * requires HTTPS listeners to name their certificates. So a value only persists because it is sent again, including
 * BackendPorts, of which the page says nothing.
 *
 * @throws ProblemError UNREADABLE when something that has to be sent again cannot be read
 */
export function updateListenerRequest(current: WireListener, input: UpdateListenerInput): Parameters {
  const { backendPort } = listenerSettings.in(input);
  const changes = commonFields(input, current);
  const before = listenerProtocolOf(current);
  const protocol = input.protocol ?? before;
  return {
    ListenerId: current.id,
    ...changes,
    Protocol: protocol === before ? undefined : protocol,
    PortRanges: input.portRanges
      ? portRanges(input.portRanges)
      : current.portRanges.map(({ fromPort, toPort }) => ({ FromPort: fromPort, ToPort: toPort })),
    ClientAffinity: changes.ClientAffinity ?? keptAffinity(current),
    ProxyProtocol: changes.ProxyProtocol ?? (current.proxyProtocol && protocol === before ? true : undefined),
    Certificates: changes.Certificates ?? (protocol === "HTTPS" ? keptCertificates(current) : undefined),
    BackendPorts:
      backendPort == null ? keptBackendPorts(current, protocol) : [{ FromPort: backendPort, ToPort: backendPort }],
  };
}

const keptAffinity = ({ clientAffinity }: WireListener): string | undefined =>
  clientAffinity === null || clientAffinity.toUpperCase() === "NONE" ? undefined : clientAffinity;

function keptBackendPorts({ backendPorts }: WireListener, protocol: string): Parameters[] | undefined {
  if (protocol !== "HTTPS" || backendPorts.length === 0) return undefined;
  return backendPorts.map(({ fromPort, toPort }) => ({ FromPort: fromPort, ToPort: toPort }));
}

function keptCertificates(current: WireListener): Parameters[] | undefined {
  if (current.certificateIds.length === 0) return undefined;
  return current.certificateIds.map((Id) => {
    if (Id === null) throw unreadable("listener", current.id, "Certificates");
    return { Id };
  });
}

function healthCheck(monitor: HealthMonitorInput | null | undefined): Parameters {
  if (!monitor) return {};
  return {
    HealthCheckEnabled: monitor.enabled ?? undefined,
    HealthCheckProtocol: monitor.protocol ?? undefined,
    HealthCheckPort: monitor.port ?? undefined,
    HealthCheckPath: monitor.path ?? undefined,
    HealthCheckIntervalSeconds: monitor.intervalSeconds ?? undefined,
    // One number for both directions; rules ensure that the two agree.
    ThresholdCount: monitor.healthyThreshold ?? monitor.unhealthyThreshold ?? undefined,
  };
}

const overridesOf = (overrides: readonly PortOverride[] | null | undefined) =>
  overrides?.map(({ listenerPort, endpointPort }) => ({ ListenerPort: listenerPort, EndpointPort: endpointPort }));

function commonPoolFields(input: CreatePoolInput | UpdatePoolInput): Parameters {
  const settings = poolSettings.in(input);
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

export function createPoolRequest(listener: WireListener, input: CreatePoolInput): Parameters {
  const settings = poolSettings.in(input);
  const common = commonPoolFields(input);
  return {
    AcceleratorId: listener.acceleratorId,
    ListenerId: listener.id,
    EndpointGroupRegion: input.region ?? undefined,
    EndpointGroupType: settings.endpointGroupType ?? undefined,
    ...common,
    EndpointRequestProtocol: common.EndpointRequestProtocol ?? input.protocol ?? undefined,
    HealthCheckEnabled: input.healthMonitor ? (input.healthMonitor.enabled ?? true) : undefined,
    EndpointConfigurations: membersRequest(input.members ?? [], null, settings),
  };
}

/** The cloud requires the region again, and replaces its lists whole, as the vendor's Terraform provider sends them. */
function identity({ id, region, portOverrides }: WirePool): Parameters {
  if (portOverrides === null) throw unreadable("endpoint group", id, "PortOverrides");
  return {
    EndpointGroupId: id,
    EndpointGroupRegion: region ?? undefined,
    PortOverrides: overridesOf(portOverrides.map(readPortOverride)),
  };
}

/** @throws ProblemError UNREADABLE when something that has to be sent again cannot be read */
export function updatePoolRequest(current: WirePool, input: UpdatePoolInput): Parameters {
  const { PortOverrides, ...common } = commonPoolFields(input);
  return {
    ...identity(current),
    ...common,
    ...(PortOverrides ? { PortOverrides } : {}),
    EndpointConfigurations: membersAsTheyAre(current, poolSettings.in(input)),
  };
}

/**
 * Null when the group has exactly these endpoints.
 * @throws ProblemError UNREADABLE when something that has to be sent again cannot be read
 */
export function setPoolMembersRequest(current: WirePool, members: readonly PoolMemberInput[]): Parameters | null {
  const EndpointConfigurations = membersRequest(members, current);
  if (holdsAll(EndpointConfigurations, membersAsTheyAre(current))) return null;
  return { ...identity(current), EndpointConfigurations };
}

/** Name and description, if an input changes only those; null when it changes more. */
export function attributesRequest(current: WirePool, input: UpdatePoolInput): Parameters | null {
  const { name, description } = input;
  const others = [
    input.algorithm,
    input.sessionPersistence,
    input.healthMonitor,
    input.trafficPercentage,
    input.settings,
  ];
  if (others.some((value) => value != null)) return null;
  return { EndpointGroupId: current.id, Name: name ?? undefined, Description: description ?? undefined };
}

const RULE_FIELDS = ["Priority", "ForwardingRuleName", "RuleDirection", "RuleConditions", "RuleActions"];

/** A listed forwarding rule, in the form for creating it again. */
export const forwardingRuleAgainRequest = (shown: WireObject): Parameters =>
  Object.fromEntries(RULE_FIELDS.map((field) => [field, sendable(shown[field])]));

/** An answer in a form that can be sent: without nulls. */
function sendable(value: unknown): Parameters[string] {
  if (Array.isArray(value)) return value.map(sendable);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, sendable(one)]));
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : undefined;
}

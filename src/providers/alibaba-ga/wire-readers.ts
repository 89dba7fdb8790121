import type { ListenerProtocol } from "../../model/enums.js";
import { ProblemError } from "../../model/problem-error.js";
import {
  asBoolean,
  asInteger,
  asObject,
  asObjects,
  asText,
  asTexts,
  optionalBoolean,
  optionalInteger,
  optionalLongInteger,
  optionalText,
  type WireObject,
} from "../../transport/wire.js";
import type {
  WireAccelerator,
  WireEndpoint,
  WireEndpointGroup,
  WireEndpointHealth,
  WireForwardedHeaders,
  WireListener,
  WirePorts,
} from "./wire-types.js";

/** Below this a time is in seconds. As milliseconds it would be a day of 1973, long before the cloud. */
const LEAST_MILLISECONDS = 100_000_000_000;

/**
 * CreateTime in milliseconds. The cloud writes it as a text in DescribeListener and as a number elsewhere, and its
 * samples have seconds beside milliseconds. Source: DescribeListener, ListListeners and ListAccelerators pages.
 */
function createTimeIn(object: WireObject): number | null {
  const time = optionalLongInteger(object.CreateTime, "CreateTime");
  return time !== null && time < LEAST_MILLISECONDS ? time * 1000 : time;
}

/** An empty text is as good as none. */
const filledText = (value: unknown, where: string): string | null => optionalText(value, where) || null;
const objectsIn = (value: unknown, where: string) => asObjects(value ?? [], where);

/** Upper case in current answers, lower case in older samples; left out it is tcp. Source: DescribeListener page. */
function protocolIn(object: WireObject): ListenerProtocol {
  const protocol = (filledText(object.Protocol, "Protocol") ?? "TCP").toUpperCase();
  if (protocol === "TCP" || protocol === "UDP" || protocol === "HTTP" || protocol === "HTTPS") return protocol;
  const message = `The cloud's answer is malformed: ${protocol} is no protocol of a listener.`;
  throw new ProblemError({ code: "PROVIDER_UNAVAILABLE", message, retry: "transient" });
}

/** Ports are numbers in PortRanges and texts in BackendPorts. */
const portsIn = (object: WireObject): WirePorts => ({
  FromPort: asInteger(object.FromPort, "FromPort"),
  ToPort: asInteger(object.ToPort, "ToPort"),
});

function forwardedHeadersIn(object: WireObject): WireForwardedHeaders | null {
  if (object.XForwardedForConfig == null) return null;
  const config = asObject(object.XForwardedForConfig, "XForwardedForConfig");
  const flag = (field: keyof WireForwardedHeaders) => optionalBoolean(config[field], field) ?? false;
  return {
    XForwardedForGaIdEnabled: flag("XForwardedForGaIdEnabled"),
    XForwardedForGaApEnabled: flag("XForwardedForGaApEnabled"),
    XForwardedForProtoEnabled: flag("XForwardedForProtoEnabled"),
    XForwardedForPortEnabled: flag("XForwardedForPortEnabled"),
    XRealIpEnabled: flag("XRealIpEnabled"),
  };
}

export function wireAccelerator(object: WireObject): WireAccelerator {
  return {
    AcceleratorId: asText(object.AcceleratorId, "AcceleratorId"),
    Name: filledText(object.Name, "Name"),
    State: asText(object.State, "State"),
    DnsName: filledText(object.DnsName, "DnsName"),
    SecondDnsName: filledText(object.SecondDnsName, "SecondDnsName"),
    CreateTime: createTimeIn(object),
    Tags: objectsIn(object.Tags, "Tags").map((tag) => ({
      Key: asText(tag.Key, "Key"),
      Value: optionalText(tag.Value, "Value") ?? "",
    })),
  };
}

export function wireListener(object: WireObject): WireListener {
  return {
    ListenerId: asText(object.ListenerId, "ListenerId"),
    AcceleratorId: asText(object.AcceleratorId, "AcceleratorId"),
    Name: filledText(object.Name, "Name"),
    Description: filledText(object.Description, "Description"),
    Protocol: protocolIn(object),
    PortRanges: objectsIn(object.PortRanges, "PortRanges").map(portsIn),
    BackendPorts: objectsIn(object.BackendPorts, "BackendPorts").map(portsIn),
    CertificateIds: objectsIn(object.Certificates, "Certificates").map((certificate) => asText(certificate.Id, "Id")),
    ClientAffinity: filledText(object.ClientAffinity, "ClientAffinity"),
    State: asText(object.State, "State"),
    CreateTime: createTimeIn(object),
    Type: filledText(object.Type, "Type"),
    ProxyProtocol: optionalBoolean(object.ProxyProtocol, "ProxyProtocol"),
    SecurityPolicyId: filledText(object.SecurityPolicyId, "SecurityPolicyId"),
    HttpVersion: filledText(object.HttpVersion, "HttpVersion"),
    IdleTimeout: optionalInteger(object.IdleTimeout, "IdleTimeout"),
    RequestTimeout: optionalInteger(object.RequestTimeout, "RequestTimeout"),
    XForwardedForConfig: forwardedHeadersIn(object),
    ServiceManaged: optionalBoolean(object.ServiceManaged, "ServiceManaged"),
    ServiceId: filledText(object.ServiceId, "ServiceId"),
  };
}

function wireEndpoint(object: WireObject): WireEndpoint {
  return {
    EndpointId: filledText(object.EndpointId, "EndpointId"),
    Type: asText(object.Type, "Type"),
    Endpoint: asText(object.Endpoint, "Endpoint"),
    SubAddress: filledText(object.SubAddress, "SubAddress"),
    Weight: asInteger(object.Weight, "Weight"),
    EnableClientIPPreservation:
      optionalBoolean(object.EnableClientIPPreservation, "EnableClientIPPreservation") ?? false,
    EnableProxyProtocol: optionalBoolean(object.EnableProxyProtocol, "EnableProxyProtocol") ?? false,
    VpcId: filledText(object.VpcId, "VpcId"),
    VSwitchIds: asTexts(object.VSwitchIds, "VSwitchIds"),
  };
}

export function wireEndpointGroup(object: WireObject): WireEndpointGroup {
  return {
    EndpointGroupId: asText(object.EndpointGroupId, "EndpointGroupId"),
    AcceleratorId: asText(object.AcceleratorId, "AcceleratorId"),
    ListenerId: asText(object.ListenerId, "ListenerId"),
    Name: filledText(object.Name, "Name"),
    Description: filledText(object.Description, "Description"),
    State: asText(object.State, "State"),
    EndpointGroupRegion: asText(object.EndpointGroupRegion, "EndpointGroupRegion"),
    EndpointGroupType: filledText(object.EndpointGroupType, "EndpointGroupType"),
    TrafficPercentage: optionalInteger(object.TrafficPercentage, "TrafficPercentage"),
    EndpointRequestProtocol: filledText(object.EndpointRequestProtocol, "EndpointRequestProtocol"),
    EndpointProtocolVersion: filledText(object.EndpointProtocolVersion, "EndpointProtocolVersion"),
    EndpointIpVersion: filledText(object.EndpointIpVersion, "EndpointIpVersion"),
    HealthCheckEnabled: asBoolean(object.HealthCheckEnabled, "HealthCheckEnabled"),
    HealthCheckProtocol: filledText(object.HealthCheckProtocol, "HealthCheckProtocol"),
    HealthCheckPort: optionalInteger(object.HealthCheckPort, "HealthCheckPort"),
    HealthCheckPath: filledText(object.HealthCheckPath, "HealthCheckPath"),
    HealthCheckHost: filledText(object.HealthCheckHost, "HealthCheckHost"),
    HealthCheckIntervalSeconds: optionalInteger(object.HealthCheckIntervalSeconds, "HealthCheckIntervalSeconds"),
    ThresholdCount: optionalInteger(object.ThresholdCount, "ThresholdCount"),
    EndpointConfigurations: objectsIn(object.EndpointConfigurations, "EndpointConfigurations").map(wireEndpoint),
    PortOverrides: objectsIn(object.PortOverrides, "PortOverrides").map((override) => ({
      ListenerPort: asInteger(override.ListenerPort, "ListenerPort"),
      EndpointPort: asInteger(override.EndpointPort, "EndpointPort"),
    })),
    ForwardingRuleIds: asTexts(object.ForwardingRuleIds, "ForwardingRuleIds"),
    EndpointGroupIpList: asTexts(object.EndpointGroupIpList, "EndpointGroupIpList"),
  };
}

/** The endpoints of all groups in an answer of GetHealthStatus. */
export function wireHealth(object: WireObject): WireEndpointHealth[] {
  return objectsIn(object.EndpointGroups, "EndpointGroups").flatMap((group) => {
    const EndpointGroupId = asText(group.EndpointGroupId, "EndpointGroupId");
    return objectsIn(group.Endpoints, "Endpoints").map((endpoint) => ({
      EndpointGroupId,
      EndpointId: filledText(endpoint.EndpointId, "EndpointId"),
      Address: filledText(endpoint.Address, "Address"),
      HealthStatus: filledText(endpoint.HealthStatus, "HealthStatus"),
    }));
  });
}

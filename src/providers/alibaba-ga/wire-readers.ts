import type { ListenerProtocol } from "../../model/enums.js";
import { ProblemError } from "../../model/problem-error.js";
import {
  asObject,
  asObjects,
  booleanOf,
  integerOf,
  optionalBoolean,
  optionalInteger,
  optionalText,
  textOf,
  textsOf,
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
  const time = optionalInteger(object, "CreateTime");
  return time !== null && time < LEAST_MILLISECONDS ? time * 1000 : time;
}

/** An empty text is as good as none. */
const filledText = (object: WireObject, field: string): string | null => optionalText(object, field) || null;
const objectsOf = (object: WireObject, field: string) => asObjects(object[field] ?? [], field);

/** Upper case in current answers, lower case in older samples; left out it is tcp. Source: DescribeListener page. */
function protocolIn(object: WireObject): ListenerProtocol {
  const protocol = (filledText(object, "Protocol") ?? "TCP").toUpperCase();
  if (protocol === "TCP" || protocol === "UDP" || protocol === "HTTP" || protocol === "HTTPS") return protocol;
  const message = `The cloud's answer is malformed: ${protocol} is no protocol of a listener.`;
  throw new ProblemError({ code: "PROVIDER_UNAVAILABLE", message, retry: "transient" });
}

/** Ports are numbers in PortRanges and texts in BackendPorts. */
const portsIn = (object: WireObject): WirePorts => ({
  FromPort: integerOf(object, "FromPort"),
  ToPort: integerOf(object, "ToPort"),
});

function forwardedHeadersIn(object: WireObject): WireForwardedHeaders | null {
  if (object.XForwardedForConfig == null) return null;
  const config = asObject(object.XForwardedForConfig, "XForwardedForConfig");
  const flag = (field: keyof WireForwardedHeaders) => optionalBoolean(config, field) ?? false;
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
    AcceleratorId: textOf(object, "AcceleratorId"),
    Name: filledText(object, "Name"),
    State: textOf(object, "State"),
    DnsName: filledText(object, "DnsName"),
    SecondDnsName: filledText(object, "SecondDnsName"),
    CreateTime: createTimeIn(object),
    Tags: objectsOf(object, "Tags").map((tag) => ({
      Key: textOf(tag, "Key"),
      Value: optionalText(tag, "Value") ?? "",
    })),
  };
}

export function wireListener(object: WireObject): WireListener {
  return {
    ListenerId: textOf(object, "ListenerId"),
    AcceleratorId: textOf(object, "AcceleratorId"),
    Name: filledText(object, "Name"),
    Description: filledText(object, "Description"),
    Protocol: protocolIn(object),
    PortRanges: objectsOf(object, "PortRanges").map(portsIn),
    BackendPorts: objectsOf(object, "BackendPorts").map(portsIn),
    CertificateIds: objectsOf(object, "Certificates").map((certificate) => textOf(certificate, "Id")),
    ClientAffinity: filledText(object, "ClientAffinity"),
    State: textOf(object, "State"),
    CreateTime: createTimeIn(object),
    Type: filledText(object, "Type"),
    ProxyProtocol: optionalBoolean(object, "ProxyProtocol"),
    SecurityPolicyId: filledText(object, "SecurityPolicyId"),
    HttpVersion: filledText(object, "HttpVersion"),
    IdleTimeout: optionalInteger(object, "IdleTimeout"),
    RequestTimeout: optionalInteger(object, "RequestTimeout"),
    XForwardedForConfig: forwardedHeadersIn(object),
    ServiceManaged: optionalBoolean(object, "ServiceManaged"),
    ServiceId: filledText(object, "ServiceId"),
  };
}

function wireEndpoint(object: WireObject): WireEndpoint {
  return {
    EndpointId: filledText(object, "EndpointId"),
    Type: textOf(object, "Type"),
    Endpoint: textOf(object, "Endpoint"),
    SubAddress: filledText(object, "SubAddress"),
    Weight: integerOf(object, "Weight"),
    EnableClientIPPreservation: optionalBoolean(object, "EnableClientIPPreservation") ?? false,
    EnableProxyProtocol: optionalBoolean(object, "EnableProxyProtocol") ?? false,
    VpcId: filledText(object, "VpcId"),
    VSwitchIds: textsOf(object, "VSwitchIds"),
  };
}

export function wireEndpointGroup(object: WireObject): WireEndpointGroup {
  return {
    EndpointGroupId: textOf(object, "EndpointGroupId"),
    AcceleratorId: textOf(object, "AcceleratorId"),
    ListenerId: textOf(object, "ListenerId"),
    Name: filledText(object, "Name"),
    Description: filledText(object, "Description"),
    State: textOf(object, "State"),
    EndpointGroupRegion: textOf(object, "EndpointGroupRegion"),
    EndpointGroupType: filledText(object, "EndpointGroupType"),
    TrafficPercentage: optionalInteger(object, "TrafficPercentage"),
    EndpointRequestProtocol: filledText(object, "EndpointRequestProtocol"),
    EndpointProtocolVersion: filledText(object, "EndpointProtocolVersion"),
    EndpointIpVersion: filledText(object, "EndpointIpVersion"),
    HealthCheckEnabled: booleanOf(object, "HealthCheckEnabled"),
    HealthCheckProtocol: filledText(object, "HealthCheckProtocol"),
    HealthCheckPort: optionalInteger(object, "HealthCheckPort"),
    HealthCheckPath: filledText(object, "HealthCheckPath"),
    HealthCheckHost: filledText(object, "HealthCheckHost"),
    HealthCheckIntervalSeconds: optionalInteger(object, "HealthCheckIntervalSeconds"),
    ThresholdCount: optionalInteger(object, "ThresholdCount"),
    EndpointConfigurations: objectsOf(object, "EndpointConfigurations").map(wireEndpoint),
    PortOverrides: objectsOf(object, "PortOverrides").map((override) => ({
      ListenerPort: integerOf(override, "ListenerPort"),
      EndpointPort: integerOf(override, "EndpointPort"),
    })),
    ForwardingRuleIds: textsOf(object, "ForwardingRuleIds"),
    EndpointGroupIpList: textsOf(object, "EndpointGroupIpList"),
  };
}

/** The endpoints of all groups in an answer of GetHealthStatus. */
export function wireHealth(object: WireObject): WireEndpointHealth[] {
  return objectsOf(object, "EndpointGroups").flatMap((group) => {
    const EndpointGroupId = textOf(group, "EndpointGroupId");
    return objectsOf(group, "Endpoints").map((endpoint) => ({
      EndpointGroupId,
      EndpointId: filledText(endpoint, "EndpointId"),
      Address: filledText(endpoint, "Address"),
      HealthStatus: filledText(endpoint, "HealthStatus"),
    }));
  });
}

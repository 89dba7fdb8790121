import type { ListenerProtocol } from "../../model/enums.js";

/**
 * The cloud's objects after their shape was checked, in its own words.
 * Source: response fields of DescribeListener, ListListeners, DescribeEndpointGroup, ListEndpointGroups, ListAccelerators
 * and GetHealthStatus, API version 2019-11-20. Times are milliseconds since 1970.
 */

export interface WireTag {
  readonly Key: string;
  readonly Value: string;
}

export interface WireAccelerator {
  readonly AcceleratorId: string;
  readonly Name: string | null;
  readonly State: string;
  readonly DnsName: string | null;
  readonly SecondDnsName: string | null;
  readonly CreateTime: number | null;
  readonly Tags: readonly WireTag[];
}

export interface WirePorts {
  readonly FromPort: number;
  readonly ToPort: number;
}

/** Which headers a layer-7 listener adds for the servers. */
export interface WireForwardedHeaders {
  readonly XForwardedForGaIdEnabled: boolean;
  readonly XForwardedForGaApEnabled: boolean;
  readonly XForwardedForProtoEnabled: boolean;
  readonly XForwardedForPortEnabled: boolean;
  readonly XRealIpEnabled: boolean;
}

/** Without RelatedAcls and AclType: only DescribeListener has them, and what a read shows must not depend on its way. */
export interface WireListener {
  readonly ListenerId: string;
  readonly AcceleratorId: string;
  readonly Name: string | null;
  readonly Description: string | null;
  readonly Protocol: ListenerProtocol;
  readonly PortRanges: readonly WirePorts[];
  readonly BackendPorts: readonly WirePorts[];
  readonly CertificateIds: readonly string[];
  readonly ClientAffinity: string | null;
  readonly State: string;
  readonly CreateTime: number | null;
  readonly Type: string | null;
  readonly ProxyProtocol: boolean | null;
  readonly SecurityPolicyId: string | null;
  readonly HttpVersion: string | null;
  readonly IdleTimeout: number | null;
  readonly RequestTimeout: number | null;
  readonly XForwardedForConfig: WireForwardedHeaders | null;
  readonly ServiceManaged: boolean | null;
  readonly ServiceId: string | null;
}

export interface WireEndpoint {
  /** Only ListEndpointGroups has it. */
  readonly EndpointId: string | null;
  readonly Type: string;
  readonly Endpoint: string;
  readonly SubAddress: string | null;
  readonly Weight: number;
  readonly EnableClientIPPreservation: boolean;
  readonly EnableProxyProtocol: boolean;
  readonly VpcId: string | null;
  readonly VSwitchIds: readonly string[];
}

export interface WirePortOverride {
  readonly ListenerPort: number;
  readonly EndpointPort: number;
}

export interface WireEndpointGroup {
  readonly EndpointGroupId: string;
  readonly AcceleratorId: string;
  readonly ListenerId: string;
  readonly Name: string | null;
  readonly Description: string | null;
  readonly State: string;
  readonly EndpointGroupRegion: string;
  readonly EndpointGroupType: string | null;
  readonly TrafficPercentage: number | null;
  readonly EndpointRequestProtocol: string | null;
  readonly EndpointProtocolVersion: string | null;
  readonly EndpointIpVersion: string | null;
  readonly HealthCheckEnabled: boolean;
  readonly HealthCheckProtocol: string | null;
  readonly HealthCheckPort: number | null;
  readonly HealthCheckPath: string | null;
  readonly HealthCheckHost: string | null;
  readonly HealthCheckIntervalSeconds: number | null;
  readonly ThresholdCount: number | null;
  readonly EndpointConfigurations: readonly WireEndpoint[];
  readonly PortOverrides: readonly WirePortOverride[];
  readonly ForwardingRuleIds: readonly string[];
  readonly EndpointGroupIpList: readonly string[];
}

/** What the checks of one endpoint group last saw of one endpoint on one port: init, normal or abnormal. */
export interface WireEndpointHealth {
  readonly EndpointGroupId: string;
  readonly EndpointId: string | null;
  readonly Address: string | null;
  readonly HealthStatus: string | null;
}

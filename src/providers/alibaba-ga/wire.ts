import {
  asWritten,
  decimal,
  type Field,
  filled,
  flag,
  identity,
  integer,
  mapped,
  moment,
  needed,
  objects,
  or,
  port,
  positive,
  type Read,
  readableList,
  shape,
  text,
  texts,
  wholeList,
} from "../../transport/shape.js";

/**
 * The cloud's objects. Lists that a change replaces whole are kept unchanged, so that nothing is lost when they are
 * sent back; their entries are read one by one on demand.
 * Source: response fields of DescribeListener, ListListeners, DescribeEndpointGroup, ListEndpointGroups,
 * ListAccelerators and GetHealthStatus, API version 2019-11-20.
 */

const readTag = shape("tag", "Key", { key: needed(text("Key")), value: or(text("Value"), "") });

export const readParent = shape("accelerator", "AcceleratorId", {
  id: identity("AcceleratorId"),
  name: filled("Name"),
  state: filled("State"),
  dnsName: filled("DnsName"),
  secondDnsName: filled("SecondDnsName"),
  createdAt: moment("CreateTime"),
  tags: readableList("Tags", readTag),
});
export type WireParent = Read<typeof readParent>;

/** Upper case in current answers, lower case in older samples; omitted, it is tcp. Source: DescribeListener page. */
const protocol: Field<string> = {
  from: "Protocol",
  read: (value) => (value == null || value === "" ? "TCP" : typeof value === "string" ? value : ""),
};

/** Ports are numbers in PortRanges and strings in BackendPorts. */
const readPorts = shape("port range", "FromPort", {
  fromPort: needed(integer("FromPort")),
  toPort: needed(integer("ToPort")),
});
export type WirePorts = Read<typeof readPorts>;

const readCertificate = shape("certificate", "Id", { id: filled("Id") });

/** The headers that a layer-7 listener adds for the servers. */
export const readForwardedHeaders = shape("X-Forwarded-For setting", "XForwardedForConfig", {
  xForwardedForGaIdEnabled: or(flag("XForwardedForGaIdEnabled"), false),
  xForwardedForGaApEnabled: or(flag("XForwardedForGaApEnabled"), false),
  xForwardedForProtoEnabled: or(flag("XForwardedForProtoEnabled"), false),
  xForwardedForPortEnabled: or(flag("XForwardedForPortEnabled"), false),
  xRealIpEnabled: or(flag("XRealIpEnabled"), false),
});

/** Without RelatedAcls and AclType: only DescribeListener has them, and a field must not depend on how it is read. */
export const readListener = shape("listener", "ListenerId", {
  id: identity("ListenerId"),
  acceleratorId: identity("AcceleratorId"),
  name: filled("Name"),
  description: filled("Description"),
  protocol,
  /** A listener whose ports are only partly readable is unreadable: it would seem to leave the other ports free. */
  portRanges: wholeList("PortRanges", readPorts),
  backendPorts: readableList("BackendPorts", readPorts),
  /** Null for unreadable ones. */
  certificateIds: mapped(objects("Certificates"), (found) => found?.map((item) => readCertificate(item).id) ?? [null]),
  clientAffinity: filled("ClientAffinity"),
  /** init, active, updating, configuring or deleting. */
  state: filled("State"),
  /** Milliseconds: a string in DescribeListener and a number elsewhere; samples have seconds beside milliseconds. */
  createdAt: moment("CreateTime"),
  type: filled("Type"),
  proxyProtocol: flag("ProxyProtocol"),
  securityPolicyId: filled("SecurityPolicyId"),
  httpVersion: filled("HttpVersion"),
  idleTimeout: positive("IdleTimeout"),
  requestTimeout: positive("RequestTimeout"),
  forwardedHeaders: asWritten("XForwardedForConfig"),
  serviceManaged: flag("ServiceManaged"),
  serviceId: filled("ServiceId"),
});
export type WireListener = Read<typeof readListener>;

/** An entry of EndpointConfigurations. */
export const readMember = shape("endpoint", "EndpointId", {
  /** Only ListEndpointGroups has it. */
  id: filled("EndpointId"),
  type: filled("Type"),
  address: needed(text("Endpoint")),
  subAddress: filled("SubAddress"),
  weight: integer("Weight"),
  clientIpPreservation: or(flag("EnableClientIPPreservation"), false),
  proxyProtocol: or(flag("EnableProxyProtocol"), false),
  vpcId: filled("VpcId"),
  vSwitchIds: texts("VSwitchIds"),
});
export type WireMember = Read<typeof readMember>;

export const readPortOverride = shape("port override", "ListenerPort", {
  listenerPort: needed(integer("ListenerPort")),
  endpointPort: needed(integer("EndpointPort")),
});
export type WirePortOverride = Read<typeof readPortOverride>;

/** An endpoint group. */
export const readPool = shape("endpoint group", "EndpointGroupId", {
  id: identity("EndpointGroupId"),
  acceleratorId: identity("AcceleratorId"),
  listenerId: identity("ListenerId"),
  name: filled("Name"),
  description: filled("Description"),
  /** init, active, updating or deleting; creating and configuring in older samples. */
  state: filled("State"),
  region: filled("EndpointGroupRegion"),
  /** default or virtual. */
  type: filled("EndpointGroupType"),
  trafficPercentage: decimal("TrafficPercentage"),
  requestProtocol: filled("EndpointRequestProtocol"),
  protocolVersion: filled("EndpointProtocolVersion"),
  ipVersion: filled("EndpointIpVersion"),
  healthCheckEnabled: flag("HealthCheckEnabled"),
  healthCheckProtocol: filled("HealthCheckProtocol"),
  healthCheckPort: port("HealthCheckPort"),
  healthCheckPath: filled("HealthCheckPath"),
  healthCheckHost: filled("HealthCheckHost"),
  healthCheckInterval: positive("HealthCheckIntervalSeconds"),
  threshold: positive("ThresholdCount"),
  /** For {@link readMember}. */
  members: objects("EndpointConfigurations"),
  /** For {@link readPortOverride}. */
  portOverrides: objects("PortOverrides"),
  forwardingRuleIds: texts("ForwardingRuleIds"),
  addresses: texts("EndpointGroupIpList"),
});
export type WirePool = Read<typeof readPool>;

/** A forwarding rule, with the fields that decisions depend on. */
export const readForwardingRule = shape("forwarding rule", "ForwardingRuleId", {
  id: identity("ForwardingRuleId"),
  /** active, configuring or deleting. */
  state: filled("ForwardingRuleStatus"),
  /** What happens to the requests, in order. */
  actions: objects("RuleActions"),
});

/** The listener of an endpoint group, alone. */
export const readListenerId = shape("endpoint group", "EndpointGroupId", { listenerId: identity("ListenerId") });

/** The last check results of one endpoint group for one endpoint on one port: init, normal or abnormal. */
const readMemberHealth = shape("endpoint", "EndpointId", {
  id: filled("EndpointId"),
  address: filled("Address"),
  status: filled("HealthStatus"),
});
export const readPoolHealth = shape("endpoint group", "EndpointGroupId", {
  poolId: identity("EndpointGroupId"),
  members: readableList("Endpoints", readMemberHealth),
});
/** An answer of GetHealthStatus. */
export const readHealth = shape("health of a listener", "ListenerId", {
  /** For {@link readPoolHealth}. */
  pools: objects("EndpointGroups"),
});
export type WirePoolHealth = Read<typeof readPoolHealth>;

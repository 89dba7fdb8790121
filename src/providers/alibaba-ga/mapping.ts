import type { CloudAccount } from "../../model/cloud-account.js";
import { instantAt } from "../../model/date-time.js";
import type { ClientAffinity, ResourceStatus } from "../../model/enums.js";
import { Listener } from "../../model/listener.js";
import { Accelerator, type ListenerParent } from "../../model/listener-parent.js";
import type { ListenerTimeouts, TlsSettings } from "../../model/listener-parts.js";
import { type HealthMonitor, Pool } from "../../model/pool.js";
import { PortRange } from "../../model/port-range.js";
import { AlibabaGaPoolSettings } from "./pool-settings.js";
import { AlibabaGaListenerSettings } from "./settings.js";
import { policyNamed } from "./tls.js";
import type { WireAccelerator, WireEndpoint, WireEndpointGroup, WireListener } from "./wire-types.js";

/** From the cloud's words to the model's. */

/** The cloud's picture that a thing of this provider was made from. */
export const acceleratorBehind = ({ native }: ListenerParent) => native as WireAccelerator;
export const listenerBehind = ({ native }: Listener) => native as WireListener;
export const groupBehind = ({ native }: Pool) => native as WireEndpointGroup;

/** The state of an accelerator whose bill is unpaid; the spelling is the cloud's. */
export const LOCKED_STATE = "finacialLocked";

/** States of listeners, endpoint groups and accelerators. Sources: their Describe pages; Terraform provider (creating). */
const STATUSES: Readonly<Record<string, ResourceStatus>> = {
  init: "CREATING",
  creating: "CREATING",
  active: "ACTIVE",
  updating: "UPDATING",
  configuring: "UPDATING",
  binding: "UPDATING",
  unbinding: "UPDATING",
  deleting: "DELETING",
  [LOCKED_STATE]: "ERROR",
};

const statusOf = (state: string): ResourceStatus => STATUSES[state] ?? "UNKNOWN";

export function toAccelerator(wire: WireAccelerator, account: CloudAccount): ListenerParent {
  return new Accelerator({
    ref: { accountId: account.id, kind: "accelerator", key: wire.AcceleratorId },
    native: wire,
    nativeId: wire.AcceleratorId,
    account,
    name: wire.Name,
    status: statusOf(wire.State),
    nativeStatus: wire.State,
    addresses: [wire.DnsName, wire.SecondDnsName].filter((name) => name !== null),
    tags: wire.Tags.map(({ Key, Value }) => ({ key: Key, value: Value })),
    createdAt: instantAt(wire.CreateTime),
  });
}

function affinityOf(wire: WireListener): ClientAffinity | null {
  if (wire.ClientAffinity === null || wire.ClientAffinity === "NONE") return "NONE";
  return wire.ClientAffinity === "SOURCE_IP" ? "SOURCE_IP" : null;
}

function tlsOf({ Protocol, CertificateIds, SecurityPolicyId }: WireListener): TlsSettings | null {
  if (Protocol !== "HTTPS") return null;
  const policy = policyNamed(SecurityPolicyId);
  return {
    certificateIds: [...CertificateIds],
    clientCaCertificateIds: [],
    versions: policy ? [...policy.versions] : null,
    policy: SecurityPolicyId,
    ciphers: policy ? [...policy.ciphers] : null,
  };
}

function timeoutsOf({ IdleTimeout, RequestTimeout }: WireListener): ListenerTimeouts | null {
  if (IdleTimeout === null && RequestTimeout === null) return null;
  return { idleSeconds: IdleTimeout, requestSeconds: RequestTimeout };
}

function settingsOf(wire: WireListener): AlibabaGaListenerSettings {
  const headers = wire.XForwardedForConfig;
  const writable = {
    proxyProtocol: wire.ProxyProtocol,
    securityPolicyId: wire.SecurityPolicyId,
    httpVersion: wire.HttpVersion,
    backendPort: wire.BackendPorts[0]?.FromPort ?? null,
    xForwardedForGaIdEnabled: headers?.XForwardedForGaIdEnabled ?? null,
    xForwardedForGaApEnabled: headers?.XForwardedForGaApEnabled ?? null,
    xForwardedForProtoEnabled: headers?.XForwardedForProtoEnabled ?? null,
    xForwardedForPortEnabled: headers?.XForwardedForPortEnabled ?? null,
    xRealIpEnabled: headers?.XRealIpEnabled ?? null,
  };
  return new AlibabaGaListenerSettings(writable, {
    type: wire.Type,
    serviceManaged: wire.ServiceManaged,
    serviceId: wire.ServiceId,
  });
}

export function toListener(wire: WireListener, account: CloudAccount): Listener {
  return new Listener({
    ref: { accountId: account.id, kind: "listener", key: wire.ListenerId, hint: wire.AcceleratorId },
    parentRef: { accountId: account.id, kind: "accelerator", key: wire.AcceleratorId },
    native: wire,
    nativeId: wire.ListenerId,
    account,
    region: null,
    name: wire.Name,
    description: wire.Description,
    protocol: wire.Protocol,
    nativeProtocol: wire.Protocol,
    portRanges: wire.PortRanges.map(({ FromPort, ToPort }) => new PortRange(FromPort, ToPort)),
    status: statusOf(wire.State),
    nativeStatus: wire.State,
    clientAffinity: affinityOf(wire),
    algorithm: null,
    details: () => ({
      tls: tlsOf(wire),
      timeouts: timeoutsOf(wire),
      frozen: null,
      tags: null,
      settings: settingsOf(wire),
      createdAt: instantAt(wire.CreateTime),
      updatedAt: null,
    }),
  });
}

/** What all endpoints of a group say alike; null when they differ, or there are none. */
export function sharedFlag(
  endpoints: readonly WireEndpoint[],
  flag: "EnableClientIPPreservation" | "EnableProxyProtocol",
): boolean | null {
  const values = new Set(endpoints.map((endpoint) => endpoint[flag]));
  const [value] = values;
  return values.size === 1 ? (value ?? null) : null;
}

function poolSettingsOf(wire: WireEndpointGroup): AlibabaGaPoolSettings {
  const writable = {
    endpointGroupType: wire.EndpointGroupType,
    endpointRequestProtocol: wire.EndpointRequestProtocol,
    endpointProtocolVersion: wire.EndpointProtocolVersion,
    endpointIpVersion: wire.EndpointIpVersion,
    portOverrides: wire.PortOverrides.map(({ ListenerPort, EndpointPort }) => ({
      listenerPort: ListenerPort,
      endpointPort: EndpointPort,
    })),
    clientIpPreservation: sharedFlag(wire.EndpointConfigurations, "EnableClientIPPreservation"),
    proxyProtocol: sharedFlag(wire.EndpointConfigurations, "EnableProxyProtocol"),
    healthCheckHost: wire.HealthCheckHost,
  };
  return new AlibabaGaPoolSettings(writable, {
    endpointGroupIps: wire.EndpointGroupIpList,
    forwardingRuleIds: wire.ForwardingRuleIds,
  });
}

export function toPool(wire: WireEndpointGroup, account: CloudAccount): Pool {
  const { EndpointRequestProtocol: protocol, AcceleratorId: hint } = wire;
  return new Pool({
    ref: { accountId: account.id, kind: "pool", key: wire.EndpointGroupId, hint },
    parentRef: { accountId: account.id, kind: "accelerator", key: hint },
    listenerRefs: [{ accountId: account.id, kind: "listener", key: wire.ListenerId, hint }],
    native: wire,
    nativeId: wire.EndpointGroupId,
    account,
    region: wire.EndpointGroupRegion,
    name: wire.Name,
    description: wire.Description,
    isImplicit: false,
    protocol: protocol === "HTTP" || protocol === "HTTPS" ? protocol : null,
    // The cloud spreads by weight and nearness and lets nobody choose.
    algorithm: null,
    status: statusOf(wire.State),
    nativeStatus: wire.State,
    // Clients are kept by the listener's clientAffinity.
    sessionPersistence: null,
    trafficPercentage: wire.TrafficPercentage,
    details: () => ({
      settings: poolSettingsOf(wire),
      // The cloud tells no times of endpoint groups.
      createdAt: null,
      updatedAt: null,
    }),
  });
}

/** ThresholdCount goes for both directions; there is no timeout. Source: CreateEndpointGroup page. */
export function toHealthMonitor(wire: WireEndpointGroup): HealthMonitor {
  return {
    enabled: wire.HealthCheckEnabled,
    protocol: wire.HealthCheckProtocol?.toUpperCase() ?? null,
    port: wire.HealthCheckPort || null,
    path: wire.HealthCheckPath,
    intervalSeconds: wire.HealthCheckIntervalSeconds,
    timeoutSeconds: null,
    healthyThreshold: wire.ThresholdCount,
    unhealthyThreshold: wire.ThresholdCount,
  };
}

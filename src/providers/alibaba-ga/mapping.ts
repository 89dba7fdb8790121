import type { CloudAccount } from "../../model/cloud-account.js";
import type { ClientAffinity, ListenerProtocol, ResourceStatus } from "../../model/enums.js";
import { type HeldSpaces, usualSpaces } from "../../model/free-ports.js";
import { Listener } from "../../model/listener.js";
import { Accelerator, type ListenerParent } from "../../model/listener-parent.js";
import type { FreezeInfo, ListenerTimeouts, TlsSettings } from "../../model/listener-parts.js";
import { type HealthMonitor, Pool } from "../../model/pool.js";
import { PortRange } from "../../model/port-range.js";
import { readTime } from "../../model/times.js";
import { listingOf, mapListing } from "../kit/listing.js";
import { words } from "../kit/words.js";
import { isChecked, sharedFlag } from "./members.js";
import { listenerSettings, poolSettings } from "./settings.js";
import { policyNamed } from "./tls.js";
import { readForwardedHeaders, readPortOverride, type WireListener, type WireParent, type WirePool } from "./wire.js";

/** From the cloud's terms to the model's. */

/** The cloud's own representation from which an object of this provider was made. */
export const nativeParent = ({ native }: ListenerParent) => native as WireParent;
export const nativeListener = ({ native }: Listener) => native as WireListener;
export const nativePool = ({ native }: Pool) => native as WirePool;

/** HTTP/3 runs over UDP: if clients may use it, the port is not offered to a UDP listener. */
export const heldSpaces: HeldSpaces = (listener) =>
  nativeListener(listener).httpVersion === "http3" ? ["TCP", "UDP"] : usualSpaces(listener);

/** The state of an accelerator with an unpaid bill; the spelling is the cloud's. */
const LOCKED_STATE = "finacialLocked";

export const isLocked = ({ state }: WireParent): boolean => state?.toLowerCase() === LOCKED_STATE.toLowerCase();

/** States of listeners, endpoint groups and accelerators. Sources: their Describe pages; Terraform provider (creating). */
const statusOf = words<ResourceStatus>({
  init: "CREATING",
  creating: "CREATING",
  active: "ACTIVE",
  updating: "UPDATING",
  configuring: "UPDATING",
  binding: "UPDATING",
  unbinding: "UPDATING",
  deleting: "DELETING",
  [LOCKED_STATE]: "ERROR",
});

function freezeOf(wire: WireParent): FreezeInfo {
  if (!isLocked(wire)) return { isFrozen: false, effect: null, reasons: [] };
  return { isFrozen: true, effect: "The accelerator is locked until its bill is paid.", reasons: [wire.state!] };
}

export function toParent(wire: WireParent, account: CloudAccount): ListenerParent {
  return new Accelerator({
    ref: { accountId: account.id, kind: "accelerator", key: wire.id },
    native: wire,
    freeze: freezeOf(wire),
    nativeId: wire.id,
    account,
    name: wire.name,
    status: statusOf(wire.state) ?? "UNKNOWN",
    nativeStatus: wire.state,
    addresses: [wire.dnsName, wire.secondDnsName].filter((name) => name !== null),
    tags: [...wire.tags],
    createdAt: readTime(wire.createdAt),
  });
}

const protocolOf = words<ListenerProtocol>({ TCP: "TCP", UDP: "UDP", HTTP: "HTTP", HTTPS: "HTTPS" });
const affinityOf = words<ClientAffinity>({ NONE: "NONE", SOURCE_IP: "SOURCE_IP" });

/** The protocol of a listener; OTHER for one that the graph does not know. */
export const listenerProtocolOf = (wire: WireListener): ListenerProtocol => protocolOf(wire.protocol) ?? "OTHER";

function tlsOf(wire: WireListener): TlsSettings | null {
  if (listenerProtocolOf(wire) !== "HTTPS") return null;
  const policy = policyNamed(wire.securityPolicyId);
  return {
    certificateIds: wire.certificateIds.filter((id) => id !== null),
    clientCaCertificateIds: [],
    versions: policy ? [...policy.versions] : null,
    policy: wire.securityPolicyId,
    ciphers: policy ? [...policy.ciphers] : null,
  };
}

function timeoutsOf({ idleTimeout, requestTimeout }: WireListener): ListenerTimeouts | null {
  if (idleTimeout === null && requestTimeout === null) return null;
  return { idleSeconds: idleTimeout, requestSeconds: requestTimeout };
}

function settingsOf(wire: WireListener): object {
  const headers = wire.forwardedHeaders && readForwardedHeaders(wire.forwardedHeaders);
  return listenerSettings.of({
    proxyProtocol: wire.proxyProtocol,
    securityPolicyId: wire.securityPolicyId,
    httpVersion: wire.httpVersion,
    backendPort: wire.backendPorts[0]?.fromPort ?? null,
    xForwardedForGaIdEnabled: headers?.xForwardedForGaIdEnabled ?? null,
    xForwardedForGaApEnabled: headers?.xForwardedForGaApEnabled ?? null,
    xForwardedForProtoEnabled: headers?.xForwardedForProtoEnabled ?? null,
    xForwardedForPortEnabled: headers?.xForwardedForPortEnabled ?? null,
    xRealIpEnabled: headers?.xRealIpEnabled ?? null,
    type: wire.type,
    serviceManaged: wire.serviceManaged,
    serviceId: wire.serviceId,
  });
}

export function toListener(wire: WireListener, account: CloudAccount): Listener {
  return new Listener({
    ref: { accountId: account.id, kind: "listener", key: wire.id, hint: wire.acceleratorId },
    parentRef: { accountId: account.id, kind: "accelerator", key: wire.acceleratorId },
    native: wire,
    nativeId: wire.id,
    account,
    region: null,
    name: wire.name,
    description: wire.description,
    protocol: listenerProtocolOf(wire),
    nativeProtocol: wire.protocol,
    portRanges: wire.portRanges.map(({ fromPort, toPort }) => new PortRange(fromPort, toPort)),
    status: statusOf(wire.state) ?? "UNKNOWN",
    nativeStatus: wire.state,
    // If omitted, clients are not kept. Source: UpdateListener page.
    clientAffinity: wire.clientAffinity === null ? "NONE" : (affinityOf(wire.clientAffinity) ?? null),
    algorithm: null,
    details: () => ({
      tls: tlsOf(wire),
      timeouts: timeoutsOf(wire),
      frozen: null,
      tags: null,
      settings: settingsOf(wire),
      createdAt: readTime(wire.createdAt),
      updatedAt: null,
    }),
  });
}

function poolSettingsOf(wire: WirePool): object {
  return poolSettings.of({
    endpointGroupType: wire.type,
    endpointRequestProtocol: wire.requestProtocol,
    endpointProtocolVersion: wire.protocolVersion,
    endpointIpVersion: wire.ipVersion,
    portOverrides: [...mapListing(listingOf(wire.portOverrides ?? []), readPortOverride).items],
    clientIpPreservation: sharedFlag(wire.members ?? [], "clientIpPreservation"),
    proxyProtocol: sharedFlag(wire.members ?? [], "proxyProtocol"),
    healthCheckHost: wire.healthCheckHost,
    endpointGroupIps: [...wire.addresses],
    forwardingRuleIds: [...wire.forwardingRuleIds],
  });
}

const requestProtocolOf = words<"HTTP" | "HTTPS">({ HTTP: "HTTP", HTTPS: "HTTPS" });

export function toPool(wire: WirePool, account: CloudAccount): Pool {
  const hint = wire.acceleratorId;
  return new Pool({
    ref: { accountId: account.id, kind: "pool", key: wire.id, hint },
    parentRef: { accountId: account.id, kind: "accelerator", key: hint },
    listenerRefs: [{ accountId: account.id, kind: "listener", key: wire.listenerId, hint }],
    native: wire,
    nativeId: wire.id,
    account,
    region: wire.region,
    name: wire.name,
    description: wire.description,
    isImplicit: false,
    protocol: requestProtocolOf(wire.requestProtocol) ?? null,
    // The cloud distributes by weight and proximity, without a choice.
    algorithm: null,
    status: statusOf(wire.state) ?? "UNKNOWN",
    nativeStatus: wire.state,
    // Clients are kept by the listener's clientAffinity.
    sessionPersistence: null,
    trafficPercentage: wire.trafficPercentage,
    details: () => ({
      settings: poolSettingsOf(wire),
      // The cloud reports no times of endpoint groups.
      createdAt: null,
      updatedAt: null,
    }),
  });
}

/** Virtual groups receive only what forwarding rules send to them; the others are a listener's default groups. */
export const isVirtual = ({ type }: Pick<WirePool, "type">): boolean => type?.toLowerCase() === "virtual";

/** ThresholdCount applies to both directions; there is no timeout. Source: CreateEndpointGroup page. */
export function toHealthMonitor(wire: WirePool): HealthMonitor {
  const { threshold } = wire;
  return {
    nativeId: null,
    enabled: isChecked(wire),
    protocol: wire.healthCheckProtocol?.toUpperCase() ?? null,
    port: wire.healthCheckPort,
    path: wire.healthCheckPath,
    intervalSeconds: wire.healthCheckInterval,
    timeoutSeconds: null,
    healthyThreshold: threshold,
    unhealthyThreshold: threshold,
  };
}

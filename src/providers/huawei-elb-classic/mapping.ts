import type { CloudAccount } from "../../model/cloud-account.js";
import type {
  BalancingAlgorithm,
  ClientAffinity,
  ListenerProtocol,
  MemberHealth,
  ResourceStatus,
} from "../../model/enums.js";
import { secondsIn } from "../../model/int32.js";
import { Listener } from "../../model/listener.js";
import { LoadBalancer } from "../../model/listener-parent.js";
import type { FreezeInfo, ListenerTimeouts, TlsSettings } from "../../model/listener-parts.js";
import { type HealthMonitor, Pool, PoolMember, type SessionPersistence } from "../../model/pool.js";
import { PortRange } from "../../model/port-range.js";
import type { ResourceRef } from "../../model/resource-ref.js";
import { words } from "../kit/words.js";
import { HuaweiElbClassicListenerSettings } from "./settings.js";
import { CIPHERS, versionsIn } from "./tls.js";
import type { ClassicHealthcheck, ClassicListener, ClassicLoadBalancer, ClassicMember } from "./wire-types.js";

/** The cloud's answers in the words of the model. */

/** SSL, which ends TLS on a TCP listener, exists in some installations of this API only. */
const PROTOCOLS: Readonly<Record<string, ListenerProtocol>> = {
  HTTP: "HTTP",
  HTTPS: "HTTPS",
  TCP: "TCP",
  UDP: "UDP",
  SSL: "TCP",
};
const protocolIn = words(PROTOCOLS);
const STATUSES: Readonly<Record<string, ResourceStatus>> = {
  PENDING_CREATE: "CREATING",
  ACTIVE: "ACTIVE",
  ERROR: "ERROR",
};
const ALGORITHMS: Readonly<Record<string, BalancingAlgorithm>> = {
  roundrobin: "ROUND_ROBIN",
  leastconn: "LEAST_CONNECTIONS",
  source: "SOURCE_IP",
};
const HEALTH: Readonly<Record<string, MemberHealth>> = { NORMAL: "HEALTHY", ABNORMAL: "UNHEALTHY" };

/** The load balancer's admin_state_up that stands for frozen. */
export const FROZEN = 2;

export function refOf(account: CloudAccount, kind: ResourceRef["kind"], key: string, hint?: string): ResourceRef {
  return hint === undefined ? { accountId: account.id, kind, key } : { accountId: account.id, kind, key, hint };
}

/** @param parent the listener's load balancer, where it was read */
export function toListener(account: CloudAccount, wire: ClassicListener, parent?: ClassicLoadBalancer): Listener {
  return new Listener({
    ref: refOf(account, "listener", wire.id, wire.loadBalancerId),
    parentRef: refOf(account, "load-balancer", wire.loadBalancerId),
    native: wire,
    nativeId: wire.id,
    account,
    region: account.region,
    name: wire.name,
    description: wire.description,
    protocol: protocolIn(wire.protocol) ?? "OTHER",
    nativeProtocol: wire.protocol,
    portRanges: [new PortRange(wire.port)],
    status: statusOf(wire.status),
    nativeStatus: wire.status,
    clientAffinity: affinityOf(wire),
    algorithm: algorithmOf(wire),
    details: () => ({
      tls: tlsOf(wire),
      timeouts: timeoutsOf(wire),
      frozen: freezeInfoOf(wire, parent),
      tags: null,
      settings: settingsOf(wire),
      createdAt: instantOf(wire.createTime),
      updatedAt: instantOf(wire.updateTime),
    }),
  });
}

/** The pool that a listener implies: the servers that hang on it, with what the listener says about balancing. */
export function toPool(account: CloudAccount, wire: ClassicListener): Pool {
  return new Pool({
    ref: refOf(account, "pool", wire.id, wire.loadBalancerId),
    parentRef: refOf(account, "load-balancer", wire.loadBalancerId),
    listenerRefs: [refOf(account, "listener", wire.id, wire.loadBalancerId)],
    native: wire,
    nativeId: wire.id,
    account,
    region: account.region,
    name: wire.name,
    description: null,
    isImplicit: true,
    protocol: PROTOCOLS[wire.backendProtocol ?? ""] ?? null,
    algorithm: algorithmOf(wire),
    status: statusOf(wire.status),
    nativeStatus: wire.status,
    sessionPersistence: sessionPersistenceOf(wire),
    trafficPercentage: null,
    details: () => ({
      settings: null,
      createdAt: instantOf(wire.createTime),
      updatedAt: instantOf(wire.updateTime),
    }),
  });
}

export function toLoadBalancer(account: CloudAccount, wire: ClassicLoadBalancer): LoadBalancer {
  return new LoadBalancer({
    ref: refOf(account, "load-balancer", wire.id),
    native: wire,
    nativeId: wire.id,
    account,
    name: wire.name,
    status: statusOf(wire.status),
    nativeStatus: wire.status,
    addresses: wire.address === null ? [] : [wire.address],
    tags: null,
    createdAt: instantOf(wire.createTime),
  });
}

export function toMember(account: CloudAccount, listener: ClassicListener, wire: ClassicMember): PoolMember {
  return new PoolMember({
    ref: refOf(account, "member", `${listener.id}/${wire.id}`),
    nativeId: wire.id,
    address: wire.serverAddress,
    port: listener.backendPort,
    weight: null,
    // UNAVAILABLE is said both when nothing is checked and when the first check is still out.
    health: HEALTH[wire.healthStatus ?? ""] ?? (listener.healthcheckId === null ? "UNMONITORED" : "UNKNOWN"),
    targetType: null,
    targetId: wire.serverId,
    subnetId: null,
  });
}

export function toHealthMonitor(wire: ClassicHealthcheck): HealthMonitor {
  return {
    enabled: true,
    // The update page says that its case does not matter, so it may come back in any.
    protocol: wire.protocol?.toUpperCase() ?? null,
    port: wire.port,
    path: wire.uri,
    intervalSeconds: wire.intervalSeconds,
    timeoutSeconds: wire.timeoutSeconds,
    healthyThreshold: wire.healthyThreshold,
    unhealthyThreshold: wire.unhealthyThreshold,
  };
}

/** "2015-09-15 07:41:17", taken for UTC: the vendor names no zone. Null when it is no such time. */
export function instantOf(time: string | null): string | null {
  return time !== null && /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(time) ? `${time.replace(" ", "T")}Z` : null;
}

function statusOf(status: string): ResourceStatus {
  return STATUSES[status] ?? "UNKNOWN";
}

function algorithmOf({ algorithm }: ClassicListener): BalancingAlgorithm | null {
  return ALGORITHMS[algorithm ?? ""] ?? null;
}

function isWeb({ protocol }: ClassicListener): boolean {
  return protocol === "HTTP" || protocol === "HTTPS";
}

function affinityOf(wire: ClassicListener): ClientAffinity {
  if (!wire.sessionSticky) return "NONE";
  return isWeb(wire) ? "COOKIE" : "SOURCE_IP";
}

function sessionPersistenceOf(wire: ClassicListener): SessionPersistence | null {
  if (!wire.sessionSticky) return null;
  if (!isWeb(wire)) return { type: "SOURCE_IP", cookieName: null, timeoutSeconds: null };
  const minutes = wire.cookieTimeoutMinutes;
  return { type: "HTTP_COOKIE", cookieName: null, timeoutSeconds: secondsIn(minutes) };
}

function tlsOf({ protocol, certificateId, sslProtocols, sslCiphers }: ClassicListener): TlsSettings | null {
  if (protocol !== "HTTPS" && protocol !== "SSL") return null;
  return {
    certificateIds: certificateId === null ? [] : [certificateId],
    clientCaCertificateIds: [],
    versions: sslProtocols === null ? null : versionsIn(sslProtocols),
    policy: sslCiphers,
    ciphers: ciphersIn(sslCiphers),
  };
}

function ciphersIn(policy: string | null): string[] | null {
  const ciphers = CIPHERS[policy ?? ""];
  return ciphers ? [...ciphers] : null;
}

function timeoutsOf(wire: ClassicListener): ListenerTimeouts | null {
  if (isWeb(wire)) return null;
  const minutes = wire.protocol === "UDP" ? wire.udpTimeoutMinutes : wire.tcpTimeoutMinutes;
  return { idleSeconds: secondsIn(minutes), requestSeconds: null };
}

/**
 * A listener shows its load balancer's state as running or not, so one that runs is not frozen. (That the boolean on
 * listeners and the number on load balancers say the same is our reading of the two pages.)
 */
function freezeInfoOf(wire: ClassicListener, parent: ClassicLoadBalancer | undefined): FreezeInfo | null {
  if (wire.adminStateUp === true) return { isFrozen: false, effect: null, reasons: [] };
  if (!parent) return null;
  const isFrozen = parent.adminState === FROZEN;
  return { isFrozen, effect: isFrozen ? "The load balancer is frozen." : null, reasons: [] };
}

function settingsOf(wire: ClassicListener): HuaweiElbClassicListenerSettings {
  const { backendProtocol, backendPort, tcpDraining, tcpDrainingTimeoutMinutes, cookieTimeoutMinutes } = wire;
  const { adminStateUp, memberNumber, healthcheckId } = wire;
  return new HuaweiElbClassicListenerSettings(
    { backendProtocol, backendPort, tcpDraining, tcpDrainingTimeoutMinutes, cookieTimeoutMinutes },
    { adminStateUp, memberNumber, healthcheckId },
  );
}

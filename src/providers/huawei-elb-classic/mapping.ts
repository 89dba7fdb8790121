import type { CloudAccount } from "../../model/cloud-account.js";
import {
  type BalancingAlgorithm,
  type ClientAffinity,
  isWeb,
  type ListenerProtocol,
  type MemberHealth,
  type ResourceStatus,
} from "../../model/enums.js";
import { secondsIn } from "../../model/int32.js";
import { Listener } from "../../model/listener.js";
import { type ListenerParent, LoadBalancer } from "../../model/listener-parent.js";
import type { FreezeInfo, ListenerTimeouts, TlsSettings } from "../../model/listener-parts.js";
import { type HealthMonitor, Pool, PoolMember, type SessionPersistence } from "../../model/pool.js";
import { PortRange } from "../../model/port-range.js";
import { memberRef, type ResourceRef } from "../../model/resource-ref.js";
import { readTime } from "../../model/times.js";
import { words } from "../kit/words.js";
import { listenerSettings } from "./settings.js";
import { CIPHERS, versionsIn } from "./tls.js";
import type { WireHealthcheck, WireListener, WireLoadBalancer, WireMember } from "./wire.js";

/** The cloud's answers in the model's terms. */

/** SSL, which terminates TLS on a TCP listener, exists only in some installations of this API. */
const protocolIn = words<ListenerProtocol>({ HTTP: "HTTP", HTTPS: "HTTPS", TCP: "TCP", UDP: "UDP", SSL: "TCP" });
const statusIn = words<ResourceStatus>({ PENDING_CREATE: "CREATING", ACTIVE: "ACTIVE", ERROR: "ERROR" });
const algorithmIn = words<BalancingAlgorithm>({
  roundrobin: "ROUND_ROBIN",
  leastconn: "LEAST_CONNECTIONS",
  source: "SOURCE_IP",
});
const healthIn = words<MemberHealth>({ NORMAL: "HEALTHY", ABNORMAL: "UNHEALTHY" });

/** The load balancer's admin_state_up that means frozen. */
const FROZEN = 2;

export const isFrozen = ({ adminState }: WireLoadBalancer): boolean => adminState === FROZEN;
export const isPrivate = ({ type }: WireLoadBalancer): boolean => type?.toUpperCase() === "INTERNAL";

/**
 * The cloud's own representation from which an object of this provider was made. A pool is the listener that implies
 * it.
 */
export const nativeListener = ({ native }: Listener) => native as WireListener;
export const nativePool = ({ native }: Pool) => native as WireListener;
export const nativeParent = ({ native }: ListenerParent) => native as WireLoadBalancer;

function refOf(account: CloudAccount, kind: ResourceRef["kind"], key: string, hint?: string): ResourceRef {
  return hint === undefined ? { accountId: account.id, kind, key } : { accountId: account.id, kind, key, hint };
}

/** @param parent the listener's load balancer, if it was read */
export function toListener(wire: WireListener, account: CloudAccount, parent?: WireLoadBalancer): Listener {
  return new Listener({
    ref: refOf(account, "listener", wire.id, wire.loadBalancerId),
    parentRef: refOf(account, "load-balancer", wire.loadBalancerId),
    native: wire,
    nativeId: wire.id,
    account,
    region: account.region,
    name: wire.name,
    description: wire.description,
    protocol: listenerProtocolOf(wire),
    nativeProtocol: wire.protocol ?? "",
    portRanges: wire.port === null ? [] : [new PortRange(wire.port)],
    status: statusIn(wire.status) ?? "UNKNOWN",
    nativeStatus: wire.status,
    clientAffinity: affinityOf(wire),
    algorithm: algorithmOf(wire),
    details: () => ({
      tls: tlsOf(wire),
      timeouts: timeoutsOf(wire),
      frozen: freezeInfoOf(wire, parent),
      tags: null,
      settings: settingsOf(wire),
      createdAt: readTime(wire.createTime),
      updatedAt: readTime(wire.updateTime),
    }),
  });
}

/** The pool that a listener implies: its servers, with the listener's balancing settings. */
export function toPool(wire: WireListener, account: CloudAccount): Pool {
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
    protocol: protocolIn(wire.backendProtocol) ?? null,
    algorithm: algorithmOf(wire),
    status: statusIn(wire.status) ?? "UNKNOWN",
    nativeStatus: wire.status,
    sessionPersistence: sessionPersistenceOf(wire),
    trafficPercentage: null,
    details: () => ({
      settings: null,
      createdAt: readTime(wire.createTime),
      updatedAt: readTime(wire.updateTime),
    }),
  });
}

const freezeOf = (wire: WireLoadBalancer): FreezeInfo => ({
  isFrozen: isFrozen(wire),
  effect: isFrozen(wire) ? "The load balancer is frozen until the cloud releases it." : null,
  reasons: [],
});

export function toParent(wire: WireLoadBalancer, account: CloudAccount): LoadBalancer {
  return new LoadBalancer({
    ref: refOf(account, "load-balancer", wire.id),
    native: wire,
    freeze: freezeOf(wire),
    nativeId: wire.id,
    account,
    name: wire.name,
    status: statusIn(wire.status) ?? "UNKNOWN",
    nativeStatus: wire.status,
    addresses: wire.address === null ? [] : [wire.address],
    tags: null,
    createdAt: readTime(wire.createTime),
  });
}

export function toMember(wire: WireMember, account: CloudAccount, listener: WireListener): PoolMember {
  return new PoolMember({
    ref: memberRef(refOf(account, "pool", listener.id, listener.loadBalancerId), wire.id),
    nativeId: wire.id,
    address: wire.address,
    port: listener.backendPort,
    weight: null,
    // UNAVAILABLE means either that nothing is checked or that the first check has not ended.
    health: healthIn(wire.healthStatus) ?? (listener.healthcheckId === null ? "UNMONITORED" : "UNKNOWN"),
    targetType: null,
    targetId: wire.serverId,
    subnetId: null,
  });
}

export function toHealthMonitor(wire: WireHealthcheck): HealthMonitor {
  return {
    nativeId: wire.id,
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

function algorithmOf({ algorithm }: WireListener): BalancingAlgorithm | null {
  return algorithmIn(algorithm) ?? null;
}

/** The protocol of a listener; OTHER for one that the graph does not know. */
export const listenerProtocolOf = (wire: WireListener): ListenerProtocol => protocolIn(wire.protocol) ?? "OTHER";

function affinityOf(wire: WireListener): ClientAffinity {
  if (!wire.sessionSticky) return "NONE";
  return isWeb(listenerProtocolOf(wire)) ? "COOKIE" : "SOURCE_IP";
}

function sessionPersistenceOf(wire: WireListener): SessionPersistence | null {
  if (!wire.sessionSticky) return null;
  if (!isWeb(listenerProtocolOf(wire))) return { type: "SOURCE_IP", cookieName: null, timeoutSeconds: null };
  const minutes = wire.cookieTimeoutMinutes;
  return { type: "HTTP_COOKIE", cookieName: null, timeoutSeconds: secondsIn(minutes) };
}

function tlsOf({ protocol, certificateId, sslProtocols, sslCiphers }: WireListener): TlsSettings | null {
  if (!["HTTPS", "SSL"].includes(protocol?.toUpperCase() ?? "")) return null;
  return {
    certificateIds: certificateId === null ? [] : [certificateId],
    clientCaCertificateIds: [],
    versions: sslProtocols === null ? null : versionsIn(sslProtocols),
    policy: sslCiphers,
    ciphers: ciphersIn(sslCiphers),
  };
}

const suitesOf = words(CIPHERS);

function ciphersIn(policy: string | null): string[] | null {
  const ciphers = suitesOf(policy);
  return ciphers ? [...ciphers] : null;
}

function timeoutsOf(wire: WireListener): ListenerTimeouts | null {
  const protocol = listenerProtocolOf(wire);
  if (isWeb(protocol)) return null;
  const minutes = protocol === "UDP" ? wire.udpTimeoutMinutes : wire.tcpTimeoutMinutes;
  return { idleSeconds: secondsIn(minutes), requestSeconds: null };
}

/**
 * A listener reports its load balancer's state as running or not, so a running one is not frozen. (That the boolean on
 * listeners and the number on load balancers mean the same is our reading of the two pages.)
 */
function freezeInfoOf(wire: WireListener, parent: WireLoadBalancer | undefined): FreezeInfo | null {
  if (wire.adminStateUp === true) return { isFrozen: false, effect: null, reasons: [] };
  return parent ? freezeOf(parent) : null;
}

function settingsOf(wire: WireListener): object {
  const { backendProtocol, backendPort, tcpDraining, tcpDrainingTimeoutMinutes, cookieTimeoutMinutes } = wire;
  const { adminStateUp, memberNumber, healthcheckId } = wire;
  return listenerSettings.of({
    backendProtocol,
    backendPort,
    tcpDraining,
    tcpDrainingTimeoutMinutes,
    cookieTimeoutMinutes,
    adminStateUp,
    memberNumber,
    healthcheckId,
  });
}

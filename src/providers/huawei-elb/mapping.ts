import type { CloudAccount } from "../../model/cloud-account.js";
import {
  type BalancingAlgorithm,
  isWeb,
  type ListenerProtocol,
  type MemberHealth,
  type ResourceStatus,
  type SessionPersistenceType,
} from "../../model/enums.js";
import { secondsIn } from "../../model/int32.js";
import { Listener } from "../../model/listener.js";
import { type ListenerParent, LoadBalancer } from "../../model/listener-parent.js";
import type { ListenerTimeouts, ResourceTag, TlsSettings } from "../../model/listener-parts.js";
import { type HealthMonitor, Pool, PoolMember, type SessionPersistence } from "../../model/pool.js";
import { MAX_PORT, MIN_PORT, PortRange } from "../../model/port-range.js";
import { memberRef, type ResourceRef } from "../../model/resource-ref.js";
import { readTime } from "../../model/times.js";
import { words } from "../kit/words.js";
import { listenerSettings, poolSettings } from "./settings.js";
import { policyNamed } from "./tls.js";
import type {
  WireHealthMonitor,
  WireListener,
  WireLoadBalancer,
  WireMember,
  WirePool,
  WireSessionPersistence,
} from "./wire.js";

/** The cloud's answers in the model's terms. */

const protocolIn = words<ListenerProtocol>({ TCP: "TCP", UDP: "UDP", HTTP: "HTTP", TERMINATED_HTTPS: "HTTPS" });
const poolProtocolIn = words<ListenerProtocol>({ TCP: "TCP", UDP: "UDP", HTTP: "HTTP" });
/** The cloud's round robin is weighted. Source: create pool page, field lb_algorithm. */
const algorithmIn = words<BalancingAlgorithm>({
  ROUND_ROBIN: "WEIGHTED_ROUND_ROBIN",
  LEAST_CONNECTIONS: "LEAST_CONNECTIONS",
  SOURCE_IP: "SOURCE_IP",
});
const persistenceIn = words<SessionPersistenceType>({
  SOURCE_IP: "SOURCE_IP",
  HTTP_COOKIE: "HTTP_COOKIE",
  APP_COOKIE: "APP_COOKIE",
});
const statusIn = words<ResourceStatus>({
  ACTIVE: "ACTIVE",
  PENDING_CREATE: "CREATING",
  PENDING_UPDATE: "UPDATING",
  PENDING_DELETE: "DELETING",
  // Kept for a while by some servers.
  DELETED: "DELETING",
  ERROR: "ERROR",
});
/** DISABLED is in the status tree only, whose page spells it both ways. Source: query status tree page. */
const healthIn = words<MemberHealth>({
  ONLINE: "HEALTHY",
  OFFLINE: "UNHEALTHY",
  NO_MONITOR: "UNMONITORED",
  DISABLED: "DRAINING",
  DISABLE: "DRAINING",
});
const monitorProtocolIn = words({ UDP_CONNECT: "UDP" });

/** The operating status of a load balancer that the cloud has frozen. */
export const FROZEN = "FROZEN";

export function refOf(account: CloudAccount, kind: ResourceRef["kind"], key: string): ResourceRef {
  return { accountId: account.id, kind, key };
}

/**
 * At Huawei, listeners and pools have no status of their own; according to the status tree's page it is always ACTIVE.
 * So the tree is not read, a missing status means ready, and problems (frozen, or not ready for changes) are reported
 * by the load balancer. A status from servers of this dialect is trusted. Source: Octavia API v2, provisioning status
 * codes.
 */
const statusOf = ({ provisioningStatus }: { readonly provisioningStatus: string | null }): ResourceStatus =>
  statusIn(provisioningStatus ?? "ACTIVE") ?? "UNKNOWN";

/** Whether an object is being deleted: it takes no traffic, and is not what was just created. */
export const isLeaving = (wire: { readonly provisioningStatus: string | null }): boolean =>
  statusOf(wire) === "DELETING";

export function toListener(wire: WireListener, account: CloudAccount): Listener {
  return new Listener({
    ref: refOf(account, "listener", wire.id),
    parentRef: wire.loadBalancerId === null ? null : refOf(account, "load-balancer", wire.loadBalancerId),
    native: wire,
    nativeId: wire.id,
    account,
    region: account.region,
    name: wire.name,
    description: wire.description,
    protocol: protocolIn(wire.protocol) ?? "OTHER",
    nativeProtocol: wire.protocol ?? "",
    // Port 0 forwards all of TCP. Source: create listener page of Open Telekom Cloud.
    portRanges:
      wire.port === null ? [] : [wire.port === 0 ? new PortRange(MIN_PORT, MAX_PORT) : new PortRange(wire.port)],
    status: statusOf(wire),
    nativeStatus: wire.provisioningStatus,
    clientAffinity: null,
    algorithm: null,
    details: () => ({
      tls: tlsOf(wire),
      timeouts: timeoutsOf(wire),
      frozen: null,
      tags: tagsOf(wire.tags),
      settings: listenerSettings.of({
        http2Enabled: wire.http2Enabled,
        ...forwardingOf(wire),
        defaultPoolId: wire.defaultPoolId,
        defaultTlsContainerId: wire.certificateId,
        connectionLimit: wire.connectionLimit,
        adminStateUp: wire.adminStateUp,
        clientTimeoutSeconds: wire.clientSeconds,
        projectId: wire.projectId ?? wire.tenantId,
      }),
      createdAt: readTime(wire.createdAt),
      updatedAt: readTime(wire.updatedAt),
    }),
  });
}

export function toPool(wire: WirePool, account: CloudAccount): Pool {
  const [loadBalancerId] = wire.loadBalancerIds;
  return new Pool({
    ref: refOf(account, "pool", wire.id),
    parentRef: loadBalancerId === undefined ? null : refOf(account, "load-balancer", loadBalancerId),
    listenerRefs: wire.listenerIds.map((id) => refOf(account, "listener", id)),
    native: wire,
    nativeId: wire.id,
    account,
    region: account.region,
    name: wire.name,
    description: wire.description,
    isImplicit: false,
    protocol: poolProtocolIn(wire.protocol) ?? null,
    algorithm: algorithmIn(wire.algorithm) ?? null,
    status: statusOf(wire),
    nativeStatus: wire.provisioningStatus,
    sessionPersistence: sessionPersistenceOf(wire.sessionPersistence),
    trafficPercentage: null,
    details: () => ({
      settings: poolSettings.of({
        adminStateUp: wire.adminStateUp,
        healthMonitorId: wire.healthMonitorId,
        projectId: wire.projectId ?? wire.tenantId,
      }),
      createdAt: null,
      updatedAt: null,
    }),
  });
}

/** A frozen load balancer is ready for changes by its provisioning status; nativeStatus says that it is frozen. */
const isFrozen = ({ operatingStatus }: WireLoadBalancer): boolean => operatingStatus === FROZEN;

export function toParent(wire: WireLoadBalancer, account: CloudAccount): LoadBalancer {
  return new LoadBalancer({
    ref: refOf(account, "load-balancer", wire.id),
    native: wire,
    freeze: {
      isFrozen: isFrozen(wire),
      effect: isFrozen(wire) ? "The load balancer is frozen until the cloud releases it." : null,
      reasons: [],
    },
    nativeId: wire.id,
    account,
    name: wire.name,
    status: statusOf(wire),
    nativeStatus: isFrozen(wire) ? FROZEN : wire.provisioningStatus,
    addresses: wire.vipAddress === null ? [] : [wire.vipAddress],
    tags: tagsOf(wire.tags),
    createdAt: readTime(wire.createdAt),
  });
}

export function toMember(wire: WireMember, account: CloudAccount, pool: WirePool): PoolMember {
  return new PoolMember({
    ref: memberRef(refOf(account, "pool", pool.id), wire.id),
    nativeId: wire.id,
    address: wire.address,
    port: wire.port,
    weight: wire.weight,
    health: memberHealthOf(wire, pool.algorithm),
    targetType: null,
    targetId: null,
    subnetId: wire.subnetId,
  });
}

/**
 * A weight of 0 stops new requests, unless the algorithm ignores weights. Sources: create member and create pool pages.
 */
function memberHealthOf({ operatingStatus, weight }: WireMember, algorithm: string | null): MemberHealth {
  const health = healthIn(operatingStatus) ?? "UNKNOWN";
  const isDraining = weight === 0 && algorithmIn(algorithm) !== "SOURCE_IP" && health !== "UNHEALTHY";
  return isDraining ? "DRAINING" : health;
}

/** The cloud's own representations from which objects were made. */
export const nativeListener = ({ native }: Listener) => native as WireListener;
export const nativePool = ({ native }: Pool) => native as WirePool;
export const nativeParent = ({ native }: ListenerParent) => native as WireLoadBalancer;

export function toHealthMonitor(wire: WireHealthMonitor): HealthMonitor {
  return {
    nativeId: wire.id,
    enabled: wire.adminStateUp ?? true,
    protocol: monitorProtocolIn(wire.type) ?? wire.type?.toUpperCase() ?? null,
    port: wire.port,
    // Some answers have the default path for checks without a path.
    path: wire.type?.toUpperCase() === "HTTP" ? wire.urlPath : null,
    intervalSeconds: wire.delaySeconds,
    timeoutSeconds: wire.timeoutSeconds,
    healthyThreshold: wire.maxRetries,
    unhealthyThreshold: wire.maxRetriesDown,
  };
}

/** Tags are strings, "key=value", on the objects themselves; null if the cloud omits them. */
export function tagsOf(texts: readonly string[] | null): ResourceTag[] | null {
  if (texts === null) return null;
  return texts.map((text) => {
    const [key = "", ...value] = text.split("=");
    return { key, value: value.join("=") };
  });
}

function tlsOf(wire: WireListener): TlsSettings | null {
  if (protocolIn(wire.protocol) !== "HTTPS") return null;
  const { certificateId, sniCertificateIds, clientCaCertificateId, tlsPolicy } = wire;
  const policy = policyNamed(tlsPolicy);
  return {
    certificateIds: certificateId === null ? [...sniCertificateIds] : [certificateId, ...sniCertificateIds],
    clientCaCertificateIds: clientCaCertificateId === null ? [] : [clientCaCertificateId],
    versions: policy ? [...policy.versions] : null,
    policy: tlsPolicy,
    ciphers: policy ? [...policy.ciphers] : null,
  };
}

/** member_timeout is the time for the server's answer, as in the model; client_timeout is among the settings. */
function timeoutsOf({ idleSeconds, memberSeconds }: WireListener): ListenerTimeouts | null {
  return idleSeconds === null && memberSeconds === null ? null : { idleSeconds, requestSeconds: memberSeconds };
}

function sessionPersistenceOf(wire: WireSessionPersistence | null): SessionPersistence | null {
  if (!wire) return null;
  const type = persistenceIn(wire.type);
  // An unknown way of keeping clients reads as none.
  if (!type) return null;
  return { type, cookieName: wire.cookieName, timeoutSeconds: secondsIn(wire.timeoutMinutes) };
}

/** Null for layer 4, whose packets have no headers. */
function forwardingOf({ protocol, headers }: WireListener) {
  const readsRequests = isWeb(protocolIn(protocol));
  return {
    forwardedElbIp: readsRequests ? (headers?.elbIp ?? false) : null,
    forwardedHost: readsRequests ? (headers?.host ?? true) : null,
  };
}

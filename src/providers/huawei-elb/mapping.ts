import type { CloudAccount } from "../../model/cloud-account.js";
import type {
  BalancingAlgorithm,
  ListenerProtocol,
  ResourceStatus,
  SessionPersistenceType,
} from "../../model/enums.js";
import { secondsIn } from "../../model/int32.js";
import { Listener } from "../../model/listener.js";
import { LoadBalancer } from "../../model/listener-parent.js";
import type { ListenerTimeouts, ResourceTag, TlsSettings } from "../../model/listener-parts.js";
import { type HealthMonitor, Pool, PoolMember, type SessionPersistence } from "../../model/pool.js";
import { MAX_PORT, MIN_PORT, PortRange } from "../../model/port-range.js";
import { ProblemError } from "../../model/problem-error.js";
import type { ResourceRef } from "../../model/resource-ref.js";
import { words } from "../kit/words.js";
import { memberHealthOf } from "./member-health.js";
import { listenerSettings, poolSettings } from "./settings.js";
import { TLS_POLICIES } from "./tls.js";
import type {
  ElbHealthMonitor,
  ElbListener,
  ElbLoadBalancer,
  ElbMember,
  ElbPool,
  ElbSessionPersistence,
} from "./wire-types.js";

/** The cloud's answers in the words of the model. */

const PROTOCOLS: Readonly<Record<string, ListenerProtocol>> = {
  TCP: "TCP",
  UDP: "UDP",
  HTTP: "HTTP",
  TERMINATED_HTTPS: "HTTPS",
};
const protocolIn = words(PROTOCOLS);
const POOL_PROTOCOLS: Readonly<Record<string, ListenerProtocol>> = { TCP: "TCP", UDP: "UDP", HTTP: "HTTP" };
/** The cloud's round robin goes by weights. Source: create pool page, field lb_algorithm. */
const ALGORITHMS: Readonly<Record<string, BalancingAlgorithm>> = {
  ROUND_ROBIN: "WEIGHTED_ROUND_ROBIN",
  LEAST_CONNECTIONS: "LEAST_CONNECTIONS",
  SOURCE_IP: "SOURCE_IP",
};
const PERSISTENCE_TYPES: readonly string[] = [
  "SOURCE_IP",
  "HTTP_COOKIE",
  "APP_COOKIE",
] satisfies SessionPersistenceType[];
const STATUSES: Readonly<Record<string, ResourceStatus>> = {
  ACTIVE: "ACTIVE",
  PENDING_CREATE: "CREATING",
  PENDING_UPDATE: "UPDATING",
  PENDING_DELETE: "DELETING",
  ERROR: "ERROR",
};
const MONITOR_PROTOCOLS: Readonly<Record<string, string>> = { UDP_CONNECT: "UDP" };

/** The operating status of a load balancer that the cloud has frozen. */
export const FROZEN = "FROZEN";

export function refOf(account: CloudAccount, kind: ResourceRef["kind"], key: string): ResourceRef {
  return { accountId: account.id, kind, key };
}

/**
 * Listeners and pools have no status of their own; by the status tree's page it always is ACTIVE. So the tree is not
 * read, and what can be wrong (frozen, or not ready for changes) is the load balancer's to say.
 */
export function toListener(account: CloudAccount, wire: ElbListener): Listener {
  return new Listener({
    ref: refOf(account, "listener", wire.id),
    parentRef: refOf(account, "load-balancer", wire.loadBalancerId),
    native: wire,
    nativeId: wire.id,
    account,
    region: account.region,
    name: wire.name,
    description: wire.description,
    protocol: protocolIn(wire.protocol) ?? "OTHER",
    nativeProtocol: wire.protocol,
    // Port 0 passes on all of TCP. Source: create listener page of Open Telekom Cloud.
    portRanges: [wire.port === 0 ? new PortRange(MIN_PORT, MAX_PORT) : new PortRange(wire.port)],
    status: "ACTIVE",
    nativeStatus: null,
    clientAffinity: null,
    algorithm: null,
    details: () => ({
      tls: tlsOf(wire),
      timeouts: timeoutsOf(wire),
      frozen: null,
      tags: tagsOf(wire.tags),
      settings: listenerSettings.of({
        http2Enabled: wire.http2Enabled,
        forwardedElbIp: wire.forwardsElbIp,
        forwardedHost: wire.forwardsHost,
        defaultPoolId: wire.defaultPoolId,
        defaultTlsContainerId: wire.certificateId,
        connectionLimit: wire.connectionLimit,
        adminStateUp: wire.adminStateUp,
        clientTimeoutSeconds: wire.clientSeconds,
      }),
      createdAt: instantOf(wire.createdAt),
      updatedAt: instantOf(wire.updatedAt),
    }),
  });
}

export function toPool(account: CloudAccount, wire: ElbPool): Pool {
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
    protocol: POOL_PROTOCOLS[wire.protocol] ?? null,
    algorithm: ALGORITHMS[wire.algorithm] ?? null,
    status: "ACTIVE",
    nativeStatus: null,
    sessionPersistence: sessionPersistenceOf(wire.sessionPersistence),
    trafficPercentage: null,
    details: () => ({
      settings: poolSettings.of({ adminStateUp: wire.adminStateUp }),
      createdAt: null,
      updatedAt: null,
    }),
  });
}

/** A frozen load balancer is ready as far as changes go by its provisioning; nativeStatus tells that it is frozen. */
export function toLoadBalancer(account: CloudAccount, wire: ElbLoadBalancer): LoadBalancer {
  const { provisioningStatus, operatingStatus } = wire;
  return new LoadBalancer({
    ref: refOf(account, "load-balancer", wire.id),
    native: wire,
    nativeId: wire.id,
    account,
    name: wire.name,
    // Left out means ready: the field is reserved, and ACTIVE whenever it is there.
    status: STATUSES[provisioningStatus ?? "ACTIVE"] ?? "UNKNOWN",
    nativeStatus: operatingStatus === FROZEN ? FROZEN : provisioningStatus,
    addresses: wire.vipAddress === null ? [] : [wire.vipAddress],
    tags: tagsOf(wire.tags),
    createdAt: instantOf(wire.createdAt),
  });
}

export function toMember(account: CloudAccount, pool: ElbPool, wire: ElbMember): PoolMember {
  return new PoolMember({
    ref: refOf(account, "member", `${pool.id}/${wire.id}`),
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

export function toHealthMonitor(wire: ElbHealthMonitor): HealthMonitor {
  return {
    enabled: wire.adminStateUp ?? true,
    protocol: MONITOR_PROTOCOLS[wire.type] ?? wire.type,
    port: wire.port,
    // Some answers show the default path of checks that ask for none.
    path: wire.type === "HTTP" ? wire.urlPath : null,
    intervalSeconds: wire.delaySeconds,
    timeoutSeconds: wire.timeoutSeconds,
    healthyThreshold: wire.maxRetries,
    unhealthyThreshold: wire.maxRetriesDown,
  };
}

/** "2018-07-25T01:54:13", which is UTC. Null when it is no such time. */
export function instantOf(time: string | null): string | null {
  return time !== null && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(time) ? `${time}Z` : null;
}

/** Tags are texts, "key=value", on the objects themselves; null where the cloud leaves them out. */
export function tagsOf(texts: readonly string[] | null): ResourceTag[] | null {
  if (texts === null) return null;
  return texts.map((text) => {
    const [key = "", ...value] = text.split("=");
    return { key, value: value.join("=") };
  });
}

function tlsOf(wire: ElbListener): TlsSettings | null {
  if (wire.protocol !== "TERMINATED_HTTPS") return null;
  const { certificateId, sniCertificateIds, clientCaCertificateId, tlsPolicy } = wire;
  const policy = tlsPolicy === null ? undefined : TLS_POLICIES[tlsPolicy];
  return {
    certificateIds: certificateId === null ? [...sniCertificateIds] : [certificateId, ...sniCertificateIds],
    clientCaCertificateIds: clientCaCertificateId === null ? [] : [clientCaCertificateId],
    versions: policy ? [...policy.versions] : null,
    policy: tlsPolicy,
    ciphers: policy ? [...policy.ciphers] : null,
  };
}

/** member_timeout is the time for the server's answer, which is the model's; client_timeout is among the settings. */
function timeoutsOf({ idleSeconds, memberSeconds }: ElbListener): ListenerTimeouts | null {
  return idleSeconds === null && memberSeconds === null ? null : { idleSeconds, requestSeconds: memberSeconds };
}

function sessionPersistenceOf(wire: ElbSessionPersistence | null): SessionPersistence | null {
  if (!wire) return null;
  if (!isPersistenceType(wire.type)) {
    throw new ProblemError({
      code: "PROVIDER_REJECTED",
      message: `A pool keeps clients in a way that this graph does not know: ${wire.type}.`,
    });
  }
  const { type, cookieName, timeoutMinutes } = wire;
  return { type, cookieName, timeoutSeconds: secondsIn(timeoutMinutes) };
}

function isPersistenceType(type: string): type is SessionPersistenceType {
  return PERSISTENCE_TYPES.includes(type);
}

import type { CloudAccount } from "../../model/cloud-account.js";
import type { ClientAffinity, ListenerProtocol, MemberHealth, ResourceStatus } from "../../model/enums.js";
import { Listener } from "../../model/listener.js";
import { Accelerator } from "../../model/listener-parent.js";
import type { FreezeInfo } from "../../model/listener-parts.js";
import { type HealthMonitor, Pool, PoolMember } from "../../model/pool.js";
import { PortRange } from "../../model/port-range.js";
import type { ResourceRef } from "../../model/resource-ref.js";
import { words } from "../kit/words.js";
import { UNHEALTHY_THRESHOLD } from "./limits.js";
import { listenerSettings } from "./settings.js";
import type {
  GaAccelerator,
  GaEndpoint,
  GaEndpointGroup,
  GaFreeze,
  GaHealthCheck,
  GaListener,
  GaObject,
} from "./wire-types.js";

/** The cloud's answers in the words of the model. */

const PROTOCOLS: Readonly<Record<string, ListenerProtocol>> = { TCP: "TCP", UDP: "UDP" };
const protocolIn = words(PROTOCOLS);
/** "Source IP address", which the page's table says, is the meaning; the value on the wire is that of its example. */
const AFFINITIES: Readonly<Record<string, ClientAffinity>> = { SOURCE_IP: "SOURCE_IP", NONE: "NONE" };
const STATUSES: Readonly<Record<string, ResourceStatus>> = { ACTIVE: "ACTIVE", ERROR: "ERROR", DELETING: "DELETING" };
const HEALTH: Readonly<Record<string, MemberHealth>> = {
  INITIAL: "UNKNOWN",
  HEALTHY: "HEALTHY",
  UNHEALTHY: "UNHEALTHY",
  NO_MONITOR: "UNMONITORED",
};
/** Source: update listener page, table 9. */
const FREEZE_EFFECTS: Readonly<Record<number, string>> = {
  1: "Frozen; it can be released.",
  2: "Frozen; it cannot be released.",
  3: "Frozen; it cannot be renewed.",
};

export const FROZEN = 1;
const TERMINATED = 2;

export function refOf(account: CloudAccount, kind: ResourceRef["kind"], key: string): ResourceRef {
  return { accountId: account.id, kind, key };
}

export function toListener(account: CloudAccount, wire: GaListener): Listener {
  return new Listener({
    ref: refOf(account, "listener", wire.id),
    parentRef: refOf(account, "accelerator", wire.acceleratorId),
    native: wire,
    nativeId: wire.id,
    account,
    region: null,
    name: wire.name,
    description: wire.description,
    protocol: protocolIn(wire.protocol) ?? "OTHER",
    nativeProtocol: wire.protocol,
    portRanges: wire.portRanges.map(({ fromPort, toPort }) => new PortRange(fromPort, toPort)),
    status: statusOf(wire),
    nativeStatus: wire.status,
    clientAffinity: AFFINITIES[wire.clientAffinity ?? ""] ?? null,
    algorithm: null,
    details: () => ({
      tls: null,
      timeouts: null,
      frozen: freezeInfoOf(wire.freeze),
      tags: [...wire.tags],
      settings: listenerSettings.of({ domainId: wire.domainId, frozenStatus: wire.freeze?.status ?? null }),
      createdAt: instantOf(wire.createdAt),
      updatedAt: instantOf(wire.updatedAt),
    }),
  });
}

/** @param parentRef the accelerator, where the group's listener was read: the group itself does not name it */
export function toPool(account: CloudAccount, wire: GaEndpointGroup, parentRef: ResourceRef | null): Pool {
  return new Pool({
    ref: refOf(account, "pool", wire.id),
    parentRef,
    listenerRefs: wire.listenerId === null ? [] : [refOf(account, "listener", wire.listenerId)],
    native: wire,
    nativeId: wire.id,
    account,
    region: wire.regionId,
    name: wire.name,
    description: wire.description,
    isImplicit: false,
    protocol: null,
    algorithm: null,
    status: statusOf(wire),
    nativeStatus: wire.status,
    sessionPersistence: null,
    trafficPercentage: wire.trafficDialPercentage,
    details: () => ({
      settings: null,
      createdAt: instantOf(wire.createdAt),
      updatedAt: instantOf(wire.updatedAt),
    }),
  });
}

export function toMember(account: CloudAccount, wire: GaEndpoint): PoolMember {
  return new PoolMember({
    // An endpoint can be found within its group only.
    ref: refOf(account, "member", `${wire.groupId}/${wire.id}`),
    nativeId: wire.id,
    address: addressOf(wire),
    port: null,
    weight: wire.weight,
    health: HEALTH[wire.healthState ?? ""] ?? "UNKNOWN",
    targetType: wire.resourceType,
    targetId: wire.resourceId,
    subnetId: null,
  });
}

export function addressOf({ ipAddress, resourceId }: GaEndpoint): string {
  return ipAddress || resourceId;
}

export function toHealthMonitor(wire: GaHealthCheck): HealthMonitor {
  return {
    enabled: wire.enabled,
    protocol: wire.protocol,
    port: wire.port,
    path: null,
    intervalSeconds: wire.interval,
    timeoutSeconds: wire.timeout,
    healthyThreshold: wire.maxRetries,
    unhealthyThreshold: UNHEALTHY_THRESHOLD,
  };
}

export function toAccelerator(account: CloudAccount, wire: GaAccelerator): Accelerator {
  return new Accelerator({
    ref: refOf(account, "accelerator", wire.id),
    native: wire,
    nativeId: wire.id,
    account,
    name: wire.name,
    status: statusOf(wire),
    nativeStatus: wire.status,
    addresses: [...wire.addresses],
    tags: [...wire.tags],
    createdAt: instantOf(wire.createdAt),
  });
}

/**
 * PENDING is said of creations and of changes. A new object was last changed when it was created, which tells the two
 * apart (our reading; the replies to creations that the vendor shows have both times equal).
 */
function statusOf({ status, createdAt, updatedAt }: GaObject): ResourceStatus {
  if (status !== "PENDING") return STATUSES[status] ?? "UNKNOWN";
  return createdAt === updatedAt ? "CREATING" : "UPDATING";
}

/** The status decides alone: the vendor's own example is an ACTIVE listener with status 2 here. */
function freezeInfoOf(freeze: GaFreeze | null): FreezeInfo {
  const isFrozen = freeze?.status === FROZEN;
  const reasons = [...(freeze?.scenes ?? [])];
  if (freeze?.status === TERMINATED) return { isFrozen, effect: "Terminated; it is cleared away.", reasons };
  return { isFrozen, effect: isFrozen ? (FREEZE_EFFECTS[freeze.effect ?? 1] ?? null) : null, reasons };
}

/** Null when it is no instant: the vendor promises ISO 8601 with Z. */
export function instantOf(time: string | null): string | null {
  return time !== null && /Z$/.test(time) && !Number.isNaN(Date.parse(time)) ? time : null;
}

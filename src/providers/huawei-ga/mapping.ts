import type { CloudAccount } from "../../model/cloud-account.js";
import type { ClientAffinity, ListenerProtocol, MemberHealth, ResourceStatus } from "../../model/enums.js";
import { Listener } from "../../model/listener.js";
import { Accelerator } from "../../model/listener-parent.js";
import type { FreezeInfo } from "../../model/listener-parts.js";
import { type HealthMonitor, Pool, PoolMember } from "../../model/pool.js";
import { PortRange } from "../../model/port-range.js";
import { memberRef, type ResourceRef } from "../../model/resource-ref.js";
import { readTime } from "../../model/times.js";
import { words } from "../kit/words.js";
import { UNHEALTHY_THRESHOLD } from "./limits.js";
import { listenerSettings } from "./settings.js";
import type {
  WireAccelerator,
  WireAny,
  WireEndpoint,
  WireEndpointGroup,
  WireFreeze,
  WireHealthCheck,
  WireListener,
} from "./wire.js";

/** The cloud's answers in the model's terms. */

const protocolIn = words<ListenerProtocol>({ TCP: "TCP", UDP: "UDP" });
/** "Source IP address", in the page's table, is the meaning; the value on the wire is that of its example. */
const affinityIn = words<ClientAffinity>({ SOURCE_IP: "SOURCE_IP", NONE: "NONE" });
/** PENDING is used for creations and for changes, see statusOf. */
const statusIn = words<ResourceStatus | "PENDING">({
  ACTIVE: "ACTIVE",
  ERROR: "ERROR",
  DELETING: "DELETING",
  PENDING: "PENDING",
});
const healthIn = words<MemberHealth>({
  INITIAL: "UNKNOWN",
  HEALTHY: "HEALTHY",
  UNHEALTHY: "UNHEALTHY",
  NO_MONITOR: "UNMONITORED",
});
/** Source: update listener page, table 9. */
const FREEZE_EFFECTS: Readonly<Record<number, string>> = {
  1: "it can be released",
  2: "it cannot be released",
  3: "it cannot be renewed",
};

export const FROZEN = 1;
/** Resources that are removed after a while. */
const TERMINATED = 2;
const FREEZE_STATUSES: Readonly<Record<number, string>> = { [FROZEN]: "Frozen", [TERMINATED]: "Terminated" };
/** Source: the same table, field effect. */
const DEFAULT_EFFECT = 1;

export function refOf(account: CloudAccount, kind: ResourceRef["kind"], key: string): ResourceRef {
  return { accountId: account.id, kind, key };
}

export function toListener(wire: WireListener, account: CloudAccount): Listener {
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
    nativeProtocol: wire.protocol ?? "",
    portRanges: wire.portRanges.map(({ fromPort, toPort }) => new PortRange(fromPort, toPort)),
    status: statusOf(wire),
    nativeStatus: wire.status,
    clientAffinity: affinityIn(wire.clientAffinity) ?? null,
    algorithm: null,
    details: () => ({
      tls: null,
      timeouts: null,
      // A listener that is not frozen itself is stopped with its accelerator.
      frozen: isHeld(wire.freeze) ? freezeInfoOf(wire.freeze) : null,
      tags: [...wire.tags],
      settings: listenerSettings.of({
        domainId: wire.domainId,
        frozenStatus: wire.freeze?.status ?? null,
        frozenEffect: wire.freeze?.effect ?? null,
      }),
      createdAt: readTime(wire.createdAt),
      updatedAt: readTime(wire.updatedAt),
    }),
  });
}

/** @param parentRef the accelerator, if the group's listener was read: the group itself does not name it */
export function toPool(wire: WireEndpointGroup, account: CloudAccount, parentRef: ResourceRef | null): Pool {
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
      createdAt: readTime(wire.createdAt),
      updatedAt: readTime(wire.updatedAt),
    }),
  });
}

export function toMember(wire: WireEndpoint, account: CloudAccount): PoolMember {
  return new PoolMember({
    // An endpoint can only be found within its group.
    ref: memberRef(refOf(account, "pool", wire.groupId), wire.id),
    nativeId: wire.id,
    address: addressOf(wire),
    port: null,
    weight: wire.weight,
    health: healthIn(wire.healthState) ?? "UNKNOWN",
    targetType: wire.resourceType,
    targetId: wire.resourceId,
    subnetId: null,
  });
}

export function addressOf({ ipAddress, resourceId, id }: WireEndpoint): string {
  return ipAddress || resourceId || id;
}

/** The cloud's own representations from which objects were made. */
export const nativeListener = (listener: Listener) => listener.native as WireListener;
export const nativePool = (pool: Pool) => pool.native as WireEndpointGroup;

export function toHealthMonitor(wire: WireHealthCheck): HealthMonitor {
  return {
    nativeId: wire.id,
    enabled: wire.enabled,
    protocol: wire.protocol?.toUpperCase() ?? null,
    port: wire.port,
    path: null,
    intervalSeconds: wire.interval,
    timeoutSeconds: wire.timeout,
    healthyThreshold: wire.maxRetries,
    unhealthyThreshold: UNHEALTHY_THRESHOLD,
  };
}

export function toParent(wire: WireAccelerator, account: CloudAccount): Accelerator {
  return new Accelerator({
    ref: refOf(account, "accelerator", wire.id),
    native: wire,
    freeze: freezeInfoOf(wire.freeze),
    nativeId: wire.id,
    account,
    name: wire.name,
    status: statusOf(wire),
    nativeStatus: wire.status,
    addresses: [...wire.addresses],
    tags: [...wire.tags],
    createdAt: readTime(wire.createdAt),
  });
}

/** The cloud's status in our words; case does not matter. */
export const nativeStatus = ({ status }: Pick<WireAny, "status">) => statusIn(status) ?? "UNKNOWN";

/**
 * A new object was last changed when it was created, which distinguishes a creation from a change (our reading; in the
 * vendor's sample replies to creations both times are equal). If the times cannot be read, it counts as changing.
 */
function statusOf(wire: WireAny): ResourceStatus {
  const status = nativeStatus(wire);
  if (status !== "PENDING") return status;
  const createdAt = readTime(wire.createdAt);
  return createdAt !== null && createdAt === readTime(wire.updatedAt) ? "CREATING" : "UPDATING";
}

const isHeld = (freeze: WireFreeze | null): boolean => [FROZEN, TERMINATED].includes(freeze?.status ?? 0);

/**
 * The status alone decides whether it is frozen: the vendor's own example is an ACTIVE listener with status 2 here. The
 * effect is reported whatever the status is.
 */
function freezeInfoOf(freeze: WireFreeze | null): FreezeInfo {
  const isFrozen = freeze?.status === FROZEN;
  const state = FREEZE_STATUSES[freeze?.status ?? 0];
  const effect = FREEZE_EFFECTS[freeze?.effect ?? (isFrozen ? DEFAULT_EFFECT : 0)];
  const told = state ? [state, ...(effect ? [effect] : [])].join("; ") : effect && `When frozen, ${effect}`;
  return { isFrozen, effect: told ? `${told}.` : null, reasons: [...(freeze?.scenes ?? [])] };
}

import type { CloudAccount } from "../../model/cloud-account.js";
import type { BalancingAlgorithm, KnownProtocol, ListenerProtocol, ResourceStatus } from "../../model/enums.js";
import { type HeldSpaces, usualSpaces } from "../../model/free-ports.js";
import { Listener } from "../../model/listener.js";
import { Accelerator, type ListenerParent } from "../../model/listener-parent.js";
import type { FreezeInfo, TlsSettings } from "../../model/listener-parts.js";
import { Pool, type SessionPersistence } from "../../model/pool.js";
import { PortRange } from "../../model/port-range.js";
import { readTime } from "../../model/times.js";
import { words } from "../kit/words.js";
import { isLayer4, listenerKey, refOf, ruleKey } from "./ref-keys.js";
import { listenerSettings, poolSettings } from "./settings.js";
import { clientCertificateIdsOf, readCheckParams, type WireListener, type WireParent, type WireRule } from "./wire.js";

/** From the cloud's terms to the model's. Source of the words: data structures of API version 2018-05-29. */

/** The cloud's own representation from which a listener or parent of this provider was made. */
export const nativeListener = (listener: Listener) => listener.native as WireListener;
export const nativeParent = (parent: ListenerParent) => parent.native as WireParent;

/** HTTPS with HTTP/3 also uses its port over UDP. Source: Http3Supported of CreateHTTPSListener. */
export const heldSpaces: HeldSpaces = (listener) =>
  nativeListener(listener).http3Supported ? ["TCP", "UDP"] : usualSpaces(listener);

/** A pool is made from its listener (layer 4) or its rule (layer 7). */
export type NativePool =
  | { readonly kind: "listener"; readonly listener: WireListener; readonly protocol: "TCP" | "UDP" }
  | { readonly kind: "rule"; readonly rule: WireRule };
export const nativePool = (pool: Pool) => pool.native as NativePool;

/** lrtt needs the vendor's approval of the account. */
export const SCHEDULERS: Readonly<Partial<Record<BalancingAlgorithm, string>>> = {
  ROUND_ROBIN: "rr",
  WEIGHTED_ROUND_ROBIN: "wrr",
  LEAST_CONNECTIONS: "lc",
  LEAST_RESPONSE_TIME: "lrtt",
};
const algorithms = words(
  Object.fromEntries(Object.entries(SCHEDULERS).map(([ours, theirs]) => [theirs, ours as BalancingAlgorithm])),
);
export const algorithmOf = (scheduler: string | null): BalancingAlgorithm | null => algorithms(scheduler) ?? null;

/** ListenerStatus, RuleStatus and DomainStatus, whose numbers mean the same. Writes are accepted in state 0 only. */
export const RUNNING = "0";
const statuses = words<ResourceStatus>({
  [RUNNING]: "ACTIVE",
  1: "CREATING",
  2: "DELETING",
  // Binding or unbinding real servers.
  3: "UPDATING",
  // Other changes.
  4: "UPDATING",
});
export const statusOf = (status: string | null): ResourceStatus => statuses(status) ?? "UNKNOWN";

/**
 * Status of channels and groups. CLOSED becomes UNKNOWN: the channel was switched off on purpose, for which our closed
 * vocabulary has no word.
 */
const parentStatuses = words<ResourceStatus>({
  RUNNING: "ACTIVE",
  CREATING: "CREATING",
  CLONING: "CREATING",
  DESTROYING: "DELETING",
  OPENING: "UPDATING",
  CLOSING: "UPDATING",
  ADJUSTING: "UPDATING",
  CHANGING: "UPDATING",
  MOVING: "UPDATING",
  RECOVERING: "UPDATING",
  ISOLATING: "UPDATING",
  ISOLATED: "ERROR",
  CREATE_FAILED: "ERROR",
});
export const parentStatusOf = (status: string | null): ResourceStatus => parentStatuses(status) ?? "UNKNOWN";

/** BindStatus of TCP listeners and of rules; for UDP listeners the numbers are the other way round. */
const bindStatuses = words({ 0: "ABNORMAL", 1: "NORMAL" });
const udpBindStatuses = words({ 0: "NORMAL", 1: "ABNORMAL", 2: "DNS_FAILURE" });

const webProtocols = words<KnownProtocol>({ HTTP: "HTTP", HTTPS: "HTTPS" });

/** States in which a channel or group exists and carries no traffic. Source: Status of ProxyInfo and ProxyGroupInfo. */
const stops = words({
  CLOSED: "The channel is switched off (CLOSED) until someone opens it again.",
  ISOLATED: "The channel is isolated (ISOLATED), usually until its bill is paid.",
});

function freezeOf({ status }: WireParent): FreezeInfo {
  const effect = stops(status) ?? null;
  return { isFrozen: effect !== null, effect, reasons: effect !== null && status !== null ? [status] : [] };
}

export function toParent(wire: WireParent, account: CloudAccount): ListenerParent {
  const addresses = [wire.domain, wire.ip, ...wire.ips.map(({ ip }) => ip)].filter((address) => address !== null);
  return new Accelerator({
    ref: refOf(account.id, "accelerator", wire.id),
    native: wire,
    freeze: freezeOf(wire),
    nativeId: wire.id,
    account,
    name: wire.name,
    status: parentStatusOf(wire.status),
    nativeStatus: wire.status,
    addresses: [...new Set(addresses)],
    tags: [...wire.tags],
    createdAt: readTime(wire.createdAt),
  });
}

/** Where a listener was found: its answer does not always say. The protocol is that of the Describe operation. */
export interface ListenerPlace {
  readonly parentId: string;
  readonly protocol: KnownProtocol;
}

export function toListener(wire: WireListener, account: CloudAccount, { parentId, protocol }: ListenerPlace): Listener {
  return new Listener({
    ref: refOf(account.id, "listener", listenerKey(parentId, wire.id), protocol),
    parentRef: refOf(account.id, "accelerator", parentId),
    native: wire,
    nativeId: wire.id,
    account,
    region: null,
    name: wire.name,
    description: null,
    protocol,
    nativeProtocol: protocol,
    portRanges: wire.port === null ? [] : [new PortRange(wire.port)],
    status: statusOf(wire.status),
    nativeStatus: wire.status,
    clientAffinity: isLayer4(protocol) ? (wire.sessionPersist ? "SOURCE_IP" : "NONE") : null,
    algorithm: algorithmOf(wire.scheduler),
    details: () => ({
      tls: protocol === "HTTPS" ? tlsOf(wire) : null,
      timeouts: null,
      frozen: null,
      tags: null,
      settings: listenerSettingsOf(wire, protocol),
      createdAt: readTime(wire.createdAt),
      updatedAt: null,
    }),
  });
}

function tlsOf(wire: WireListener): TlsSettings {
  return {
    certificateIds: wire.certificateId ? [wire.certificateId] : [],
    clientCaCertificateIds: clientCertificateIdsOf(wire),
    versions: wire.tlsVersions.length > 0 ? [...wire.tlsVersions] : null,
    policy: wire.tlsCiphers,
    ciphers: null,
  };
}

function listenerSettingsOf(wire: WireListener, protocol: ListenerProtocol) {
  const bindStatus = protocol === "UDP" ? udpBindStatuses : bindStatuses;
  return listenerSettings.of({
    realServerType: wire.realServerType,
    healthCheck: wire.healthCheck,
    delayLoopSeconds: wire.delayLoop,
    connectTimeoutSeconds: wire.connectTimeout,
    clientIpMethod: wire.clientIpMethod,
    failoverSwitch: wire.failoverSwitch,
    realServerPort: wire.realServerPort,
    forwardProtocol: wire.forwardProtocol,
    authType: wire.authType,
    http3Supported: wire.http3Supported,
    contextType: wire.contextType,
    sendContext: wire.sendContext,
    recvContext: wire.recvContext,
    sessionPersistSeconds: wire.sessionPersist || null,
    bindStatus: bindStatus(wire.bindStatus) ?? wire.bindStatus,
  });
}

function persistenceOf({ sessionPersist }: WireListener): SessionPersistence | null {
  return sessionPersist ? { type: "SOURCE_IP", cookieName: null, timeoutSeconds: sessionPersist } : null;
}

/** The only pool of a TCP or UDP listener; null for the others, whose pools are rules. */
export function toImplicitPool(listener: Listener): Pool | null {
  const { account, name, algorithm, protocol, status, nativeStatus, parentRef } = listener;
  if (!isLayer4(protocol)) return null;
  const wire = nativeListener(listener);
  return new Pool({
    ref: refOf(account.id, "pool", listener.ref.key, protocol),
    parentRef,
    listenerRefs: [listener.ref],
    native: { kind: "listener", listener: wire, protocol } satisfies NativePool,
    nativeId: wire.id,
    account,
    region: null,
    name,
    description: null,
    isImplicit: true,
    protocol: null,
    algorithm,
    status,
    nativeStatus,
    sessionPersistence: persistenceOf(wire),
    trafficPercentage: null,
    details: () => ({
      settings: null,
      createdAt: listener.createdAt,
      updatedAt: null,
    }),
  });
}

/** Where a rule was found; the listener's protocol is null if it is not known. */
export interface RulePlace {
  readonly parentId: string;
  readonly listenerId: string;
  readonly protocol: KnownProtocol | null;
}

/** The pool that a rule of an HTTP or HTTPS listener represents. */
export function toPool(wire: WireRule, account: CloudAccount, { parentId, listenerId, protocol }: RulePlace): Pool {
  const hint = protocol ?? undefined;
  return new Pool({
    ref: refOf(account.id, "pool", ruleKey(parentId, listenerId, wire.id), hint),
    parentRef: refOf(account.id, "accelerator", parentId),
    listenerRefs: [refOf(account.id, "listener", listenerKey(parentId, listenerId), hint)],
    native: { kind: "rule", rule: wire } satisfies NativePool,
    nativeId: wire.id,
    account,
    region: null,
    name: wire.domain + wire.path,
    description: null,
    isImplicit: false,
    protocol: webProtocols(wire.forwardProtocol) ?? null,
    algorithm: algorithmOf(wire.scheduler),
    status: statusOf(wire.status),
    nativeStatus: wire.status,
    sessionPersistence: null,
    trafficPercentage: null,
    details: () => ({
      settings: poolSettingsOf(wire),
      createdAt: null,
      updatedAt: null,
    }),
  });
}

function poolSettingsOf(wire: WireRule) {
  const checks = wire.checkParams && readCheckParams(wire.checkParams);
  return poolSettings.of({
    domain: wire.domain,
    path: wire.path,
    realServerType: wire.realServerType,
    forwardProtocol: wire.forwardProtocol,
    forwardHost: wire.forwardHost,
    serverNameIndicationSwitch: wire.serverNameIndicationSwitch,
    serverNameIndication: wire.serverNameIndication,
    forcedRedirect: wire.forcedRedirect,
    checkMethod: checks?.method ?? null,
    checkStatusCodes: checks ? [...checks.statusCodes] : null,
    checkDomain: checks?.domain ?? null,
    failedThreshold: checks?.failedThreshold ?? null,
    failedCountIntervalSeconds: checks?.failedCountInterval ?? null,
    blockIntervalSeconds: checks?.blockInterval ?? null,
    bindStatus: bindStatuses(wire.bindStatus) ?? wire.bindStatus,
  });
}

/** What a pool was made from; some fields of both kinds are the same. */
export const sourceOf = (pool: Pool): WireListener | WireRule => {
  const native = nativePool(pool);
  return native.kind === "rule" ? native.rule : native.listener;
};

import type { CloudAccount } from "../../model/cloud-account.js";
import { instantAt } from "../../model/date-time.js";
import type { ListenerProtocol } from "../../model/enums.js";
import { Listener } from "../../model/listener.js";
import { Accelerator, type ListenerParent } from "../../model/listener-parent.js";
import { type HealthMonitor, Pool, PoolMember, type SessionPersistence } from "../../model/pool.js";
import { PortRange } from "../../model/port-range.js";
import type { ResourceRef } from "../../model/resource-ref.js";
import { listenerKey, partsOf, refOf, ruleKey } from "./keys.js";
import { listenerSettings, poolSettings, tlsOf } from "./settings-mapping.js";
import { algorithmOf, parentStatusOf, statusOf } from "./vocabulary.js";
import type { BoundRealServer, WireLayer4, WireListener, WireParent, WireRule } from "./wire-types.js";

/** From the cloud's words to the model's. */

export const isLayer4 = (protocol: ListenerProtocol): protocol is "TCP" | "UDP" =>
  protocol === "TCP" || protocol === "UDP";

/** The cloud's picture that a listener or parent of this provider was made from. */
export const wireListenerOf = (listener: Listener) => listener.native as WireListener;
export const wireParentOf = (parent: ListenerParent) => parent.native as WireParent;

/** A pool is made from its listener (layer 4) or its rule (layer 7). */
export type PoolSource =
  | { readonly kind: "listener"; readonly listener: WireListener; readonly layer4: WireLayer4 }
  | { readonly kind: "rule"; readonly rule: WireRule };
export const poolSourceOf = (pool: Pool) => pool.native as PoolSource;

const instant = (seconds: number | null) => instantAt(seconds === null ? null : seconds * 1000);

export function parentOf(wire: WireParent, account: CloudAccount): ListenerParent {
  return new Accelerator({
    ref: refOf(account.id, "accelerator", wire.id),
    native: wire,
    nativeId: wire.id,
    account,
    name: wire.name,
    status: parentStatusOf(wire.status),
    nativeStatus: wire.status,
    addresses: [...wire.addresses],
    tags: [...wire.tags],
    createdAt: instant(wire.createdAt),
  });
}

export function listenerOf(wire: WireListener, parentId: string, account: CloudAccount): Listener {
  const { layer4 } = wire;
  return new Listener({
    ref: refOf(account.id, "listener", listenerKey(parentId, wire.ListenerId), wire.Protocol),
    parentRef: refOf(account.id, "accelerator", parentId),
    native: wire,
    nativeId: wire.ListenerId,
    account,
    region: null,
    name: wire.ListenerName,
    description: null,
    protocol: wire.Protocol,
    nativeProtocol: wire.Protocol,
    portRanges: [new PortRange(wire.Port)],
    status: statusOf(wire.ListenerStatus),
    nativeStatus: String(wire.ListenerStatus),
    clientAffinity: layer4 ? (layer4.SessionPersist ? "SOURCE_IP" : "NONE") : null,
    algorithm: algorithmOf(layer4?.Scheduler ?? null),
    details: () => ({
      tls: wire.https ? tlsOf(wire.https) : null,
      timeouts: null,
      frozen: null,
      tags: null,
      settings: listenerSettings(wire),
      createdAt: instant(wire.CreateTime),
      updatedAt: null,
    }),
  });
}

function persistenceOf({ SessionPersist }: WireLayer4): SessionPersistence | null {
  return SessionPersist ? { type: "SOURCE_IP", cookieName: null, timeoutSeconds: SessionPersist } : null;
}

/** The one pool of a TCP or UDP listener; null for the others, whose pools are rules. */
export function poolOfListener(listener: Listener): Pool | null {
  const wire = wireListenerOf(listener);
  const { layer4 } = wire;
  if (!layer4) return null;
  const { account, name, algorithm, status, nativeStatus, parentRef } = listener;
  return new Pool({
    ref: refOf(account.id, "pool", listener.ref.key, wire.Protocol),
    parentRef,
    listenerRefs: [listener.ref],
    native: { kind: "listener", listener: wire, layer4 } satisfies PoolSource,
    nativeId: wire.ListenerId,
    account,
    region: null,
    name,
    description: null,
    isImplicit: true,
    protocol: null,
    algorithm,
    status,
    nativeStatus,
    sessionPersistence: persistenceOf(layer4),
    trafficPercentage: null,
    details: () => ({
      settings: null,
      createdAt: listener.createdAt,
      updatedAt: null,
    }),
  });
}

/** The pool that a rule of an HTTP or HTTPS listener stands for. */
export function poolOfRule(
  rule: WireRule,
  parentId: string,
  listenerProtocol: ListenerProtocol | null,
  account: CloudAccount,
): Pool {
  const { ListenerId, RuleId, ForwardProtocol } = rule;
  const hint = listenerProtocol ?? undefined;
  return new Pool({
    ref: refOf(account.id, "pool", ruleKey(parentId, ListenerId, RuleId), hint),
    parentRef: refOf(account.id, "accelerator", parentId),
    listenerRefs: [refOf(account.id, "listener", listenerKey(parentId, ListenerId), hint)],
    native: { kind: "rule", rule } satisfies PoolSource,
    nativeId: RuleId,
    account,
    region: null,
    name: rule.Domain + rule.Path,
    description: null,
    isImplicit: false,
    protocol: ForwardProtocol === "HTTP" || ForwardProtocol === "HTTPS" ? ForwardProtocol : null,
    algorithm: algorithmOf(rule.Scheduler),
    status: statusOf(rule.RuleStatus),
    nativeStatus: String(rule.RuleStatus),
    sessionPersistence: null,
    trafficPercentage: null,
    details: () => ({
      settings: poolSettings(rule),
      createdAt: null,
      updatedAt: null,
    }),
  });
}

/** The real servers behind a pool, and whether they are probed. */
export function realServersOf(source: PoolSource): { bound: readonly BoundRealServer[]; isProbed: boolean } {
  const { RealServerSet, HealthCheck } = source.kind === "rule" ? source.rule : source.layer4;
  return { bound: RealServerSet, isProbed: HealthCheck };
}

/** IP or DOMAIN: what can be bound to the pool. */
export function realServerTypeOf(pool: Pool): string | null {
  const source = poolSourceOf(pool);
  return source.kind === "rule" ? source.rule.RealServerType : source.layer4.RealServerType;
}

export function membersOf(pool: Pool): PoolMember[] {
  const { bound, isProbed } = realServersOf(poolSourceOf(pool));
  return bound.map((server) => memberOf(server, isProbed, pool.ref));
}

function memberOf(server: BoundRealServer, isProbed: boolean, pool: ResourceRef): PoolMember {
  const { RealServerId, RealServerIP, RealServerPort, RealServerWeight, RealServerStatus } = server;
  const health = RealServerStatus === null ? "UNKNOWN" : RealServerStatus === 0 ? "HEALTHY" : "UNHEALTHY";
  return new PoolMember({
    // The same real server may be bound twice, with two ports; the binding itself has no id.
    ref: refOf(pool.accountId, "member", `${pool.key}/${RealServerId}:${RealServerPort}`),
    nativeId: null,
    address: RealServerIP,
    port: RealServerPort,
    weight: RealServerWeight,
    // Without probes the cloud reports 0, normal, whatever the server does.
    health: isProbed ? health : "UNMONITORED",
    targetType: null,
    targetId: RealServerId,
    subnetId: null,
  });
}

export function healthMonitorOf(pool: Pool): HealthMonitor {
  const source = poolSourceOf(pool);
  if (source.kind === "rule") {
    const { HealthCheck, CheckParams } = source.rule;
    return {
      enabled: HealthCheck,
      protocol: "HTTP",
      port: null,
      path: CheckParams?.Path ?? null,
      intervalSeconds: CheckParams?.DelayLoop ?? null,
      timeoutSeconds: CheckParams?.ConnectTimeout ?? null,
      healthyThreshold: null,
      unhealthyThreshold: null,
    };
  }
  const { layer4, listener } = source;
  const udpProtocol = layer4.CheckType === "PING" ? "PING" : "UDP";
  return {
    enabled: layer4.HealthCheck,
    protocol: listener.Protocol === "UDP" ? udpProtocol : "TCP",
    port: layer4.CheckPort,
    path: null,
    intervalSeconds: layer4.DelayLoop,
    timeoutSeconds: layer4.ConnectTimeout,
    healthyThreshold: layer4.HealthyThreshold,
    unhealthyThreshold: layer4.UnhealthyThreshold,
  };
}

/** The parent's id in a pool's or listener's ref. */
export const parentIdOf = (ref: ResourceRef) => partsOf(ref.key)?.parentId ?? ref.key;

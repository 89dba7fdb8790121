import type { CloudAccount } from "../../src/model/cloud-account.js";
import type { ListenerProtocol } from "../../src/model/enums.js";
import { Listener } from "../../src/model/listener.js";
import { LoadBalancer } from "../../src/model/listener-parent.js";
import { Pool, PoolMember } from "../../src/model/pool.js";
import { PortRange } from "../../src/model/port-range.js";
import { memberRef, type ResourceRef } from "../../src/model/resource-ref.js";
import { readTime } from "../../src/model/times.js";
import { words } from "../../src/providers/kit/words.js";
import { listenerSettings } from "./settings.js";
import type { WireListener, WireLoadBalancer, WireMember } from "./wire.js";

/** The cloud's answers in the words of the model. */

const protocolIn = words<ListenerProtocol>({ TCP: "TCP", UDP: "UDP" });

const refOf = (account: CloudAccount, kind: ResourceRef["kind"], key: string): ResourceRef => ({
  accountId: account.id,
  kind,
  key,
});

export function toListener(wire: WireListener, account: CloudAccount): Listener {
  return new Listener({
    ref: refOf(account, "listener", wire.id),
    parentRef: refOf(account, "load-balancer", wire.loadBalancerId),
    native: wire,
    nativeId: wire.id,
    account,
    region: null,
    name: wire.name,
    description: null,
    protocol: protocolIn(wire.protocol) ?? "OTHER",
    nativeProtocol: wire.protocol ?? "",
    portRanges: [new PortRange(wire.port)],
    status: "ACTIVE",
    nativeStatus: null,
    clientAffinity: null,
    algorithm: null,
    details: () => ({
      tls: null,
      timeouts: null,
      frozen: null,
      tags: null,
      settings: listenerSettings.of({ team: wire.team }),
      createdAt: readTime(wire.createdAt),
      updatedAt: null,
    }),
  });
}

/** The pool that goes with a listener. */
export function toPool(wire: WireListener, account: CloudAccount): Pool {
  return new Pool({
    ref: refOf(account, "pool", wire.id),
    parentRef: refOf(account, "load-balancer", wire.loadBalancerId),
    listenerRefs: [refOf(account, "listener", wire.id)],
    native: wire,
    nativeId: wire.id,
    account,
    region: null,
    name: wire.name,
    description: null,
    isImplicit: true,
    protocol: protocolIn(wire.protocol) ?? null,
    algorithm: null,
    status: "ACTIVE",
    nativeStatus: null,
    sessionPersistence: null,
    trafficPercentage: null,
    details: () => ({ settings: null, createdAt: readTime(wire.createdAt), updatedAt: null }),
  });
}

export function toMember({ address, port, weight }: WireMember, { ref }: Pool): PoolMember {
  return new PoolMember({
    ref: memberRef(ref, `${address}:${port}`),
    nativeId: null,
    address,
    port,
    weight,
    health: "UNMONITORED",
    targetType: null,
    targetId: null,
    subnetId: null,
  });
}

export function toParent(wire: WireLoadBalancer, account: CloudAccount): LoadBalancer {
  return new LoadBalancer({
    ref: refOf(account, "load-balancer", wire.id),
    native: wire,
    freeze: null,
    nativeId: wire.id,
    account,
    name: wire.name,
    status: "ACTIVE",
    nativeStatus: null,
    addresses: wire.address ? [wire.address] : [],
    tags: null,
    createdAt: null,
  });
}

/** The cloud's pictures that listeners and pools were made from. */
export const nativeListener = ({ native }: Listener | Pool) => native as WireListener;

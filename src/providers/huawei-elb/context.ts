import type { CloudAccount } from "../../model/cloud-account.js";
import type { Listener } from "../../model/listener.js";
import type { ListenerParent } from "../../model/listener-parent.js";
import type { Pool } from "../../model/pool.js";
import type { Clock } from "../../transport/clock.js";
import type { Elb } from "./api.js";
import type { WireListener, WireLoadBalancer, WirePool } from "./wire.js";

/** What reads and changes of one account work with. */
export interface ElbAccount {
  readonly account: CloudAccount;
  readonly elb: Elb;
  readonly clock: Clock;
}

/** The cloud's picture of a listener; this folder's mapping put it there. */
export function listenerOf({ native }: Listener): WireListener {
  return native as WireListener;
}

/** The cloud's picture of a pool. */
export function poolOf({ native }: Pool): WirePool {
  return native as WirePool;
}

/** The cloud's picture of a load balancer. */
export function loadBalancerOf({ native }: ListenerParent): WireLoadBalancer {
  return native as WireLoadBalancer;
}

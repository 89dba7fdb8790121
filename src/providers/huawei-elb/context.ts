import type { CloudAccount } from "../../model/cloud-account.js";
import type { Listener } from "../../model/listener.js";
import type { ListenerParent } from "../../model/listener-parent.js";
import type { Pool } from "../../model/pool.js";
import type { Clock } from "../../transport/clock.js";
import type { Elb } from "./api.js";
import type { ElbListener, ElbLoadBalancer, ElbPool } from "./wire-types.js";

/** What reads and changes of one account work with. */
export interface ElbAccount {
  readonly account: CloudAccount;
  readonly elb: Elb;
  readonly clock: Clock;
}

/** The cloud's picture of a listener; this folder's mapping put it there. */
export function listenerOf({ native }: Listener): ElbListener {
  return native as ElbListener;
}

/** The cloud's picture of a pool. */
export function poolOf({ native }: Pool): ElbPool {
  return native as ElbPool;
}

/** The cloud's picture of a load balancer. */
export function loadBalancerOf({ native }: ListenerParent): ElbLoadBalancer {
  return native as ElbLoadBalancer;
}

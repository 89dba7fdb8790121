import type { CloudAccount } from "../../model/cloud-account.js";
import type { Listener } from "../../model/listener.js";
import type { ListenerParent } from "../../model/listener-parent.js";
import type { Pool } from "../../model/pool.js";
import type { Clock } from "../../transport/clock.js";
import type { ClassicElb } from "./api.js";
import type { WireListener, WireLoadBalancer } from "./wire.js";

/** What reads and changes of one account work with. */
export interface ClassicAccount {
  readonly account: CloudAccount;
  readonly elb: ClassicElb;
  readonly clock: Clock;
  /** Milliseconds between two looks at a job. */
  readonly pollIntervalMs: number;
}

/** The cloud's picture of a listener or of the pool that it implies; both were made by this folder's mapping. */
export function wireOf({ native }: Listener | Pool): WireListener {
  return native as WireListener;
}

/** The cloud's picture of a load balancer. */
export function loadBalancerOf({ native }: ListenerParent): WireLoadBalancer {
  return native as WireLoadBalancer;
}

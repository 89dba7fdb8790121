import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";
import { missing } from "./answers.js";
import { PROJECT_ID } from "./credentials.js";
import type { Request } from "./request.js";
import type { State } from "./state.js";

/** Source: quota pages of Open Telekom Cloud. */
const DEFAULTS = { loadbalancer: 50, listener: 100, pool: 500, member: 500, healthmonitor: 500 };

/** Of the project, or those that new projects have. */
export function getQuotas(state: State, { ids: [of = ""] }: Request): SandboxResponse {
  if (of === "defaults") return { status: 200, body: { quota: { ...DEFAULTS, l7policy: 500, certificate: 120 } } };
  if (of !== PROJECT_ID) throw missing("quota of project", of);
  return { status: 200, body: { quota: { ...state.quotas, l7policy: 500, certificate: 120 } } };
}

/** The defaults, or more where the inventory at start needs it. */
export function setQuotas(state: State): void {
  const { loadBalancers, listeners, pools, members, healthMonitors } = state;
  state.quotas = {
    loadbalancer: Math.max(DEFAULTS.loadbalancer, loadBalancers.count() + 10),
    listener: Math.max(DEFAULTS.listener, listeners.count() + 50),
    pool: Math.max(DEFAULTS.pool, pools.count() + 50),
    member: Math.max(DEFAULTS.member, members.count() + 200),
    healthmonitor: Math.max(DEFAULTS.healthmonitor, healthMonitors.count() + 50),
  };
}

import type { Noun } from "../../../sandbox/create-emulator.js";
import type { RestOperation } from "../../../sandbox/rest-routes.js";
import { missing } from "./errors.js";
import { LBAAS } from "./resources.js";
import { PROJECT_ID, type State } from "./state.js";

/** Source: quota pages of Open Telekom Cloud. */
const DEFAULTS = { loadbalancer: 50, listener: 100, pool: 500, member: 500, healthmonitor: 500, l7policy: 500 };

/** Quotas of the project, and the defaults of new projects. */
export const quotas: Noun<State, RestOperation<State>> = {
  operations: {
    ListQuotas: {
      method: "GET",
      path: `${LBAAS}/quotas/:`,
      handle(state, { id }) {
        if (id !== "defaults" && id !== PROJECT_ID) throw missing("quota of project", id);
        const quota = id === "defaults" ? DEFAULTS : state.quotas;
        return { status: 200, body: { quota: { ...quota, certificate: 120 } } };
      },
    },
  },
};

/** Sets the defaults, or more where the initial inventory needs it. */
export function setQuotas(state: State): void {
  const { loadBalancers, listeners, pools, members, healthMonitors } = state;
  state.quotas = {
    loadbalancer: Math.max(DEFAULTS.loadbalancer, loadBalancers.count() + 10),
    listener: Math.max(DEFAULTS.listener, listeners.count() + 50),
    pool: Math.max(DEFAULTS.pool, pools.count() + 50),
    member: Math.max(DEFAULTS.member, members.count() + 200),
    healthmonitor: Math.max(DEFAULTS.healthmonitor, healthMonitors.count() + 50),
    l7policy: DEFAULTS.l7policy,
  };
}

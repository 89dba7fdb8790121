import type { Noun } from "../../../sandbox/create-emulator.js";
import type { RestOperation } from "../../../sandbox/rest-routes.js";
import { ELBAAS, type State } from "./state.js";

/** Listeners have no `used`. Source: quotas page. */
export const quotas: Noun<State, RestOperation<State>> = {
  operations: {
    ListQuotas: {
      method: "GET",
      path: `${ELBAAS}/quotas`,
      handle(state) {
        const { loadBalancers, listeners } = state.quotas;
        const resources = [
          { type: "elb", used: state.loadBalancers.count(), quota: loadBalancers, max: 100, min: 1 },
          { type: "listener", quota: listeners, max: 200, min: 1 },
        ];
        return { status: 200, body: { quotas: { resources } } };
      },
    },
  },
};

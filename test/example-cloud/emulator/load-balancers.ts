import type { Noun } from "../../../src/sandbox/create-emulator.js";
import type { RestOperation } from "../../../src/sandbox/rest-routes.js";
import { found, listAnswer, show } from "./resources.js";
import type { State } from "./state.js";

const path = "/v1/load-balancers";

export const loadBalancers: Noun<State, RestOperation<State>> = {
  shows: { loadBalancers: show },
  operations: {
    ListLoadBalancers: {
      method: "GET",
      path,
      handle: ({ loadBalancers: entries }, request) => listAnswer("load_balancers", { entries }, request),
    },
    ShowLoadBalancer: {
      method: "GET",
      path: `${path}/:`,
      handle: (state, request) => ({
        status: 200,
        body: { load_balancer: show(state, found(state.loadBalancers, request)) },
      }),
    },
  },
};

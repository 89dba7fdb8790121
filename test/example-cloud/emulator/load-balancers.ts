import type { Noun } from "../../../src/sandbox/create-emulator.js";
import type { RestOperation } from "../../../src/sandbox/rest-routes.js";
import type { Entry } from "../../../src/sandbox/store.js";
import type { State, StoredBalancer } from "./state.js";

const show = ({ id, value }: Entry<StoredBalancer>) => ({ id, ...value });

export const loadBalancers: Noun<State, RestOperation<State>> = {
  shows: { balancers: (_state, entry) => show(entry) },
  operations: {
    ListBalancers: {
      method: "GET",
      path: "/balancers",
      handle: (state) => ({ status: 200, body: state.loadBalancers.all().map(show) }),
    },
  },
};

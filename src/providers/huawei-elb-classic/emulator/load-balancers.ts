import type { Noun } from "../../../sandbox/create-emulator.js";
import { uuidFor } from "../../../sandbox/made-ids.js";
import type { RestOperation } from "../../../sandbox/rest-routes.js";
import type { Entry } from "../../../sandbox/store.js";
import { badRequest } from "./errors.js";
import { statusIn } from "./lookups.js";
import { ELBAAS, type State, type StoredLoadBalancer } from "./state.js";

const PATH = `${ELBAAS}/loadbalancers`;

export const loadBalancers: Noun<State, RestOperation<State>> = {
  shows: { loadbalancers: show },
  operations: {
    /** The count is a text. Source: list load balancers page. */
    ListLoadbalancers: {
      method: "GET",
      path: PATH,
      handle(state) {
        const loadbalancers = state.loadBalancers.all().map((entry) => show(state, entry));
        return { status: 200, body: { loadbalancers, instance_num: String(loadbalancers.length) } };
      },
    },
    ShowLoadbalancer: {
      method: "GET",
      path: `${PATH}/:`,
      handle(state, { id }) {
        const entry = state.loadBalancers.get(id);
        if (!entry) throw badRequest("ELB.1003", "The load balancer does not exist.");
        return { status: 200, body: show(state, entry) };
      },
    },
  },
};

function show(_state: State, entry: Entry<StoredLoadBalancer>): object {
  const isPrivate = entry.value.type === "Internal";
  return {
    id: entry.id,
    ...entry.value,
    status: statusIn(entry),
    vpc_id: uuidFor("vpc"),
    vip_subnet_id: isPrivate ? uuidFor("subnet") : null,
    security_group_id: isPrivate ? uuidFor("security group") : null,
    update_time: entry.value.create_time,
  };
}

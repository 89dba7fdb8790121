import type { Entry } from "../../../sandbox/store.js";
import { provisioningStatusOf } from "./lookups.js";
import { operatingStatusOf } from "./members.js";
import type { State, StoredLoadBalancer, StoredPool } from "./state.js";

const active = { provisioning_status: "ACTIVE" } as const;

/** The whole tree. A pool under a listener is also among the load balancer's pools. Source: query status tree page. */
export function statusesOf(state: State, entry: Entry<StoredLoadBalancer>): object {
  const { name, operating_status } = entry.value;
  const listeners = state.listeners.list({ group: entry.id }).map((listener) => {
    const pool = state.pools.get(listener.value.default_pool_id ?? "");
    return {
      id: listener.id,
      name: listener.value.name,
      operating_status: "ONLINE",
      ...active,
      l7policies: state.l7Policies
        .list({ group: listener.id })
        .map(({ id, value }) => ({ id, name: value.name, action: value.action, ...active, rules: [] })),
      pools: pool ? [nodeOf(state, pool)] : [],
    };
  });
  const pools = state.pools.list({ group: entry.id }).map((pool) => nodeOf(state, pool));
  const own = { id: entry.id, name, operating_status, provisioning_status: provisioningStatusOf(entry) };
  return { loadbalancer: { ...own, listeners, pools } };
}

function nodeOf(state: State, { id, value }: Entry<StoredPool>): object {
  const monitor = state.healthMonitors.get(value.healthmonitor_id ?? "");
  return {
    id,
    name: value.name,
    operating_status: "ONLINE",
    ...active,
    healthmonitor: monitor ? { id: monitor.id, name: monitor.value.name, type: monitor.value.type, ...active } : {},
    members: state.members.list({ group: id }).map((member) => ({
      id: member.id,
      address: member.value.address,
      protocol_port: member.value.protocol_port,
      operating_status: operatingStatusOf(state, member),
      ...active,
    })),
  };
}

import type { Fields } from "../../../sandbox/fields.js";
import { uuidFor } from "../../../sandbox/made-ids.js";
import { conflict, inUse, overQuota } from "./errors.js";
import { description, flag, ipv4, name, uuid } from "./fields.js";
import { found, lockLoadBalancer, provisioningStatusOf } from "./lookups.js";
import { deviceOf } from "./members.js";
import { LBAAS, lbaasResource } from "./resources.js";
import { loadBalancerLife, type State, type StoredLoadBalancer } from "./state.js";
import { statusesOf } from "./statuses.js";

/** Source: create load balancer page. */
const fields = {
  name,
  description,
  vip_subnet_id: { ...uuid, required: true, fixed: true },
  vip_address: { ...ipv4, fixed: true },
  provider: { type: "text", oneOf: ["vlb"], fixed: true },
  admin_state_up: flag,
} as const satisfies Fields;

const resource = lbaasResource({
  path: "/loadbalancers",
  named: ["Loadbalancer", "Loadbalancers"],
  one: "loadbalancer",
  fields,
  entries: (state) => state.loadBalancers,
  filters: [
    ...["id", "name", "description", "operating_status", "provisioning_status", "admin_state_up"],
    ...["vip_address", "vip_port_id", "vip_subnet_id", "vpc_id", "member_address", "member_device_id"],
  ],
  alsoSortedBy: ["created_at", "updated_at"],
  derived: {
    provisioning_status: (_state, entry) => [provisioningStatusOf(entry)],
    admin_state_up: () => [true],
    vpc_id: () => [uuidFor("vpc")],
    member_address: (state, { id }) => membersOn(state, id).map(({ value }) => value.address),
    member_device_id: (state, { id }) => membersOn(state, id).map(deviceOf),
  },
  show(state, entry) {
    const { tags, ...shown } = entry.value;
    return {
      provider: "vlb",
      admin_state_up: true,
      provisioning_status: provisioningStatusOf(entry),
      listeners: state.listeners.list({ group: entry.id }).map(({ id }) => ({ id })),
      pools: state.pools.list({ group: entry.id }).map(({ id }) => ({ id })),
      tags: tags.map(({ key, value }) => `${key}=${value}`),
      ...shown,
    };
  },

  create(state, { name, description, vip_subnet_id, vip_address = freeAddress(state) }) {
    if (state.loadBalancers.count() >= state.quotas.loadbalancer) throw overQuota("loadbalancer");
    if (isTaken(state, vip_address)) {
      const message = `Unable to complete operation for subnet ${vip_subnet_id}. The IP address ${vip_address} is in use.`;
      throw conflict("IpAddressInUse", message);
    }
    const id = state.newId();
    const time = state.time();
    const value: StoredLoadBalancer = {
      name,
      description,
      vip_subnet_id,
      vip_port_id: uuidFor(`port ${id}`),
      vip_address,
      operating_status: "ONLINE",
      tags: [],
      created_at: time,
      updated_at: time,
    };
    return state.loadBalancers.insert(id, value, state.context.lifeCycles.start(loadBalancerLife));
  },

  update(state, { id }, { admin_state_up: _reserved, ...changes }) {
    Object.assign(lockLoadBalancer(state, id).value, changes, { updated_at: state.time() });
  },

  remove(state, { id }) {
    const [listener] = state.listeners.list({ group: id });
    if (listener) throw inUse("listener", listener.id, "loadbalancer");
    const [pool] = state.pools.list({ group: id });
    if (pool) throw inUse("pool", pool.id, "loadbalancer");
    state.loadBalancers.remove(id);
  },
});

export const loadBalancers: typeof resource = {
  ...resource,
  operations: {
    ...resource.operations,
    ShowLoadbalancersStatus: {
      method: "GET",
      path: `${LBAAS}/loadbalancers/:/statuses`,
      handle: (state, { id }) => ({
        status: 200,
        body: { statuses: statusesOf(state, found(state.loadBalancers, "loadbalancer", id)) },
      }),
    },
  },
};

const membersOn = (state: State, id: string) =>
  state.pools.list({ group: id }).flatMap((pool) => state.members.list({ group: pool.id }));

const isTaken = (state: State, address: string) =>
  state.loadBalancers.count({ where: ({ value }) => value.vip_address === address }) > 0;

/** The first free address in the upper part of the subnet. */
function freeAddress(state: State): string {
  let number = 0;
  const next = () => `10.20.${128 + ((number >> 8) & 127)}.${number & 255}`;
  do number += 1;
  while (isTaken(state, next()));
  return next();
}

import type { Fields } from "../../../sandbox/fields.js";
import { uuidFor } from "../../../sandbox/made-ids.js";
import type { Entry } from "../../../sandbox/store.js";
import { throttled } from "../../huawei-shared/emulator/gateway.js";
import { conflict, missing, overQuota } from "./errors.js";
import { between, flag, ipv4, name, port, uuid } from "./fields.js";
import { found, lockLoadBalancer } from "./lookups.js";
import { lbaasResource } from "./resources.js";
import type { State, StoredMember } from "./state.js";

const MEMBERS_PER_POOL = 500;
/** Source: add backend server page of the sibling API v2. */
const CREATIONS_PER_MINUTE = 200;

/** Source: create member page. */
const fields = {
  name,
  address: { ...ipv4, required: true, fixed: true },
  protocol_port: { ...port, required: true, fixed: true },
  subnet_id: { ...uuid, required: true, fixed: true },
  weight: { ...between(0, 100), otherwise: 1 },
  admin_state_up: flag,
} as const satisfies Fields;

const poolIn = (state: State, id: string) => found(state.pools, "pool", id);

export const members = lbaasResource({
  path: "/pools/:/members",
  named: ["Member", "Members"],
  one: "member",
  fields,
  entries: (state) => state.members,
  find(state, { ids: [poolId = ""], id }) {
    const pool = poolIn(state, poolId);
    const entry = found(state.members, "member", id);
    if (entry.value.pool_id !== pool.id) throw missing("member", id);
    return entry;
  },
  groupIn: (state, { id }) => poolIn(state, id).id,
  filters: ["id", "name", "address", "protocol_port", "subnet_id", "admin_state_up", "weight"],
  show(state, entry) {
    const { pool_id: _pool, health: _health, ...shown } = entry.value;
    return { operating_status: operatingStatusOf(state, entry), ...shown };
  },

  create(state, given, { id }) {
    const pool = poolIn(state, id);
    countCreation(state);
    lockLoadBalancer(state, pool.value.loadbalancer_id);
    const { address, protocol_port } = given;
    const isThere = state.members.count({
      group: pool.id,
      where: ({ value }) => value.address === address && value.protocol_port === protocol_port,
    });
    if (isThere > 0) {
      const message = `Member with address ${address} and protocol_port ${protocol_port} already present in pool ${pool.id}`;
      throw conflict("MemberExists", message);
    }
    const isFull = state.members.count({ group: pool.id }) >= MEMBERS_PER_POOL;
    if (isFull || state.members.count() >= state.quotas.member) throw overQuota("member");
    return state.members.insert(state.newId(), { ...given, pool_id: pool.id, admin_state_up: true, health: "ONLINE" });
  },

  update(state, { value }, { admin_state_up: _reserved, ...changes }) {
    lockTreeOf(state, value);
    Object.assign(value, changes);
  },

  remove(state, { id, value }) {
    lockTreeOf(state, value);
    state.members.remove(id);
  },
});

function countCreation({ context, memberCreations }: State): void {
  const now = context.clock.now();
  while (memberCreations[0] !== undefined && memberCreations[0] <= now - 60_000) memberCreations.shift();
  if (memberCreations.length >= CREATIONS_PER_MINUTE) throw throttled();
  memberCreations.push(now);
}

/** Without a monitor that is switched on, nobody looks. */
export function operatingStatusOf(state: State, { value }: Entry<StoredMember>): string {
  const monitorId = state.pools.get(value.pool_id)?.value.healthmonitor_id ?? null;
  const isChecked = monitorId !== null && state.healthMonitors.get(monitorId)?.value.admin_state_up === true;
  return isChecked ? value.health : "NO_MONITOR";
}

/** The server that has the member's address. Objects do not show it; filters know it. */
export function deviceOf({ value }: Entry<StoredMember>): string {
  return uuidFor(`server ${value.address}`);
}

function lockTreeOf(state: State, { pool_id }: StoredMember): void {
  lockLoadBalancer(state, poolIn(state, pool_id).value.loadbalancer_id);
}

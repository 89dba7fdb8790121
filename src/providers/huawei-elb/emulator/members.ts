import type { Noun } from "../../../sandbox/create-emulator.js";
import type { Fields, Values } from "../../../sandbox/fields.js";
import { uuidFor } from "../../../sandbox/made-ids.js";
import { readFields } from "../../../sandbox/read-fields.js";
import type { RestOperation, RestOperations } from "../../../sandbox/rest-routes.js";
import type { Entry } from "../../../sandbox/store.js";
import { throttled, unknownPath } from "../../huawei-shared/emulator/gateway.js";
import { badRequest, conflict, missing, overQuota } from "./errors.js";
import { between, flag, ipv4, NEUTRON, name, port, uuid } from "./fields.js";
import { found, lockLoadBalancer, ownerOf } from "./lookups.js";
import { LBAAS, lbaasResource } from "./resources.js";
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

const { operations, shows } = lbaasResource({
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
  show: shownOf,

  create(state, given, { id }) {
    const pool = poolIn(state, id);
    countCreation(state);
    lockLoadBalancer(state, pool.value.loadbalancer_id);
    return add(state, pool.id, given);
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

/** Source: Open Telekom Cloud's API reference, backend servers. */
const BATCH_SIZE = 200;
const batch = {
  members: {
    type: "list",
    of: { ...fields, subnet_id: uuid },
    most: BATCH_SIZE,
    required: true,
  },
  action: { type: "text", oneOf: ["add", "delete", "replace"], otherwise: "replace" },
} as const satisfies Fields;

/** What only Open Telekom Cloud has: many members of a pool in one call, and those of all pools in one list. */
const ofOpenTelekom: RestOperations<State> = {
  BatchMembers: {
    method: "PUT",
    path: `${LBAAS}/pools/:/members`,
    handle(state, request) {
      refuseElsewhere(state);
      const pool = poolIn(state, request.ids[0] ?? "");
      const { members: given, action } = readFields(batch, request.body(), NEUTRON);
      lockLoadBalancer(state, pool.value.loadbalancer_id);
      change(state, pool.id, given, action);
      return { status: 202 };
    },
  },
  ListAllMembers: {
    method: "GET",
    path: `${LBAAS}/members`,
    handle(state) {
      refuseElsewhere(state);
      const all = state.members.list({}).map((entry) => {
        const { pool_id } = entry.value;
        const loadbalancer_id = state.pools.get(pool_id)?.value.loadbalancer_id;
        const device = { device_id: deviceOf(entry), device_owner: "compute:eu-de-01" };
        return { id: entry.id, ...ownerOf(state), ...shownOf(state, entry), pool_id, loadbalancer_id, ...device };
      });
      return { status: 200, body: { members: all } };
    },
  },
};

export const members: Noun<State, RestOperation<State>> = { operations: { ...operations, ...ofOpenTelekom }, shows };

function shownOf(state: State, entry: Entry<StoredMember>): object {
  const { pool_id: _pool, health: _health, ...shown } = entry.value;
  return { operating_status: operatingStatusOf(state, entry), ...shown };
}

function refuseElsewhere({ dialect }: State): void {
  if (!dialect.isOpenTelekom) throw unknownPath();
}

type Given = Values<typeof batch>["members"][number];

/** Members are told from each other by address and port. A member that stays has the values of its entry. */
function change(state: State, poolId: string, given: readonly Given[], action: Values<typeof batch>["action"]): void {
  const entryOf = ({ address, protocol_port }: Pick<Given, "address" | "protocol_port">) =>
    state.members
      .list({ group: poolId })
      .find(({ value }) => value.address === address && value.protocol_port === protocol_port);
  const named = new Set(given.flatMap((one) => entryOf(one)?.id ?? []));
  if (action !== "add")
    for (const { id } of state.members.list({ group: poolId }))
      if (named.has(id) === (action === "delete")) state.members.remove(id);
  if (action === "delete") return;
  for (const { subnet_id, ...one } of given) {
    const there = action === "replace" ? entryOf(one) : undefined;
    if (there) Object.assign(there.value, { name: one.name, weight: one.weight });
    else if (subnet_id === undefined)
      throw badRequest("Failed to parse request. Required attribute 'subnet_id' not specified");
    else add(state, poolId, { ...one, subnet_id });
  }
}

function add(state: State, poolId: string, { admin_state_up: _reserved, ...given }: Values<typeof fields>) {
  const { address, protocol_port } = given;
  const isThere = state.members.count({
    group: poolId,
    where: ({ value }) => value.address === address && value.protocol_port === protocol_port,
  });
  if (isThere > 0) {
    const message = `Member with address ${address} and protocol_port ${protocol_port} already present in pool ${poolId}`;
    throw conflict("MemberExists", message);
  }
  const isFull = state.members.count({ group: poolId }) >= MEMBERS_PER_POOL;
  if (isFull || state.members.count() >= state.quotas.member) throw overQuota("member");
  return state.members.insert(state.newId(), { ...given, pool_id: poolId, admin_state_up: true, health: "ONLINE" });
}

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

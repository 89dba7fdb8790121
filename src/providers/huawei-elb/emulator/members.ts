import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";
import type { Entry } from "../../../sandbox/store.js";
import { throttled } from "../../huawei-shared/emulator/access.js";
import { missing, neutronError, overQuota, Refused } from "./answers.js";
import { checkFields, type FieldSpecs, flag, ipv4, post, required, text, uuid, wholeNumber } from "./field-checks.js";
import { listAnswer } from "./lists.js";
import { ownerOf } from "./owner.js";
import type { Request } from "./request.js";
import { found, type State, type StoredMember } from "./state.js";

/** Source: create member page. */
const SPECS: FieldSpecs = {
  name: text(255),
  address: required(ipv4(post)),
  protocol_port: required(wholeNumber(1, 65_535, post)),
  subnet_id: required(uuid(post)),
  weight: wholeNumber(0, 100),
  admin_state_up: flag(),
};
const FILTERS = ["id", "name", "address", "protocol_port", "subnet_id", "admin_state_up", "weight"];
const MEMBERS_PER_POOL = 500;
/** Source: add backend server page of the sibling API v2. */
const CREATIONS_PER_MINUTE = 200;

export function createMember(state: State, request: Request): SandboxResponse {
  const pool = found(state.pools, "pool", request.ids[0]);
  const body = request.fields("member");
  checkFields(body, SPECS, "POST");
  countCreation(state);
  state.lockLoadBalancer(pool.value.loadbalancer_id);
  const isThere = state.members.count({
    group: pool.id,
    where: ({ value }) => value.address === body.address && value.protocol_port === body.protocol_port,
  });
  if (isThere > 0) {
    const message = `Member with address ${String(body.address)} and protocol_port ${String(body.protocol_port)} already present in pool ${pool.id}`;
    throw neutronError(409, "MemberExists", message);
  }
  const isFull = state.members.count({ group: pool.id }) >= MEMBERS_PER_POOL;
  if (isFull || state.members.count() >= state.quotas.member) throw overQuota("member");
  const entry = state.members.insert(state.newId(), {
    name: String(body.name ?? ""),
    pool_id: pool.id,
    address: String(body.address),
    protocol_port: Number(body.protocol_port),
    subnet_id: String(body.subnet_id),
    weight: Number(body.weight ?? 1),
    admin_state_up: true,
    health: "ONLINE",
  });
  return { status: 201, body: { member: showMember(state, entry) } };
}

function countCreation({ context, memberCreations }: State): void {
  const now = context.clock.now();
  while (memberCreations[0] !== undefined && memberCreations[0] <= now - 60_000) memberCreations.shift();
  if (memberCreations.length >= CREATIONS_PER_MINUTE) throw new Refused(throttled());
  memberCreations.push(now);
}

export function listMembers(state: State, request: Request): SandboxResponse {
  const pool = found(state.pools, "pool", request.ids[0]);
  const show = (entry: Entry<StoredMember>) => showMember(state, entry);
  const listing = { name: "members", entries: state.members, group: pool.id, filters: FILTERS, show };
  return listAnswer(listing, request, state.dialect);
}

export function getMember(state: State, { ids }: Request): SandboxResponse {
  return { status: 200, body: { member: showMember(state, memberOf(state, ids)) } };
}

export function updateMember(state: State, request: Request): SandboxResponse {
  const entry = memberOf(state, request.ids);
  const body = request.fields("member");
  checkFields(body, SPECS, "PUT");
  lockTreeOf(state, entry);
  const { admin_state_up: _reserved, ...plain } = body;
  Object.assign(entry.value, plain);
  return { status: 200, body: { member: showMember(state, entry) } };
}

export function deleteMember(state: State, { ids }: Request): SandboxResponse {
  const entry = memberOf(state, ids);
  lockTreeOf(state, entry);
  state.members.remove(entry.id);
  return { status: 204 };
}

export function showMember(state: State, entry: Entry<StoredMember>): object {
  const { pool_id: _pool, health: _health, ...shown } = entry.value;
  return { id: entry.id, ...ownerOf(state), ...shown, operating_status: operatingStatusOf(state, entry) };
}

/** Without a monitor that is switched on, nobody looks. */
export function operatingStatusOf(state: State, { value }: Entry<StoredMember>): string {
  const monitorId = state.pools.get(value.pool_id)?.value.healthmonitor_id ?? null;
  const isChecked = monitorId !== null && state.healthMonitors.get(monitorId)?.value.admin_state_up === true;
  return isChecked ? value.health : "NO_MONITOR";
}

function memberOf(state: State, [poolId, id]: readonly string[]): Entry<StoredMember> {
  const pool = found(state.pools, "pool", poolId);
  const entry = found(state.members, "member", id);
  if (entry.value.pool_id !== pool.id) throw missing("member", entry.id);
  return entry;
}

function lockTreeOf(state: State, { value }: Entry<StoredMember>): void {
  state.lockLoadBalancer(found(state.pools, "pool", value.pool_id).value.loadbalancer_id);
}

import { isIPv4 } from "node:net";
import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";
import type { Entry } from "../../../sandbox/store.js";
import { badRequest, Refused, timeText } from "./answers.js";
import type { Fields } from "./field-rules.js";
import { jobReference, startJob } from "./jobs.js";
import type { Request } from "./request.js";
import { memberLife, type State, type StoredMember, statusOf } from "./state.js";

const FILTERS = ["id", "server_id", "server_address", "address", "status", "health_status"];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Source: add members page. */
export function addMembers(state: State, request: Request): SandboxResponse {
  const listenerId = listenerOf(state, request);
  const members = request.list();
  if (members.length === 0) throw badRequest("ELB.2002", "The parameters are invalid.");
  const taken = new Set(state.members.list({ group: listenerId }).map(({ value }) => value.server_id));
  for (const { server_id, address, ...rest } of members) {
    if (typeof server_id !== "string" || !UUID.test(server_id) || Object.keys(rest).length > 0) {
      throw badRequest("ELB.2002", "The parameters are invalid.");
    }
    if (typeof address !== "string" || !isIPv4(address)) throw badRequest("ELB.2021", "The member address is invalid.");
    // What the vendor says to a server that is there already is not documented.
    if (taken.has(server_id)) throw badRequest("ELB.2002", `The server ${server_id} is a member already.`);
    taken.add(server_id);
  }
  if (state.members.count() + members.length > state.quotas.members)
    throw new Refused(403, "ELB.2001", "The number of members has reached the limit.");
  const ids = members.map((member) => insertMember(state, listenerId, member));
  return { status: 200, body: jobReference(startJob(state, "addMember", ids)) };
}

/** Source: remove members page; members are named by their own ids, not by those of the servers. */
export function removeMembers(state: State, request: Request): SandboxResponse {
  const listenerId = listenerOf(state, request);
  const { removeMember } = request.fields();
  if (!Array.isArray(removeMember) || removeMember.length === 0)
    throw badRequest("ELB.2002", "The parameters are invalid.");
  const entries = (removeMember as readonly Fields[]).map(({ id }) => {
    const entry = state.members.get(String(id));
    if (entry?.value.listener_id !== listenerId)
      throw badRequest("ELB.2012", `The member ${String(id)} does not exist.`);
    return entry;
  });
  // Members without a life of their own were there at the start.
  const ending = entries.map((entry) => {
    if (entry.life) return entry;
    state.members.remove(entry.id);
    return state.members.insert(entry.id, entry.value, state.context.lifeCycles.start(memberLife, "ACTIVE"));
  });
  for (const { life } of ending) life?.begin("delete");
  return {
    status: 200,
    body: jobReference(
      startJob(
        state,
        "removeMember",
        entries.map(({ id }) => id),
      ),
    ),
  };
}

/** A bare array; the marker is the number of members before. Source: list members page. */
export function listMembers(state: State, request: Request): SandboxResponse {
  const listenerId = listenerOf(state, request);
  const { limit, marker, ...filters } = request.query;
  if ([limit, marker].some((text) => text !== undefined && !/^\d{1,9}$/.test(text)))
    throw badRequest("ELB.2002", "The parameters are invalid.");
  for (const name of Object.keys(filters)) {
    if (!FILTERS.includes(name)) throw badRequest("ELB.2002", `The filter ${name} is invalid.`);
  }
  const shown = state.members.list({ group: listenerId }).map((entry) => showMember(state, entry));
  const fitting = shown.filter((member) =>
    Object.entries(filters).every(([name, value]) => String(member[name]) === value),
  );
  const start = Number(marker ?? 0);
  return { status: 200, body: fitting.slice(start, limit === undefined ? undefined : start + Number(limit)) };
}

export function showMember(state: State, entry: Entry<StoredMember>): Record<string, unknown> {
  const { listener_id, health, create_time, ...shown } = entry.value;
  const status = statusOf(entry);
  const isChecked = state.listeners.get(listener_id)?.value.healthcheck_id != null && status === "ACTIVE";
  return {
    id: entry.id,
    ...shown,
    status,
    health_status: isChecked ? health : "UNAVAILABLE",
    listeners: [{ id: listener_id }],
    create_time,
    update_time: create_time,
  };
}

/** The load balancer's own address for a server, in the range for carriers' networks. */
export function innerAddressFor(memberId: string): string {
  const [a, b] = Buffer.from(memberId, "hex");
  return `100.64.${a}.${b}`;
}

function insertMember(state: State, listenerId: string, { server_id, address }: Fields): string {
  const id = state.newId();
  const member: StoredMember = {
    listener_id: listenerId,
    server_id: String(server_id),
    server_name: null,
    server_address: String(address),
    address: innerAddressFor(id),
    health: "NORMAL",
    create_time: timeText(state.now()),
  };
  state.members.insert(id, member, state.context.lifeCycles.start(memberLife));
  return id;
}

function listenerOf(state: State, { id }: Request): string {
  if (!state.listeners.get(id)) throw badRequest("ELB.2011", "The listener does not exist.");
  return id;
}

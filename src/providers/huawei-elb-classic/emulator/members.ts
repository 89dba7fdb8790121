import type { Noun } from "../../../sandbox/create-emulator.js";
import type { Fields, Values } from "../../../sandbox/fields.js";
import { readFields } from "../../../sandbox/read-fields.js";
import { Refused } from "../../../sandbox/refused.js";
import { pageOf } from "../../../sandbox/rest-lists.js";
import type { RestOperation } from "../../../sandbox/rest-routes.js";
import type { Entry } from "../../../sandbox/store.js";
import { badRequest } from "./errors.js";
import { dialectWith, ipv4, uuid } from "./fields.js";
import { jobReference, startJob } from "./jobs.js";
import { listenerNamed, statusIn } from "./lookups.js";
import { ELBAAS, memberLife, type State, type StoredMember } from "./state.js";

const INVALID = "ELB.2002";
const dialect = dialectWith({ wrong: INVALID, missing: INVALID, unknown: INVALID, fixed: INVALID });
const invalid = (message: string) => badRequest(INVALID, message);

const added = {
  server_id: { ...uuid, required: true },
  address: { ...ipv4, code: { missing: "ELB.2021", type: "ELB.2021", value: "ELB.2021" }, required: true },
} as const satisfies Fields;
const removal = {
  removeMember: { type: "list", of: { id: { type: "text", required: true } }, least: 1, required: true },
} as const satisfies Fields;

const FILTERS = ["id", "server_id", "server_address", "address", "status", "health_status"];
const PATH = `${ELBAAS}/listeners/:/members`;

export const members: Noun<State, RestOperation<State>> = {
  shows: { members: show },
  operations: {
    /** Source: add members page. */
    AddMembers: {
      method: "POST",
      path: PATH,
      handle(state, request) {
        const { id } = listenerNamed(state, request.id, "ELB.2011");
        const given = request.list().map((member) => readFields(added, member, dialect));
        if (given.length === 0) throw invalid("The parameters are invalid.");
        const taken = new Set(state.members.list({ group: id }).map(({ value }) => value.server_id));
        for (const { server_id } of given) {
          // The vendor's answer to a server that is already a member is not documented.
          if (taken.has(server_id)) throw invalid(`The server ${server_id} is a member already.`);
          taken.add(server_id);
        }
        if (state.members.count() + given.length > state.quotas.members)
          throw new Refused(403, "ELB.2001", "The number of members has reached the limit.");
        const ids = given.map((member) => insert(state, id, member));
        return { status: 200, body: jobReference(startJob(state, "addMember", ids)) };
      },
    },

    /** Takes the ids of members, not of servers. Source: remove members page. */
    RemoveMembers: {
      method: "POST",
      path: `${PATH}/action`,
      handle(state, request) {
        const { id: listenerId } = listenerNamed(state, request.id, "ELB.2011");
        const { removeMember } = readFields(removal, request.body(), dialect);
        const entries = removeMember.map(({ id }) => {
          const entry = state.members.get(id);
          if (entry?.value.listener_id !== listenerId) throw badRequest("ELB.2012", `The member ${id} does not exist.`);
          return entry;
        });
        for (const entry of entries) endLife(state, entry);
        const ids = entries.map(({ id }) => id);
        return { status: 200, body: jobReference(startJob(state, "removeMember", ids)) };
      },
    },

    /** A bare array; the marker is the number of members before. Source: list members page. */
    ListMembers: {
      method: "GET",
      path: PATH,
      handle(state, { id, query }) {
        const { id: group } = listenerNamed(state, id, "ELB.2011");
        const start = countIn(query, "marker") ?? 0;
        const limit = countIn(query, "limit") ?? Number.POSITIVE_INFINITY;
        const names = [...new Set(query.keys())].filter((name) => name !== "limit" && name !== "marker");
        const unknown = names.find((name) => !FILTERS.includes(name));
        if (unknown !== undefined) throw invalid(`The filter ${unknown} is invalid.`);
        const valuesOf = (entry: Entry<StoredMember>, name: string) => [(show(state, entry) as Shown)[name]];
        const filters = new Map(names.map((name) => [name, query.getAll(name).slice(-1)]));
        const { entries } = pageOf({ entries: state.members, group, valuesOf }, { filters, limit: start + limit });
        return { status: 200, body: entries.slice(start).map((entry) => show(state, entry)) };
      },
    },
  },
};

type Shown = Readonly<Record<string, unknown>>;

function show(state: State, entry: Entry<StoredMember>): object {
  const { listener_id, health, create_time, ...shown } = entry.value;
  const status = statusIn(entry);
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

/** The load balancer's internal address for a server, from the carrier-grade NAT range. */
export function innerAddressFor(memberId: string): string {
  const [a, b] = Buffer.from(memberId, "hex");
  return `100.64.${a}.${b}`;
}

function insert(state: State, listener_id: string, { server_id, address }: Values<typeof added>): string {
  const id = state.newId();
  const member: StoredMember = {
    listener_id,
    server_id,
    server_name: null,
    server_address: address,
    address: innerAddressFor(id),
    health: "NORMAL",
    create_time: state.time(),
  };
  state.members.insert(id, member, state.context.lifeCycles.start(memberLife));
  return id;
}

/** Members without a life cycle are from the initial inventory. */
function endLife(state: State, { id, value, life }: Entry<StoredMember>): void {
  const own = life ?? state.context.lifeCycles.start(memberLife, "ACTIVE");
  state.members.remove(id);
  state.members.insert(id, value, own);
  own.begin("delete");
}

function countIn(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw invalid("The parameters are invalid.");
  return Number(text);
}

import type { Noun } from "../../../sandbox/create-emulator.js";
import type { Fields } from "../../../sandbox/fields.js";
import { Refused } from "../../../sandbox/refused.js";
import { pageOf } from "../../../sandbox/rest-lists.js";
import { resourceOperations } from "../../../sandbox/rest-resource.js";
import type { RestOperation } from "../../../sandbox/rest-routes.js";
import type { Entry } from "../../../sandbox/store.js";
import { badRequest } from "./errors.js";
import { between, dialectWith, oneOf } from "./fields.js";
import { OLD_PROTOCOLS, requireFittingFields, requireFreePort, requireRoom } from "./listener-checks.js";
import { statusIn } from "./lookups.js";
import { ELBAAS, listenerLife, type State, type StoredListener } from "./state.js";

const dialect = dialectWith({ wrong: "ELB.6061", missing: "ELB.6001", unknown: "ELB.6001", fixed: "ELB.6015" });
const nothing = { otherwise: null } as const;

/** In the order of the create page's error table, which is the order of the checks. */
const fields = {
  name: {
    type: "text",
    longest: 64,
    pattern: /^[\w\-\p{Script=Han}]+$/u,
    is: "1 to 64 letters, digits, hyphens and underscores",
    code: { length: "ELB.6011", type: "ELB.6021", value: "ELB.6021" },
    required: true,
  },
  description: { type: "text", longest: 128, pattern: /^[^<>]*$/, code: "ELB.6031", otherwise: "" },
  loadbalancer_id: { type: "text", code: "ELB.6040", required: true, fixed: true },
  port: { ...between(1, 65_535, "ELB.6041"), required: true },
  backend_port: { ...between(1, 65_535, "ELB.6041"), required: true },
  lb_algorithm: { ...oneOf("ELB.6051", "roundrobin", "leastconn", "source"), required: true },
  protocol: { ...oneOf("ELB.6061", "HTTP", "HTTPS", "TCP", "UDP"), required: true, fixed: true },
  backend_protocol: { ...oneOf("ELB.6071", "HTTP", "TCP", "UDP"), required: true, fixed: true },
  session_sticky: { type: "boolean", code: "ELB.6081", otherwise: false, fixed: true },
  sticky_session_type: { ...oneOf("ELB.6081", "insert", ""), fixed: true },
  cookie_timeout: { ...between(1, 1_440, "ELB.6081"), ...nothing, fixed: true },
  tcp_timeout: { ...between(1, 1_440), ...nothing },
  udp_timeout: { ...between(1, 1_440), ...nothing },
  tcp_draining: { type: "boolean", ...nothing },
  tcp_draining_timeout: { ...between(0, 60), ...nothing },
  certificate_id: { type: "text", ...nothing },
  ssl_protocols: oneOf("ELB.6061", "TLSv1.2", OLD_PROTOCOLS),
  ssl_ciphers: oneOf("ELB.6061", "Default", "Extended", "Strict"),
} as const satisfies Fields;

/** The fields that a list can be narrowed by. Source: list listeners page. */
const FILTERS = ["id", "status", "healthcheck_id", ...Object.keys(fields).filter((name) => name !== "session_sticky")];

const operations = resourceOperations<State, StoredListener, typeof fields>(
  {
    path: `${ELBAAS}/listeners`,
    named: ["Listener", "Listeners"],
    one: "listener",
    fields,
    // Deleting twice is a 503. The pages of get and update give no code; clients expect a 404.
    find({ listeners }, { id, received }) {
      const status = received.method === "DELETE" ? 503 : 404;
      const entry = listeners.get(id);
      if (!entry) throw new Refused(status, "ELB.6002", "The listener does not exist.");
      return entry;
    },

    /** A bare array, without pages. */
    list(state, { query }) {
      const names = [...new Set(query.keys())];
      const unknown = names.find((name) => !FILTERS.includes(name));
      if (unknown !== undefined) throw badRequest("ELB.6003", `The filter ${unknown} is invalid.`);
      const { entries } = pageOf<StoredListener>(
        {
          entries: state.listeners,
          groupFilter: "loadbalancer_id",
          valuesOf: (entry, name) => (name === "status" ? [statusIn(entry)] : undefined),
        },
        {
          filters: new Map(names.map((name) => [name, query.getAll(name).slice(-1)])),
          limit: Number.POSITIVE_INFINITY,
        },
      );
      return { status: 200, body: entries.map((entry) => show(state, entry)) };
    },
    show,
    showChanged: showBriefly,

    create(state, { certificate_id, ssl_protocols, ssl_ciphers, ...given }) {
      const { protocol, session_sticky } = given;
      const isHttps = protocol === "HTTPS";
      const tls = isHttps
        ? { certificate_id, ssl_protocols: ssl_protocols ?? "TLSv1.2", ssl_ciphers: ssl_ciphers ?? "Default" }
        : { certificate_id: null, ssl_protocols: null, ssl_ciphers: null };
      if (protocol === "UDP" && given.backend_protocol !== "UDP")
        throw badRequest("ELB.6071", "The backend protocol of a UDP listener must be UDP.");
      requireFittingFields({ ...given, ...tls });
      const loadBalancer = state.loadBalancers.get(given.loadbalancer_id);
      if (!loadBalancer) throw badRequest("ELB.6040", "The load balancer of the listener does not exist.");
      if (protocol === "UDP" && loadBalancer.value.type === "Internal")
        throw badRequest("ELB.6061", "A private network load balancer does not support UDP.");
      requireFreePort(state, loadBalancer.id, given.port);
      requireRoom(state);
      const time = state.time();
      const value: StoredListener = {
        ...given,
        sticky_session_type: given.sticky_session_type ?? (session_sticky && protocol === "HTTP" ? "insert" : null),
        ...tls,
        healthcheck_id: null,
        create_time: time,
        update_time: time,
      };
      return state.listeners.insert(state.newId(), value, state.context.lifeCycles.start(listenerLife));
    },

    update(state, { value, life }, changes) {
      requireFittingFields({ ...value, ...changes });
      if (changes.port !== undefined && changes.port !== value.port)
        requireFreePort(state, value.loadbalancer_id, changes.port);
      Object.assign(value, changes, { update_time: state.time() });
      life?.begin("update");
    },

    /** The pages say nothing of members and health checks that are still there; they go with the listener here. */
    remove(state, { id, value }) {
      for (const member of state.members.list({ group: id })) state.members.remove(member.id);
      if (value.healthcheck_id !== null) state.healthchecks.remove(value.healthcheck_id);
      state.listeners.remove(id);
    },
  },
  { dialect, created: 200, isWrapped: false },
);

export const listeners: Noun<State, RestOperation<State>> = { operations, shows: { listeners: show } };

/** What get and list show. */
function show(state: State, entry: Entry<StoredListener>): object {
  const { tcp_timeout, udp_timeout, healthcheck_id } = entry.value;
  const member_number = state.members.count({ group: entry.id });
  return { ...showBriefly(state, entry), tcp_timeout, udp_timeout, member_number, healthcheck_id };
}

/** What create and update show. */
function showBriefly(state: State, entry: Entry<StoredListener>): object {
  const { tcp_timeout: _tcp, udp_timeout: _udp, healthcheck_id: _check, ...shown } = entry.value;
  const { certificate_id, ssl_protocols, ssl_ciphers, ...common } = shown;
  return {
    id: entry.id,
    ...common,
    ...(shown.protocol === "HTTPS" ? { certificate_id, ssl_protocols, ssl_ciphers } : {}),
    status: statusIn(entry),
    // A boolean on listeners, a number on load balancers.
    admin_state_up: state.loadBalancers.get(shown.loadbalancer_id)?.value.admin_state_up === 1,
  };
}

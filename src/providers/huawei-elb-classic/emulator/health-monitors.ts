import type { Noun } from "../../../sandbox/create-emulator.js";
import type { Fields } from "../../../sandbox/fields.js";
import { resourceOperations } from "../../../sandbox/rest-resource.js";
import type { RestOperation } from "../../../sandbox/rest-routes.js";
import type { Entry } from "../../../sandbox/store.js";
import { badRequest } from "./errors.js";
import { between, dialectWith } from "./fields.js";
import { listenerNamed } from "./lookups.js";
import { ELBAAS, type State, type StoredHealthcheck } from "./state.js";

const INVALID = "ELB.7001";
const dialect = dialectWith({ wrong: INVALID, missing: INVALID, unknown: INVALID, fixed: INVALID });

/** Source: create health check page. */
const fields = {
  listener_id: { type: "text", code: { missing: "ELB.7000", type: "ELB.7000" }, required: true, fixed: true },
  healthcheck_protocol: { type: "text", pattern: /^(HTTP|TCP|UDP)$/i, is: "one of HTTP, TCP, UDP" },
  healthcheck_uri: { type: "text", pattern: /^\/[\w\-/.%?#&=]{0,79}$/, is: "a path" },
  healthcheck_connect_port: between(1, 65_535),
  // The vendor documents no defaults; these are ours.
  healthy_threshold: { ...between(1, 10), otherwise: 3 },
  unhealthy_threshold: { ...between(1, 10), otherwise: 3 },
  healthcheck_timeout: { ...between(1, 50), otherwise: 10 },
  healthcheck_interval: { ...between(1, 50), otherwise: 5 },
} as const satisfies Fields;

const operations = resourceOperations<State, StoredHealthcheck, typeof fields>(
  {
    path: `${ELBAAS}/healthcheck`,
    named: ["Healthcheck", "Healthchecks"],
    one: "healthcheck",
    fields,
    find({ healthchecks }, { id, received }) {
      const entry = healthchecks.get(id);
      if (!entry)
        throw badRequest(received.method === "GET" ? "ELB.7014" : "ELB.7020", "The health check does not exist.");
      return entry;
    },
    show,

    create(state, given) {
      const listener = listenerNamed(state, given.listener_id, "ELB.7010").value;
      if (listener.healthcheck_id !== null) throw badRequest(INVALID, "The listener has a health check already.");
      const isPrivate = state.loadBalancers.get(listener.loadbalancer_id)?.value.type === "Internal";
      if (isPrivate && given.healthcheck_protocol === "UDP")
        throw badRequest(INVALID, "A private network load balancer has no UDP checks.");
      const protocol = (given.healthcheck_protocol ?? listener.backend_protocol).toUpperCase();
      const time = state.time();
      const entry = state.healthchecks.insert(state.newId(), {
        healthcheck_protocol: protocol,
        healthcheck_uri: protocol === "HTTP" ? "/" : null,
        healthcheck_connect_port: listener.backend_port,
        ...given,
        create_time: time,
        update_time: time,
      });
      listener.healthcheck_id = entry.id;
      return entry;
    },

    update(state, { value }, changes) {
      Object.assign(value, changes, { update_time: state.time() });
    },

    remove(state, { id, value }) {
      const listener = state.listeners.get(value.listener_id);
      if (listener) listener.value.healthcheck_id = null;
      state.healthchecks.remove(id);
    },
  },
  { dialect, created: 200, isWrapped: false },
);

/** The health checks of listeners. */
export const healthMonitors: Noun<State, RestOperation<State>> = { operations, shows: { healthchecks: show } };

function show(_state: State, { id, value }: Entry<StoredHealthcheck>): object {
  return { id, ...value };
}

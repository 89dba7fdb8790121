import type { Noun } from "../../../src/sandbox/create-emulator.js";
import type { Fields } from "../../../src/sandbox/fields.js";
import { resourceOperations } from "../../../src/sandbox/rest-resource.js";
import type { RestOperation } from "../../../src/sandbox/rest-routes.js";
import { refusal } from "./errors.js";
import { DIALECT } from "./fields.js";
import { found, listAnswer, show } from "./resources.js";
import type { State, StoredListener } from "./state.js";

const port = { type: "integer", least: 1, most: 65_535, required: true } as const;
const fields = {
  load_balancer_id: { type: "text", required: true, fixed: true },
  name: { type: "text", longest: 40, required: true },
  protocol: { type: "text", oneOf: ["TCP", "UDP"], required: true, fixed: true },
  port,
  team: { type: "text", nullable: true, otherwise: null },
  members: {
    type: "list",
    of: {
      address: { type: "text", required: true },
      port,
      weight: { type: "integer", least: 0, most: 10, required: true },
    },
    most: 20,
    otherwise: [],
  },
} as const satisfies Fields;

const operations = resourceOperations<State, StoredListener, typeof fields>(
  {
    path: "/v1/listeners",
    named: ["Listener", "Listeners"],
    one: "listener",
    fields,
    find: (state, request) => found(state.listeners, request),
    list: ({ listeners: entries }, request) =>
      listAnswer("listeners", { entries, groupFilter: "load_balancer_id" }, request),
    show,
    create(state, given) {
      const value = { ...given, created_at: new Date(state.now()).toISOString() };
      requireFit(state, value);
      return state.listeners.insert(state.newId(), value);
    },
    update(state, { id, value }, changes) {
      requireFit(state, { ...value, ...changes }, id);
      Object.assign(value, changes);
    },
    remove(state, { id }) {
      state.listeners.remove(id);
    },
  },
  { dialect: DIALECT, created: 201, isWrapped: true },
);

export const listeners: Noun<State, RestOperation<State>> = { operations, shows: { listeners: show } };

/** @param self the listener's own id, when it exists already */
function requireFit(state: State, { load_balancer_id: group, protocol, port }: StoredListener, self?: string): void {
  if (!state.loadBalancers.get(group)) throw refusal(404, "NoSuchBalancer");
  const rivals = state.listeners.count({
    group,
    where: ({ id, value }) => id !== self && value.protocol === protocol && value.port === port,
  });
  if (rivals > 0) throw refusal(409, "PortTaken");
}

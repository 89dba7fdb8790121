import type { Noun } from "../../../src/sandbox/create-emulator.js";
import type { Fields } from "../../../src/sandbox/fields.js";
import { resourceOperations } from "../../../src/sandbox/rest-resource.js";
import type { RestOperation } from "../../../src/sandbox/rest-routes.js";
import type { Entry } from "../../../src/sandbox/store.js";
import { refusal } from "./errors.js";
import { DIALECT } from "./fields.js";
import type { State, StoredListener } from "./state.js";

const port = { type: "integer", least: 1, most: 65_535, required: true } as const;
const fields = {
  id: { type: "text" },
  balancer: { type: "text", required: true },
  name: { type: "text", longest: 40, required: true },
  protocol: { type: "text", oneOf: ["TCP", "UDP"], required: true },
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
    path: "/listeners",
    named: ["Listener", "Listeners"],
    one: "listener",
    fields,
    find(state, { id }) {
      const entry = state.listeners.get(id);
      if (!entry) throw refusal(404, "NoSuchThing");
      return entry;
    },
    list: (state) => ({ status: 200, body: state.listeners.all().map((entry) => show(state, entry)) }),
    show,
    create(state, { id: _ignored, ...given }) {
      requireFit(state, given);
      return state.listeners.insert(state.newId(), given);
    },
    /** The whole listener comes back; what it is and where it is stay. */
    update(state, { id, value }, { id: _id, balancer: _balancer, ...changes }) {
      requireFit(state, { ...value, ...changes }, id);
      Object.assign(value, changes);
    },
    remove(state, { id }) {
      state.listeners.remove(id);
    },
  },
  { dialect: DIALECT, created: 200, isWrapped: false },
);

export const listeners: Noun<State, RestOperation<State>> = { operations, shows: { listeners: show } };

function show(_state: State, { id, value }: Entry<StoredListener>): object {
  return { id, ...value };
}

/** @param self the listener's own id, when it is there already */
function requireFit(state: State, { balancer, protocol, port }: StoredListener, self?: string): void {
  if (!state.loadBalancers.get(balancer)) throw refusal(404, "NoSuchBalancer");
  const rivals = state.listeners.count({
    group: balancer,
    where: ({ id, value }) => id !== self && value.protocol === protocol && value.port === port,
  });
  if (rivals > 0) throw refusal(409, "PortTaken");
}

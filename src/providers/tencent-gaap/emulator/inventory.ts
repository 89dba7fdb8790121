import { numberedAddress } from "../../../sandbox/made-ids.js";
import {
  at,
  CREATED,
  channel,
  group,
  LISTENERS,
  PARENTS,
  type StockedBinding,
  type StockedListener,
  type StockedRule,
} from "./demo-inventory.js";
import { LISTENERS_PER_PARENT } from "./listener-checks.js";
import { type Binding, DOMAIN_LIFE, domainId, LISTENER_LIFE, RULE_LIFE, RUNNING, type State } from "./state.js";

const CERTIFICATES = [
  { id: "cert-etww5bkh", CertificateAlias: "www.example.com", CertificateType: 2 },
  { id: "cert-b8x4w1zd", CertificateAlias: "api.example.com", CertificateType: 2 },
  { id: "cert-ca5t0p6r", CertificateAlias: "partner-clients", CertificateType: 1 },
] as const;

const REAL_SERVERS = [
  { address: "203.0.113.20", name: "shop-origin-a" },
  { address: "203.0.113.21", name: "shop-origin-b" },
  { address: "203.0.113.22", name: "shop-origin-c", isDown: true },
  { address: "198.51.100.10", name: "mqtt-broker-1" },
  { address: "198.51.100.11", name: "mqtt-broker-2" },
  { address: "198.51.100.40", name: "game-eu-1" },
  { address: "198.51.100.41", name: "game-eu-2", isDown: true },
  { address: "192.0.2.80", name: "legacy-web" },
  { address: "2001:db8::80", name: "media-v6" },
  { address: "origin.example.net", name: "cdn-origin" },
];

/**
 * Fills an empty state: with a realistic inventory, one of a chosen size, or only with parents to create objects in.
 */
export function fillInventory(state: State): void {
  const { inventory, listeners } = state.context;
  for (const { id, ...certificate } of CERTIFICATES) state.certificates.insert(id, certificate);
  for (const { address, name, isDown = false } of REAL_SERVERS) {
    state.realServers.insert(state.newId("rs"), {
      RealServerIP: address,
      RealServerName: name,
      ProjectId: 0,
      TagSet: [],
      isDown,
    });
  }
  if (listeners !== undefined) stockMany(state, listeners);
  else if (inventory === "demo") stockDemo(state);
  else for (const [id, parent] of PARENTS.filter(([, { isPlace }]) => isPlace)) state.parents.insert(id, parent);
}

function stockDemo(state: State): void {
  for (const [id, parent] of PARENTS) state.parents.insert(id, parent);
  for (const [index, listener] of LISTENERS.entries()) addListener(state, listener, index);
}

/** Bindings by address; each real server of the inventory occurs once. */
function bindingsOf(state: State, wanted: readonly StockedBinding[]): Binding[] {
  return wanted.map(([address, port, weight = 1, role = ""]) => {
    const [server] = state.realServers.all(({ value }) => value.RealServerIP === address);
    return {
      RealServerId: server!.id,
      RealServerIP: address,
      RealServerPort: port,
      RealServerWeight: weight,
      RealServerFailoverRole: role,
    };
  });
}

function addListener(state: State, listener: StockedListener, index: number): void {
  const { on: parentId, protocol, port: Port, attributes, bound = [], rules = [] } = listener;
  const id = state.newId("listener");
  const CreateTime = CREATED + index * 3_600;
  const bindings = bindingsOf(state, bound);
  const value = { parentId, protocol, Port, CreateTime, attributes: { ...attributes }, bindings, change: 4 } as const;
  state.listeners.insert(id, { ...value }, state.context.lifeCycles.start(LISTENER_LIFE, RUNNING));
  for (const rule of rules) addRule(state, id, rule);
}

function addRule(
  state: State,
  listenerId: string,
  { domain: Domain, isDefault = false, attributes, bound }: StockedRule,
): void {
  const id = domainId(listenerId, Domain);
  if (!state.domains.get(id)) {
    const value = { listenerId, Domain, attributes: { IsDefaultServer: isDefault } };
    state.domains.insert(id, value, state.context.lifeCycles.start(DOMAIN_LIFE, RUNNING));
  }
  const rule = {
    ListenerId: listenerId,
    Domain,
    attributes: { ...attributes },
    bindings: bindingsOf(state, bound),
    change: 4,
  } as const;
  state.rules.insert(state.newId("rule"), { ...rule }, state.context.lifeCycles.start(RULE_LIFE, RUNNING));
}

/** Adds any number of TCP and UDP listeners with two real servers each, on as many channels as they need. */
function stockMany(state: State, count: number): void {
  const bindings = bindingsOf(state, [
    ["203.0.113.20", 8080],
    ["203.0.113.22", 8080],
  ]);
  const channels = Math.max(1, Math.ceil(count / LISTENERS_PER_PARENT));
  for (let index = 0; index < channels; index += 1) {
    const id = state.newId("link");
    state.parents.insert(id, channel(id, `edge-${index + 1}`, at(numberedAddress(index))));
    const here = Math.min(LISTENERS_PER_PARENT, count - index * LISTENERS_PER_PARENT);
    for (let port = 1; port <= here; port += 1) {
      const protocol = port % 2 === 0 ? "UDP" : "TCP";
      const attributes = {
        ListenerName: `listener-${index * LISTENERS_PER_PARENT + port}`,
        RealServerType: "IP",
        Scheduler: "rr",
        HealthCheck: 1,
        DelayLoop: 5,
        ConnectTimeout: 2,
        HealthyThreshold: 1,
        UnhealthyThreshold: 1,
        FailoverSwitch: 0,
        SessionPersist: 0,
        RealServerPort: null,
        ...(protocol === "TCP" ? { ClientIPMethod: 0 } : { CheckType: "PING", CheckPort: 0 }),
      };
      const value = {
        parentId: id,
        protocol,
        Port: 10_000 + port,
        CreateTime: CREATED,
        attributes,
        bindings,
        change: 4,
      } as const;
      state.listeners.insert(
        state.newId("listener"),
        { ...value },
        state.context.lifeCycles.start(LISTENER_LIFE, RUNNING),
      );
    }
  }
  state.parents.insert("lg-4m2xq8dk", group("lg-4m2xq8dk", "spare-group"));
}

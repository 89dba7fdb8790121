import type { EmulatorContext, Refusal, SandboxCloud, SandboxResponse } from "../../src/sandbox/sandbox-cloud.js";
import type { ReceivedRequest } from "../../src/sandbox/signatures/received-request.js";

interface StoredListener {
  id: string;
  balancer: string;
  protocol: string;
  port: number;
  [field: string]: unknown;
}

const KEY = "sandbox-key-example";
const FIELDS = ["id", "balancer", "name", "protocol", "port", "team", "members"];
const refusal = (status: number, code: string): SandboxResponse => ({
  status,
  body: { code, message: `The example cloud says ${code}.` },
});
const REFUSALS: Readonly<Record<Refusal, SandboxResponse>> = {
  throttled: refusal(429, "Slow"),
  busy: refusal(409, "Busy"),
  unauthenticated: refusal(401, "BadKey"),
  internal: refusal(500, "Broken"),
};

function start({ listeners = 24, inventory }: EmulatorContext) {
  const balancers = ["lb-1", "lb-2", "lb-3"].map((id, index) => ({
    id,
    name: `example-${index + 1}`,
    address: `192.0.2.${index + 1}`,
  }));
  const stored = new Map<string, StoredListener>();
  let lastId = 0;
  const nextId = () => {
    lastId += 1;
    return `l-${String(lastId).padStart(6, "0")}`;
  };

  function reset(): void {
    stored.clear();
    lastId = 0;
    for (let index = 0; inventory === "demo" && index < listeners; index += 1) {
      const id = nextId();
      const members = [{ address: `203.0.113.${(index % 250) + 1}`, port: 8080, weight: 1 }];
      const balancer = balancers[index % balancers.length]!.id;
      stored.set(id, {
        id,
        balancer,
        name: `shop-${index + 1}`,
        protocol: "TCP",
        port: 2000 + (index % 60_000),
        team: null,
        members,
      });
    }
  }
  reset();

  function store(listener: StoredListener): SandboxResponse {
    if (Object.keys(listener).some((field) => !FIELDS.includes(field))) return refusal(400, "UnknownField");
    if (!balancers.some(({ id }) => id === listener.balancer)) return refusal(404, "NoSuchBalancer");
    const clash = [...stored.values()].some(
      ({ id, balancer, protocol, port }) =>
        id !== listener.id &&
        balancer === listener.balancer &&
        protocol === listener.protocol &&
        port === listener.port,
    );
    if (clash) return refusal(409, "PortTaken");
    stored.set(listener.id, listener);
    return { status: 200, body: listener };
  }

  const actions: Readonly<Record<string, (id: string, body: StoredListener) => SandboxResponse>> = {
    ListBalancers: () => ({ status: 200, body: balancers }),
    ListListeners: () => ({ status: 200, body: [...stored.values()] }),
    CreateListener: (_id, body) => store({ ...body, id: nextId() }),
    UpdateListener: (id, body) => (stored.has(id) ? store({ ...body, id }) : refusal(404, "NoSuchThing")),
    DeleteListener: (id) => (stored.delete(id) ? { status: 204 } : refusal(404, "NoSuchThing")),
  };
  const NAMES: Readonly<Record<string, string>> = {
    "GET balancers": "ListBalancers",
    "GET listeners": "ListListeners",
    "POST listeners": "CreateListener",
    "PUT listeners": "UpdateListener",
    "DELETE listeners": "DeleteListener",
  };
  const actionOf = ({ method, path }: ReceivedRequest) =>
    NAMES[`${method} ${path.split("/")[1]}`] ?? `${method} ${path}`;

  return {
    actionOf,
    handle(request: ReceivedRequest): SandboxResponse {
      if (request.headers["x-example-key"] !== KEY) return REFUSALS.unauthenticated;
      const action = actions[actionOf(request)];
      if (!action) return refusal(404, "NoSuchThing");
      const body =
        request.body.length > 0 ? (JSON.parse(request.body.toString()) as StoredListener) : ({} as StoredListener);
      return action(decodeURIComponent(request.path.split("/")[2] ?? ""), body);
    },
    refuse: (kind: Refusal) => REFUSALS[kind],
    reset,
    snapshot: () => ({ balancers, listeners: [...stored.values()] }),
  };
}

export const emulator: SandboxCloud = {
  port: 4199,
  credentials: { key: KEY },
  account: (endpoint) => ({
    id: "example-sandbox",
    provider: "example",
    endpoint,
    key: { value: KEY },
    limits: { pollIntervalMs: 50 },
  }),
  start,
};

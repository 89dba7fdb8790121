import type { LifeCycle } from "../../src/sandbox/life-cycle.js";
import type { Emulator, EmulatorContext, SandboxCloud, SandboxResponse } from "../../src/sandbox/sandbox-cloud.js";
import type { ReceivedRequest } from "../../src/sandbox/signatures/received-request.js";
import { Collection } from "../../src/sandbox/store.js";

interface Toy {
  readonly id: string;
  readonly name: string;
}

const cycle: LifeCycle = {
  create: { during: "making", lastsMs: 2_000, then: "ready" },
  update: { during: "changing", lastsMs: 1_000, then: "ready" },
  delete: { during: "leaving", lastsMs: 1_000, then: "ready" },
  failed: "broken",
};

/** The smallest cloud: makes and lists toys, tells its time, and fails when it is asked to. */
export const toyCloud: SandboxCloud = {
  port: 0,
  credentials: { "access key id": "SANDBOXTOYKEY" },
  account: (endpoint) => ({ id: "toy-sandbox", provider: "toy", endpoint }),
  start: startToy,
};

function startToy({ clock, faults, lifeCycles, inventory, listeners = 2 }: EmulatorContext): Emulator {
  const toys = new Collection<Toy>();
  const stock = () => {
    for (let n = 1; inventory === "production" && n <= listeners; n += 1)
      toys.insert(`toy-${n}`, { id: `toy-${n}`, name: "stock" }, lifeCycles.start(cycle, "ready"));
  };
  stock();

  const operations: Record<string, (request: ReceivedRequest) => SandboxResponse> = {
    ListToys: () => ({
      status: 200,
      body: { toys: toys.all().map(({ value, life }) => ({ ...value, state: life?.status })) },
    }),
    MakeToy: ({ body }) => {
      const { name } = JSON.parse(body.toString()) as { name: string };
      const toy = { id: `toy-${toys.count() + 1}`, name };
      toys.insert(toy.id, toy, lifeCycles.start(cycle));
      return { status: 201, headers: { "x-made": toy.id }, body: toy };
    },
    Echo: ({ method, path, query, headers, body }) => ({
      status: 200,
      body: { method, path, query, headers, body: body.toString("base64") },
    }),
    Time: () => ({ status: 200, body: { now: clock.now() } }),
    Expired: () => ({ status: 200, body: { expired: faults.isOn("expired") } }),
    Text: () => ({ status: 200, headers: { "content-type": "text/xml" }, body: "<toys/>" }),
    Nothing: () => ({ status: 204 }),
    Fail: () => {
      throw new Error("the toy is broken");
    },
  };

  return {
    actionOf: ({ path }) => path.slice(1),
    handle: (request) =>
      operations[request.path.slice(1)]?.(request) ?? { status: 404, body: { error: "no such action" } },
    refuse: (kind) => ({ status: 400, body: { refused: kind } }),
    reset() {
      toys.clear();
      stock();
    },
    snapshot: () => ({ toys: toys.snapshot() }),
  };
}

// biome-ignore-all lint/suspicious/noThenProperty: the end of a passage has this name
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

/** The smallest cloud: makes and lists toys, returns its time, and fails on request. */
export const toyCloud: SandboxCloud = {
  port: 0,
  credentials: { "access key id": "SANDBOXTOYKEY" },
  account: (endpoint) => ({ id: "toy-sandbox", provider: "toy", endpoint }),
  start: startToy,
};

function startToy({ clock, faults, lifeCycles, inventory, listeners = 2 }: EmulatorContext): Emulator {
  const toys = new Collection<Toy>();
  const stock = () => {
    for (let n = 1; inventory === "demo" && n <= listeners; n += 1)
      toys.insert(`toy-${n}`, { id: `toy-${n}`, name: "stock" }, lifeCycles.start(cycle, "ready"));
  };
  stock();

  const operations: Record<string, (request: ReceivedRequest) => SandboxResponse> = {
    "list-toys": () => ({
      status: 200,
      body: { toys: toys.all().map(({ value, life }) => ({ ...value, state: life?.status })) },
    }),
    "make-toy": ({ body }) => {
      const { name } = JSON.parse(body.toString()) as { name: string };
      const toy = { id: `toy-${toys.count() + 1}`, name };
      toys.insert(toy.id, toy, lifeCycles.start(cycle));
      return { status: 201, headers: { "x-made": toy.id }, body: toy };
    },
    echo: ({ body, ...request }) => ({ status: 200, body: { ...request, body: body.toString("base64") } }),
    time: () => ({ status: 200, body: { now: clock.now() } }),
    expired: () => ({ status: 200, body: { expired: faults.isOn("expired") } }),
    text: () => ({ status: 200, headers: { "content-type": "text/xml" }, body: "<toys/>" }),
    nothing: () => ({ status: 204 }),
    fail: () => {
      throw new Error("the toy is broken");
    },
  };

  return {
    actionOf: ({ path }) => path.slice(1),
    handle: (_request, request = _request) =>
      operations[request.path.slice(1)]?.(request) ?? { status: 404, body: { error: "no such action" } },
    refuse: (kind) => ({ status: 400, body: { refused: kind } }),
    reset() {
      toys.clear();
      stock();
    },
    snapshot: () => ({ toys: toys.snapshot() }),
    collections: { toys: toys as Collection<unknown> },
  };
}

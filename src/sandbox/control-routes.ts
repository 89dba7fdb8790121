import { controlHelp, describeCloud } from "./control-help.js";
import { mistakesInRule } from "./fault-fields.js";
import type { FaultRule } from "./faults.js";
import type { RunningCloud, Sandbox } from "./running-sandbox.js";
import type { Emulator, SandboxResponse } from "./sandbox-cloud.js";

interface Route<T> {
  readonly method: string;
  readonly path: string;
  readonly does: string;
  readonly answer: (subject: T, body: unknown) => SandboxResponse | Promise<SandboxResponse>;
}

const MOST_ADVANCE_MS = 315_360_000_000;

const ok = (body: unknown): SandboxResponse => ({ status: 200, body });
/** JSON with line breaks, for people without a formatter. */
const readable = (body: unknown): SandboxResponse => ({
  status: 200,
  headers: { "content-type": "application/json; charset=utf-8" },
  body: `${JSON.stringify(body, null, 2)}\n`,
});
const done: SandboxResponse = { status: 204 };
const badRequest = (problems: readonly string[]): SandboxResponse => ({
  status: 400,
  body: { error: "The request is not right.", problems },
});

/** Requests about the sandbox as a whole. */
export const SANDBOX_ROUTES: readonly Route<Sandbox>[] = [
  {
    method: "GET",
    path: "/",
    does: "This help.",
    answer: ({ clouds }) => readable(controlHelp(clouds, routesInWords())),
  },
  {
    method: "GET",
    path: "/clouds",
    does: "The emulators with their endpoints and fixed credentials.",
    answer: ({ clouds }) => ok(clouds.map(describeCloud)),
  },
  {
    method: "POST",
    path: "/reset",
    does: "Every emulator back to its inventory at start, without faults and calls.",
    answer: reset,
  },
  {
    method: "POST",
    path: "/clock/advance",
    does: 'Moves the emulators\' time on by { "ms": 60000 }: states end, tokens expire. Negative: back.',
    answer: advanceClock,
  },
];

/** Requests about one emulator. */
export const CLOUD_ROUTES: readonly Route<RunningCloud>[] = [
  {
    method: "GET",
    path: "/clouds/:key/calls",
    does: "The requests that it received, oldest first. Status 0: neither done nor answered.",
    answer: (cloud) => ok({ count: cloud.countCalls(), calls: cloud.calls }),
  },
  { method: "DELETE", path: "/clouds/:key/calls", does: "Forgets them.", answer: clearCalls },
  {
    method: "GET",
    path: "/clouds/:key/faults",
    does: "The faults that are on, with the times that are left.",
    answer: ({ faults }) => ok(faults.list()),
  },
  {
    method: "POST",
    path: "/clouds/:key/faults",
    does: "Switches a fault on. The body is a rule; see faultRule, faultKinds and faultExamples.",
    answer: addFault,
  },
  {
    method: "DELETE",
    path: "/clouds/:key/faults",
    does: "Switches all of them off, and breaks connections that were kept hanging.",
    answer: clearFaults,
  },
  {
    method: "GET",
    path: "/clouds/:key/state",
    does: "Everything that it holds, in the vendor's own shape.",
    answer: ({ emulator }) => ok(emulator.snapshot()),
  },
  {
    method: "GET",
    path: "/clouds/:key/stored",
    does: "The same as it is stored, by collection and id: what an edit of the state changes.",
    answer: ({ emulator }) => ok(storedIn(emulator)),
  },
];

/** What each route does, by method and path. */
export function routesInWords(): Record<string, string> {
  const routes = [...SANDBOX_ROUTES, ...CLOUD_ROUTES];
  return Object.fromEntries(routes.map(({ method, path, does }) => [`${method} ${path}`, does]));
}

async function reset(sandbox: Sandbox): Promise<SandboxResponse> {
  sandbox.reset();
  await Promise.all(sandbox.clouds.map((cloud) => cloud.settled()));
  return done;
}

function advanceClock({ clock }: Sandbox, body: unknown): SandboxResponse {
  const ms = body !== null && typeof body === "object" && "ms" in body ? body.ms : undefined;
  if (typeof ms !== "number" || !Number.isSafeInteger(ms) || Math.abs(ms) > MOST_ADVANCE_MS) {
    return badRequest([`ms has to be a whole number of milliseconds, at most ten years of them (${MOST_ADVANCE_MS}).`]);
  }
  clock.advance(ms);
  return ok({ now: new Date(clock.now()).toISOString() });
}

function storedIn({ collections = {} }: Emulator): object {
  const named = Object.entries(collections).map(([name, collection]) => [
    name,
    Object.fromEntries(collection.all().map(({ id, value }) => [id, value])),
  ]);
  return Object.fromEntries(named);
}

function clearCalls(cloud: RunningCloud): SandboxResponse {
  cloud.clearCalls();
  return done;
}

async function addFault(cloud: RunningCloud, body: unknown): Promise<SandboxResponse> {
  const mistakes = mistakesInRule(body, Object.keys(cloud.emulator.collections ?? {}));
  if (mistakes.length > 0) return badRequest(mistakes);
  cloud.faults.add(body as FaultRule);
  await cloud.settled();
  return { status: 201, body: cloud.faults.list() };
}

async function clearFaults(cloud: RunningCloud): Promise<SandboxResponse> {
  cloud.faults.clear();
  await cloud.settled();
  return done;
}

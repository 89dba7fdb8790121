import { FAULT_FIELDS, mistakesInRule } from "./fault-fields.js";
import type { FaultRule } from "./faults.js";
import type { RunningCloud, Sandbox } from "./running-sandbox.js";
import type { SandboxResponse } from "./sandbox-cloud.js";
import type { ReceivedRequest } from "./signatures/received-request.js";

/** What a route works on. `cloud` is there when the path names one. */
interface Errand {
  readonly sandbox: Sandbox;
  readonly cloud: RunningCloud;
  readonly body: unknown;
}

interface Route {
  readonly method: string;
  /** With `:key` where a cloud's key stands. */
  readonly path: string;
  readonly does: string;
  readonly answer: (errand: Errand) => SandboxResponse | Promise<SandboxResponse>;
}

const ok = (body: unknown): SandboxResponse => ({ status: 200, body });
const badRequest = (...problems: string[]): SandboxResponse => ({
  status: 400,
  body: { error: "The request is not right.", problems },
});

const ROUTES: readonly Route[] = [
  { method: "GET", path: "/", does: "This help.", answer: ({ sandbox }) => ok(helpFor(sandbox)) },
  {
    method: "GET",
    path: "/clouds",
    does: "The emulators with their endpoints and fixed credentials.",
    answer: ({ sandbox }) => ok(sandbox.clouds.map(describe)),
  },
  {
    method: "GET",
    path: "/clouds/:key/calls",
    does: "The requests that an emulator received, oldest first. Status 0: never answered, the work was not done.",
    answer: ({ cloud }) => ok({ count: cloud.countCalls(), calls: cloud.calls }),
  },
  {
    method: "DELETE",
    path: "/clouds/:key/calls",
    does: "Forgets them.",
    answer: ({ cloud }) => {
      cloud.clearCalls();
      return { status: 204 };
    },
  },
  {
    method: "GET",
    path: "/clouds/:key/faults",
    does: "The faults that are on, with the times that are left.",
    answer: ({ cloud }) => ok(cloud.faults.list()),
  },
  {
    method: "POST",
    path: "/clouds/:key/faults",
    does: "Switches a fault on. Body: a rule as in the examples below.",
    answer: addFault,
  },
  {
    method: "DELETE",
    path: "/clouds/:key/faults",
    does: "Switches all faults off and breaks connections that were kept hanging.",
    answer: async ({ cloud }) => {
      cloud.faults.clear();
      await cloud.settled();
      return { status: 204 };
    },
  },
  {
    method: "GET",
    path: "/clouds/:key/state",
    does: "Everything that an emulator holds, in the vendor's own shape.",
    answer: ({ cloud }) => ok(cloud.emulator.snapshot()),
  },
  {
    method: "POST",
    path: "/reset",
    does: "Every emulator back to its inventory at start, without faults and calls.",
    answer: async ({ sandbox }) => {
      sandbox.reset();
      await Promise.all(sandbox.clouds.map((cloud) => cloud.settled()));
      return { status: 204 };
    },
  },
  {
    method: "POST",
    path: "/clock/advance",
    does: 'Moves the emulators\' time: { "ms": 60000 }. States end earlier, tokens expire. Negative: back.',
    answer: ({ sandbox, body }) => {
      const ms = (body as { ms?: unknown } | null)?.ms;
      if (typeof ms !== "number" || !Number.isSafeInteger(ms))
        return badRequest("ms has to be a whole number of milliseconds.");
      sandbox.clock.advance(ms);
      return ok({ now: new Date(sandbox.clock.now()).toISOString() });
    },
  },
];

const EXAMPLES: readonly (FaultRule & { readonly means: string })[] = [
  { means: "The next create is done, but its answer is lost.", fault: { kind: "drop" }, actions: "Create", times: 1 },
  { means: "Every answer comes two seconds late.", fault: { kind: "latency", ms: 2000 } },
  { means: "Three requests are refused as too many.", fault: { kind: "throttled" }, times: 3 },
  { means: "The cloud is down.", fault: { kind: "respond", status: 503, body: "out of order" } },
  { means: "The port is closed.", fault: { kind: "refuse" } },
  { means: "Nothing ever becomes active.", fault: { kind: "stuck" } },
];

async function addFault({ cloud, body }: Errand): Promise<SandboxResponse> {
  const mistakes = mistakesInRule(body);
  if (mistakes.length > 0) return badRequest(...mistakes);
  cloud.faults.add(body as FaultRule);
  await cloud.settled();
  return { status: 201, body: cloud.faults.list() };
}

function describe({ key, endpoint, credentials }: RunningCloud) {
  return { key, endpoint, credentials };
}

function helpFor(sandbox: Sandbox) {
  const kinds = Object.entries(FAULT_FIELDS).map(([kind, fields]) => {
    const needs = Object.entries(fields).map(([name, { is, isOptional }]) => [
      name,
      isOptional ? `${is} (may be left out)` : is,
    ]);
    return [kind, Object.fromEntries(needs)];
  });
  return {
    about:
      "Emulators of cloud APIs. Point a vendor's client at an endpoint below with the credentials beside it. This address controls them.",
    clouds: sandbox.clouds.map(describe),
    routes: Object.fromEntries(ROUTES.map(({ method, path, does }) => [`${method} ${path}`, does])),
    faults: {
      fields:
        "fault: what goes wrong; actions: a regular expression on the operation's name (left out: all); times: how many requests it hits (left out: until cleared).",
      kinds: Object.fromEntries(kinds),
      examples: EXAMPLES.map(({ means, ...rule }) => ({ means, rule })),
    },
  };
}

/** Does what a request to the control endpoint asks for. */
export async function answerControl(sandbox: Sandbox, request: ReceivedRequest): Promise<SandboxResponse> {
  const parts = request.path.split("/").filter(Boolean);
  const key = parts[0] === "clouds" ? parts[1] : undefined;
  const asked = `/${parts.map((part, index) => (index === 1 && key !== undefined ? ":key" : part)).join("/")}`;
  const there = ROUTES.filter(({ path }) => path === asked);
  const route = there.find(({ method }) => method === request.method);
  if (there.length === 0)
    return { status: 404, body: { error: `There is nothing at ${request.path}. GET / lists what there is.` } };
  if (!route) {
    const allow = there.map(({ method }) => method).join(", ");
    return { status: 405, headers: { allow }, body: { error: `${request.path} takes ${allow}.` } };
  }
  const cloud = sandbox.clouds.find((one) => one.key === key);
  if (key !== undefined && !cloud) {
    return {
      status: 404,
      body: { error: `There is no cloud ${key}. There are ${sandbox.clouds.map((one) => one.key).join(", ")}.` },
    };
  }
  const body = jsonIn(request);
  if (body === undefined) return badRequest("The body is no JSON.");
  return route.answer({ sandbox, cloud: cloud as RunningCloud, body });
}

/** The body's JSON; null when there is no body, undefined when it is something else. */
function jsonIn({ body }: ReceivedRequest): unknown {
  if (body.length === 0) return null;
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

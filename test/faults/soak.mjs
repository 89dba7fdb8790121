// A minute at twice the load that the server can sustain, on clouds that misbehave. Server, clouds and load have a
// process each. Needs a build: npm run test:soak makes one.
import { fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createLoad } from "./soak/load.mjs";
import { INVENTORY } from "./soak/requests.mjs";

const SOAK_MS = Number(process.env.SOAK_MS ?? 60_000);
const WARM_UP_MS = 10_000;
/** Milliseconds for everything that was begun to end, idle connections among it. */
const SETTLE_MS = 12_000;
const WORKERS = 24;
const OVERLOAD = 2;
/** By how much more memory may be in use afterwards. */
const MOST_GROWTH = 0.2;
/** Fewer operations at once than there are clients, so that some are turned away. */
const LIMITS = {
  readDeadlineMs: 3_000,
  changeDeadlineMs: 5_000,
  maxConcurrentOperations: 200,
  maxConcurrentOperationsPerClient: 200,
};
/** Milliseconds by which an answer may be late, besides what the machine kept the server from working. */
const GRACE_MS = 3_000;
const FAULT_EVERY_MS = 1_500;

const FAULTS = [
  { fault: { kind: "latency", ms: 300 }, times: 200 },
  { fault: { kind: "respond", status: 500, body: "out of order" }, times: 60 },
  {
    fault: { kind: "respond", status: 503, body: "<html>busy</html>", headers: { "content-type": "text/html" } },
    times: 60,
  },
  { fault: { kind: "reset" }, times: 60 },
  { fault: { kind: "drop" }, times: 60 },
  { fault: { kind: "hang" }, times: 40 },
  { fault: { kind: "drip", ms: 20 }, times: 30 },
  { fault: { kind: "truncate" }, times: 60 },
  { fault: { kind: "mangle" }, times: 60 },
  { fault: { kind: "throttled" }, times: 100 },
  { fault: { kind: "busy" }, times: 30, actions: "^(Create|Update|Delete|Modify)" },
  { fault: { kind: "unauthenticated" }, times: 30 },
  { fault: { kind: "skew", ms: 3_600_000 }, times: 60 },
  { fault: { kind: "refuse" } },
];

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const megabytes = (bytes) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
const tell = async (child, message) => {
  child.send(message);
  const [answer] = await once(child, "message");
  return answer;
};

const clouds = fork(here("./soak/clouds.mjs"));
const [{ control, accounts }] = await once(clouds, "message");
const server = fork(here("./soak/server.mjs"), { execArgv: ["--expose-gc"] });
let hasCrashed = false;
server.once("exit", (code) => {
  hasCrashed = code !== 0;
});
const limited = accounts.map((account) => ({ ...account, limits: { ...account.limits, responseTimeoutMs: 1_500 } }));
const { origin } = await tell(server, { accounts: limited, limits: LIMITS });

const controlled = (method, path, body) =>
  fetch(`${control}${path}`, {
    method,
    ...(body ? { headers: { "content-type": "application/json" }, body: JSON.stringify(body) } : {}),
  });
const keys = (await (await controlled("GET", "/clouds")).json()).map(({ key }) => key);

const asking = createLoad(origin, null);
const { data } = JSON.parse((await asking.ask({ query: INVENTORY })).text);
await asking.close();
const idsOf = ({ nodes }) => nodes.filter(({ status }) => status === "ACTIVE").map(({ id }) => id);
const load = createLoad(origin, { parents: idsOf(data.listenerParents), listeners: idsOf(data.listeners) });

/** Switches one fault after the other on and off, each on a cloud of its own. */
async function misbehave(signal) {
  for (let turn = 0; !signal.aborted; turn += 1) {
    const key = keys[turn % keys.length];
    await controlled("POST", `/clouds/${key}/faults`, FAULTS[turn % FAULTS.length]);
    await delay(FAULT_EVERY_MS, undefined, { signal }).catch(() => undefined);
    await controlled("DELETE", `/clouds/${key}/faults`);
    if (turn % 8 === 7) await controlled("POST", "/reset");
  }
  await controlled("POST", "/reset");
}

const sustainable = await load.closedLoop(WORKERS, WARM_UP_MS);
await controlled("POST", "/reset");
await delay(SETTLE_MS);
const before = await tell(server, "memory");
const rate = Math.round(sustainable * OVERLOAD);
console.log(
  `Sustainable: ${Math.round(sustainable)} requests a second. Now ${rate} a second for ${SOAK_MS / 1000} s, with faults on ${keys.length} clouds.`,
);

const over = new AbortController();
const misbehaving = misbehave(over.signal);
const counts = await load.openLoop(rate, SOAK_MS);
over.abort();
await misbehaving;
await delay(SETTLE_MS);
const isAlive = (await fetch(`${origin}/healthz`)).status === 200;
const after = await tell(server, "memory");
const growth = after.heapUsed / before.heapUsed - 1;

const { sent, held, answered, overload, masked, lost, slowestMs, codes } = counts;
console.log(
  `${sent} requests (${Math.round(sent / (SOAK_MS / 1000))} a second; ${held} more were held back: all clients were waiting), ${answered} answered, ${overload} of them 503 for overload; the slowest took ${Math.round(slowestMs)} ms.`,
);
console.log(
  `Codes: ${Object.entries(codes)
    .sort()
    .map(([code, number]) => `${code} ${number}`)
    .join(", ")}.`,
);
console.log(
  `Heap in use: ${megabytes(before.heapUsed)} before, ${megabytes(after.heapUsed)} after (${(growth * 100).toFixed(1)} %). Resident: ${megabytes(before.rss)} before, ${megabytes(after.rss)} after. Handles: ${before.handles} before, ${after.handles} after. The event loop was held up for ${Math.round(after.lagMs)} ms at most.`,
);

const complaints = [
  hasCrashed || !isAlive ? "the server has crashed" : null,
  masked.length > 0 ? `${masked.length} masked errors, the first: ${masked[0]}` : null,
  lost.length > 0 ? `${lost.length} requests without an answer, the first: ${lost[0]}` : null,
  growth > MOST_GROWTH ? `memory has grown by ${(growth * 100).toFixed(1)} %` : null,
  slowestMs > LIMITS.changeDeadlineMs + GRACE_MS + after.lagMs ? "an answer came long after its deadline" : null,
  answered === 0 || Object.keys(codes).length === 0 ? "nothing happened" : null,
].filter(Boolean);

await load.close();
server.send("stop");
await once(server, "exit");
clouds.disconnect();
if (complaints.length > 0) console.error(`Wrong: ${complaints.join("; ")}.`);
process.exitCode = complaints.length > 0 ? 1 : 0;

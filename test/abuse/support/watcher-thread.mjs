// The second client, in a thread of its own: whatever the test is busy with, it asks and takes the time.
import { Agent, request } from "node:http";
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";

const { origin, everyMs, patienceMs } = workerData;
const agent = new Agent({ keepAlive: true });
const QUERY = JSON.stringify({ query: "{ cloudAccounts { id } }" });
const KINDS = {
  query: { method: "POST", path: "/graphql", body: QUERY, headers: { "content-type": "application/json" } },
  health: { method: "GET", path: "/healthz", body: undefined, headers: {} },
};

const worst = { query: 0, health: 0, late: 0 };
const pendingSince = { query: null, health: null };
let asked = 0;
let complaints = [];

function ask({ method, path, body, headers }) {
  return new Promise((resolve) => {
    const sent = request(`${origin}${path}`, { method, headers, agent, timeout: patienceMs }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk) => (text += chunk));
      response.once("end", () => resolve(response.statusCode === 200 && !text.includes('"errors"') ? null : text));
      response.once("error", (error) => resolve(error.message));
    });
    sent.once("timeout", () => sent.destroy(new Error(`no answer within ${patienceMs} ms`)));
    sent.once("error", (error) => resolve(error.message));
    sent.end(body);
  });
}

async function watch(kind) {
  for (;;) {
    const startedAt = performance.now();
    pendingSince[kind] = startedAt;
    const complaint = await ask(KINDS[kind]);
    pendingSince[kind] = null;
    const ms = performance.now() - startedAt;
    asked += 1;
    worst[kind] = Math.max(worst[kind], ms);
    if (complaint !== null && complaints.length < 5) complaints.push(`${kind}: ${complaint.slice(0, 300)}`);
    await delay(Math.max(1, everyMs - ms));
  }
}

async function watchOneself() {
  for (;;) {
    const startedAt = performance.now();
    await delay(everyMs);
    worst.late = Math.max(worst.late, performance.now() - startedAt - everyMs);
  }
}

/** What has been seen since the last time, what is still waited for included. */
function report() {
  const now = performance.now();
  for (const kind of Object.keys(KINDS))
    if (pendingSince[kind] !== null) worst[kind] = Math.max(worst[kind], now - pendingSince[kind]);
  const seen = { ...worst, asked, complaints };
  Object.assign(worst, { query: 0, health: 0, late: 0 });
  asked = 0;
  complaints = [];
  return seen;
}

parentPort.on("message", () => parentPort.postMessage(report()));
void watch("query");
void watch("health");
void watchOneself();

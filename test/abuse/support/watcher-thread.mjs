// The second client, in a thread of its own: whatever the test is busy with, it asks and takes the time.
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";

const { origin, pid, everyMs, patienceMs } = workerData;
const agent = new Agent({ keepAlive: true });
const QUERY = JSON.stringify({ query: "{ cloudAccounts { id } }" });
const KINDS = {
  query: { method: "POST", path: "/graphql", body: QUERY, headers: { "content-type": "application/json" } },
  health: { method: "GET", path: "/healthz", body: undefined, headers: {} },
};

const NOTHING = { query: 0, health: 0, own: 0 };
const worst = { ...NOTHING };
/** The question of each kind that has no answer yet. */
const pending = {};
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

/**
 * Milliseconds that the program's main thread has been ready to run while the cores were given to others; null where the
 * system does not tell, or the program has ended.
 */
function withheld() {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, "utf8").split(" ")[1]) / 1e6;
  } catch {
    return null;
  }
}

/** Takes down how long a question has taken until now, and how much of that the program did not get a core. */
function note(kind, { startedAt, withheldBefore }) {
  const ms = performance.now() - startedAt;
  worst[kind] = Math.max(worst[kind], ms);
  const now = withheld();
  const isTold = now !== null && withheldBefore !== null;
  worst.own = Math.max(worst.own, isTold ? ms - (now - withheldBefore) : ms);
  return ms;
}

async function watch(kind) {
  for (;;) {
    const question = { startedAt: performance.now(), withheldBefore: withheld() };
    pending[kind] = question;
    const complaint = await ask(KINDS[kind]);
    delete pending[kind];
    asked += 1;
    const ms = note(kind, question);
    if (complaint !== null && complaints.length < 5) complaints.push(`${kind}: ${complaint.slice(0, 300)}`);
    await delay(Math.max(1, everyMs - ms));
  }
}

/** What has been seen since the last time, what is still waited for included. */
function report() {
  for (const [kind, question] of Object.entries(pending)) note(kind, question);
  const seen = { ...worst, asked, complaints };
  Object.assign(worst, NOTHING);
  asked = 0;
  complaints = [];
  return seen;
}

parentPort.on("message", () => parentPort.postMessage(report()));
void watch("query");
void watch("health");

/**
 * The clouds, in a process of their own: the sandbox's emulators behind fronts that remember answers. A request that was
 * seen before is answered from memory, so that what is measured is the server and not the emulators; every request is
 * counted by its action. Twice: `big` accounts have 1,000 listeners each, `small` ones 40; or as BENCH_SIZES says.
 */
import "reflect-metadata";
import { createServer } from "node:http";
import { Pool } from "undici";
import { providers } from "../../build/providers/registry.js";
import { startSandbox } from "../../build/sandbox/start-sandbox.js";

const SIZES = JSON.parse(process.env.BENCH_SIZES ?? '{ "big": 1000, "small": 40 }');
/** Headers by which clouds tell operations apart. */
const ACTION_HEADERS = ["x-acs-action", "x-tc-action"];

let latencyMs = 0;
const counts = new Map();

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function startFront(cloud) {
  const answers = new Map();
  const emulator = new Pool(cloud.endpoint, { connections: 16 });

  async function ask(request, body) {
    const {
      statusCode,
      headers,
      body: answer,
    } = await emulator.request({
      method: request.method,
      path: request.url,
      headers: request.headers,
      body: body.length > 0 ? body : null,
    });
    const content = Buffer.from(await answer.arrayBuffer());
    return { status: statusCode, headers: { ...headers, "content-length": String(content.length) }, content };
  }

  const server = createServer({ keepAliveTimeout: 60_000 }, async (request, response) => {
    const body = await bodyOf(request);
    const action = ACTION_HEADERS.map((name) => request.headers[name] ?? "").join("");
    const key = `${request.method} ${request.url} ${action} ${body}`;
    const name = `${cloud.key} ${action || `${request.method} ${request.url.replace(/\?.*/, "").replace(/[0-9a-f-]{32,}/g, ":id")}`}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    let answer = answers.get(key);
    if (!answer) {
      answer = await ask(request, body);
      if (answer.status < 300) answers.set(key, answer);
    }
    const send = () => response.writeHead(answer.status, answer.headers).end(answer.content);
    if (latencyMs > 0) setTimeout(send, latencyMs);
    else send();
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${server.address().port}`));
  });
}

const clouds = await Promise.all(providers.map(async ({ key, sandbox }) => ({ key, cloud: await sandbox() })));
const fronts = [];
for (const [size, listeners] of Object.entries(SIZES)) {
  const sandbox = await startSandbox({ clouds, ports: "any", controlPort: null, pace: 0, listeners });
  for (const { key, cloud } of clouds) {
    const endpoint = await startFront(sandbox.cloud(key));
    fronts.push({ size, key, endpoint, account: cloud.account(endpoint) });
  }
}

process.on("message", ({ kind, ms }) => {
  if (kind === "latency") latencyMs = ms;
  if (kind === "forget") counts.clear();
  process.send({ kind, counts: Object.fromEntries(counts) });
});
process.send({ kind: "ready", fronts });

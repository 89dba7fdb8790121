/**
 * What it costs to ask who calls: Q1 without access control, with a token of the configuration, and with a signed token
 * that is known already.
 *   node access.mjs [--rounds 9] [--ms 1000]
 * The goal: 3 % more processor time than without.
 */
import { generateKeyPairSync, sign } from "node:crypto";
import { parseArgs } from "node:util";
import { writeConfig } from "./accounts.mjs";
import { MAIN } from "./built.mjs";
import { Child, untilReady } from "./processes.mjs";
import { accountId, CLIENTS, QUERIES } from "./queries.mjs";

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "9" }, ms: { type: "string", default: "1000" } },
});
const here = (file) => new URL(file, import.meta.url).pathname;
const TURNS = 16;

const upstream = new Child(here("upstream.mjs"), { env: {} });
const { fronts } = await upstream.next();
const load = new Child(here("load.mjs"));
await load.next();

const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const issuer = "https://issuer.example";
const base64 = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
function signedToken() {
  const claims = { iss: issuer, aud: "bench", sub: "bench", exp: Math.floor(Date.now() / 1000) + 86_400 };
  const text = `${base64({ alg: "EdDSA", kid: "bench" })}.${base64(claims)}`;
  return `${text}.${sign(null, Buffer.from(text), privateKey).toString("base64url")}`;
}
const keys = JSON.stringify({ keys: [{ ...publicKey.export({ format: "jwk" }), kid: "bench", alg: "EdDSA" }] });
const STATIC = "a-token-of-the-benchmark-only";
const grants = [{ callers: ["bench"], actions: ["read"] }];
const WAYS = {
  off: {},
  "static token": {
    access: { tokens: [{ name: "bench", token: { env: "BENCH_TOKEN" } }], grants },
    token: STATIC,
  },
  "signed token, known": {
    access: { issuers: [{ issuer, audiences: ["bench"], keys }], grants },
    token: signedToken(),
  },
};

let port = 18_000 + (process.pid % 900) * 10;
async function start([name, { access, token }]) {
  port += 1;
  const { file, env } = writeConfig(fronts, port, access ? { access, metrics: { port: 0 } } : {});
  const nodeArgs = ["--import", here("probe.mjs"), "--max-semi-space-size=24"];
  const child = new Child(MAIN, { args: ["--config", file], env: { ...env, BENCH_TOKEN: STATIC }, nodeArgs });
  const origin = `http://127.0.0.1:${port}`;
  await untilReady(origin);
  return { name, child, origin, headers: token ? { authorization: `Bearer ${token}` } : {} };
}
const servers = await Promise.all(Object.entries(WAYS).map(start));

async function ids(client) {
  const query =
    "query ($accounts: [ID!]!) { listeners(first: 16, filter: { accountIds: $accounts }) { nodes { id } } }";
  const response = await fetch(`${servers[0].origin}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables: { accounts: [accountId(client, "big", QUERIES.Q1.cloud)] } }),
  });
  return (await response.json()).data.listeners.nodes.map(({ id }) => id).slice(0, TURNS);
}
const bodies = [];
for (let client = 0; client < CLIENTS; client += 1)
  bodies.push(
    (await ids(client)).map((id) =>
      JSON.stringify({ query: QUERIES.Q1.query, operationName: "Q1", variables: { id } }),
    ),
  );

async function cpuOf({ child, origin, headers }) {
  const before = await child.ask("usage");
  const { result, error } = await load.ask({ origin, bodies, ms: Number(values.ms), headers });
  if (error) throw new Error(error);
  return ((await child.ask("usage")).cpuMicros - before.cpuMicros) / 1000 / result.requests;
}

const samples = new Map(servers.map(({ name }) => [name, []]));
for (let round = -3; round < Number(values.rounds); round += 1) {
  const order = round % 2 === 0 ? servers : [...servers].reverse();
  // The first rounds warm up.
  for (const server of order) {
    const cpu = await cpuOf(server);
    if (round >= 0) samples.get(server.name).push(cpu);
  }
}
await Promise.all([...servers.map(({ child }) => child.stop()), load.stop(), upstream.stop()]);

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
const rows = servers.map(({ name }) => {
  const own = samples.get(name);
  const ratio = median(own.map((cpu, round) => cpu / samples.get("off")[round]));
  return `| ${name} | ${median(own).toFixed(2)} ms | ${ratio.toFixed(2)}× | ${Math.min(...own).toFixed(2)} ms |`;
});
process.stdout.write(
  `${[
    "| access | Q1, server CPU per request | times that without | least round |",
    "| --- | --- | --- | --- |",
    ...rows,
  ].join("\n")}\n`,
);

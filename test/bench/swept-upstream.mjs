/**
 * The clouds of swept.mjs in a process of their own: an emulator for each account, of all five clouds in turn, with as many
 * listeners as are wanted. Emulators of a chosen size hold like listeners; these get names, times, tags, certificates and
 * failing servers by which filters find few, many or none.
 */
import "reflect-metadata";
import { providers } from "../../build/providers/registry.js";
import { startSandbox } from "../../build/sandbox/start-sandbox.js";

const WORDS = ["web", "api", "mail", "cache", "queue", "login", "search", "billing", "metrics", "stream"];
const [accounts, listeners] = [process.env.BENCH_ACCOUNTS, process.env.BENCH_LISTENERS].map(Number);
const BEGINNING = Date.parse("2020-01-01T00:00:00Z");
const HOUR_MS = 3_600_000;

/** The facts of the listener with this number. */
function factsOf(number) {
  const at = new Date(BEGINNING + (number % 50_000) * HOUR_MS).toISOString();
  return {
    name: `${WORDS[number % WORDS.length]}-${number}`,
    at,
    tags: [
      ["team", String(number % 50)],
      ["stage", number % 5 < 3 ? "prod" : "test"],
    ],
    certificate: number % 3 === 0 ? `cert-${number % 500}` : null,
  };
}

/** How each cloud's emulator keeps these facts. */
const KEEPING = {
  "alibaba-ga": {
    listener: (value, { name, at, certificate }) => {
      Object.assign(value, { Name: name, CreateTime: Date.parse(at) });
      if (certificate) Object.assign(value, { Protocol: "HTTPS", CertificateIds: [certificate] });
    },
  },
  "huawei-elb": {
    listener: (value, { name, at, tags, certificate }) => {
      const wired = tags.map(([key, tagged]) => ({ key, value: tagged }));
      Object.assign(value, { name, created_at: at.slice(0, 19), tags: wired });
      if (certificate) Object.assign(value, { protocol: "TERMINATED_HTTPS", default_tls_container_ref: certificate });
    },
    server: (value, isDown) => Object.assign(value, { health: isDown ? "OFFLINE" : "ONLINE" }),
  },
  "huawei-elb-classic": {
    listener: (value, { name, at, certificate }) => {
      Object.assign(value, { name, create_time: at.slice(0, 19).replace("T", " ") });
      if (certificate) Object.assign(value, { protocol: "HTTPS", certificate_id: certificate });
    },
    server: (value, isDown) => Object.assign(value, { health: isDown ? "ABNORMAL" : "NORMAL" }),
  },
  "huawei-ga": {
    listener: (value, { name, at, tags }) => {
      const wired = tags.map(([key, tagged]) => ({ key, value: tagged }));
      Object.assign(value, { name, created_at: at, tags: wired });
    },
    server: (value, isDown) => Object.assign(value, { isDown }),
    servers: "endpoints",
  },
  "tencent-gaap": {
    listener: (value, { name, at }) => {
      Object.assign(value, { CreateTime: Date.parse(at) / 1000 });
      Object.assign(value.attributes, { ListenerName: name });
    },
    server: (value) => Object.assign(value, { isDown: false }),
    servers: "realServers",
  },
};

const clouds = await Promise.all(providers.map(async ({ key, sandbox }) => ({ key, cloud: await sandbox() })));
const running = [];
for (let nth = 0; nth < accounts; nth += 1) {
  const { key, cloud } = clouds[nth % clouds.length];
  const share = Math.floor(((nth + 1) * listeners) / accounts) - Math.floor((nth * listeners) / accounts);
  const sandbox = await startSandbox({
    clouds: [{ key, cloud }],
    ports: "any",
    controlPort: null,
    pace: 0,
    listeners: share,
  });
  const one = sandbox.cloud(key);
  const { listener, server, servers = "members" } = KEEPING[key];
  const { collections } = one.emulator;
  const first = Math.floor((nth * listeners) / accounts);
  for (const [index, { value }] of collections.listeners.all().entries()) listener(value, factsOf(first + index));
  // One server in a hundred fails.
  if (server) for (const [index, { value }] of collections[servers].all().entries()) server(value, index % 100 === 7);
  running.push({ key, one, account: cloud.account(one.endpoint), listeners: collections.listeners.count() });
}

process.once("disconnect", () => process.exit());
process.on("message", ({ kind, ms }) => {
  if (kind === "latency")
    for (const { one } of running) {
      one.faults.clear();
      if (ms > 0) one.faults.add({ fault: { kind: "latency", ms } });
    }
  if (kind === "forget") for (const { one } of running) one.clearCalls();
  process.send({ calls: running.reduce((sum, { one }) => sum + one.countCalls(), 0) });
});
process.send({
  accounts: running.map(({ account }) => account),
  listeners: running.reduce((sum, { listeners: own }) => sum + own, 0),
});

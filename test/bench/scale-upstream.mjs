/** The emulators alone, with as many listeners as are wanted, in a process of their own. */
import "reflect-metadata";
import { providers } from "../../build/providers/registry.js";
import { startSandbox } from "../../build/sandbox/start-sandbox.js";

const only = (process.env.BENCH_CLOUDS ?? "").split(",").filter(Boolean);
const chosen = providers.filter(({ key }) => only.length === 0 || only.includes(key));
const clouds = await Promise.all(chosen.map(async ({ key, sandbox }) => ({ key, cloud: await sandbox() })));
const listeners = Math.round(Number(process.env.BENCH_LISTENERS) / clouds.length);
const sandbox = await startSandbox({ clouds, ports: "any", controlPort: null, pace: 0, listeners });

process.on("message", () => {
  process.send({ counts: Object.fromEntries(sandbox.clouds.map((cloud) => [cloud.key, cloud.countCalls()])) });
});
process.send({ accounts: clouds.map(({ key, cloud }) => cloud.account(sandbox.cloud(key).endpoint)) });

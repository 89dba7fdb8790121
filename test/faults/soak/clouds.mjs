// The emulators, in a process of their own: what they hold must not count as the server's memory.
import "reflect-metadata";
import { providers } from "../../../build/providers/registry.js";
import { startSandbox } from "../../../build/sandbox/start-sandbox.js";

const PACE = 0.1;

const clouds = await Promise.all(providers.map(async ({ key, sandbox }) => ({ key, cloud: await sandbox() })));
const sandbox = await startSandbox({ clouds, ports: "any", controlPort: 0, pace: PACE });
const accounts = clouds.map(({ key, cloud }) => cloud.account(sandbox.cloud(key).endpoint));
process.send({ control: sandbox.controlEndpoint, accounts });
process.once("disconnect", () => process.exit());

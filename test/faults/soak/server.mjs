// The program under load, with accounts that lead to the emulators. Run with --expose-gc.
import "reflect-metadata";
import { once } from "node:events";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { startApp } from "../../../build/app.js";
import { AppConfig } from "../../../build/config/app-config.js";
import { fillAccounts } from "../../../build/config/fill-accounts.js";
import { providers } from "../../../build/providers/registry.js";
import { createLog } from "../../../build/server/log.js";

const [{ accounts, limits }] = await once(process, "message");
const config = new AppConfig();
config.server.port = 0;
config.server.logLevel = "error";
Object.assign(config.server.limits, limits);
const mistakes = [];
config.accounts = fillAccounts(accounts, providers, mistakes, { env: {}, allowsPlainSecrets: true });
if (mistakes.length > 0) throw new Error(JSON.stringify(mistakes));
const app = await startApp({ config, log: createLog(config.server) });
process.send({ origin: app.server.origin });

const lag = monitorEventLoopDelay({ resolution: 20 });
lag.enable();

process.on("message", async (message) => {
  if (message === "memory") {
    // Twice: what finalizers let go of is collected the second time.
    globalThis.gc();
    globalThis.gc();
    const { heapUsed, rss } = process.memoryUsage();
    const lagMs = lag.max / 1e6;
    lag.reset();
    process.send({ heapUsed, rss, lagMs, handles: process.getActiveResourcesInfo().length });
  }
  if (message === "stop") {
    await app.stop();
    process.disconnect();
  }
});

// One replica: the built program on a store that others have as well, with accounts that lead to the emulators.
import "reflect-metadata";
import { once } from "node:events";
import { startApp } from "../../build/app.js";
import { AppConfig } from "../../build/config/app-config.js";
import { fillAccounts } from "../../build/config/fill-accounts.js";
import { providers } from "../../build/providers/registry.js";
import { createLog } from "../../build/server/log.js";

const [{ accounts, store, takeOverAfterMs, keepsInventory }] = await once(process, "message");
const config = new AppConfig();
config.server.port = 0;
config.server.logLevel = "silent";
config.store = store;
config.inventory.enabled = keepsInventory;
// Accounts are read at the start and on request.
config.inventory.intervalSeconds = 86_400;
config.changes.takeOverAfterMs = takeOverAfterMs;
config.accounts = fillAccounts(accounts, providers, [], { env: {}, allowsPlainSecrets: true });
const storeThread = new URL("../../dist/store/thread.js", import.meta.url);
const app = await startApp({ config, log: createLog(config.server), storeThread });
process.send({ origin: app.server.origin });
process.once("disconnect", () => process.exit());

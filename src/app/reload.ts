import type { AppConfig } from "../config/app-config.js";
import { settingsThatDiffer, takeOverSecrets } from "../config/differences.js";
import type { InventoryConfig } from "../config/inventory.js";
import type { ServerLimits } from "../config/server.js";
import type { Logger } from "../server/log.js";
import type { LiveAccounts } from "./live-accounts.js";

/** Limits that are asked each time they matter. */
const LIVE_LIMITS = [
  ...(["readDeadlineMs", "changeDeadlineMs", "maxBodyBytes", "saturatedAfterMs", "maxSelections"] as const),
  ...(["maxCost", "maxCloudCalls", "maxRepresentations", "maxAnswerBytes"] as const),
] satisfies readonly (keyof ServerLimits)[];

/** Secrets that are used once, at the start. */
const USED_AT_START = ["server.sharedState"];

/** The same of the inventory. */
const LIVE_INVENTORY = ["intervalSeconds", "maxAccountsAtOnce"] as const satisfies readonly (keyof InventoryConfig)[];

const ACCOUNTS = "accounts";
const ACCESS = "server.access";
const LOG_LEVEL = "server.logLevel";

export interface ReloadOptions {
  /** What is in force; changed in place. */
  readonly config: AppConfig;
  readonly live: LiveAccounts;
  readonly log: Logger;
}

/** Takes over what a running program can of another configuration, and says in the log what it cannot, a line for each setting. */
export async function reload(next: AppConfig, { config, live, log }: ReloadOptions): Promise<void> {
  // Pages of this machine may call the sandbox alone; with accounts of one's own that is decided anew, at a start.
  const turnsReal = config.isSandboxOnly !== next.isSandboxOnly;
  const differing = settingsThatDiffer(config, next).filter((path) => path !== ACCOUNTS);
  const isLive = (path: string) =>
    path === LOG_LEVEL ||
    isBelow(path, ACCESS) ||
    LIVE_LIMITS.some((name) => path === `server.limits.${name}`) ||
    LIVE_INVENTORY.some((name) => path === `inventory.${name}`);
  const accounts = turnsReal ? config.accounts : next.accounts;
  const exchanged = await live.exchange({ accounts, server: next.server });
  const { access: _, ...secrets } = next.server;
  const renewed = takeOverSecrets(config.server, secrets, "server");
  for (const name of LIVE_LIMITS) config.server.limits[name] = next.server.limits[name];
  for (const name of LIVE_INVENTORY) config.inventory[name] = next.inventory[name];
  config.server.logLevel = next.server.logLevel;
  log.level = next.server.logLevel;

  const settings = [...differing.filter(isLive), ...renewed.filter((path) => !USED_AT_START.includes(path))];
  const left = [
    ...differing.filter((path) => !isLive(path)),
    ...renewed.filter((path) => USED_AT_START.includes(path)),
    ...(turnsReal ? [ACCOUNTS] : []),
  ];
  for (const setting of left) log.warn({ setting }, "a setting has changed that only a restart takes over");
  log.info({ settings, accounts: exchanged }, "the configuration was read again");
}

const isBelow = (path: string, above: string): boolean => path === above || path.startsWith(`${above}.`);

import { expect } from "vitest";
import { type App, startApp, startEmbeddedSandbox } from "../../src/app.js";
import type { CloudAccountConfig } from "../../src/config/account.js";
import { AppConfig } from "../../src/config/app-config.js";
import type { Sandbox } from "../../src/sandbox/start-sandbox.js";
import { createLog } from "../../src/server/log.js";

/** Two processes' worth of the program on one store, over the same clouds. */
export interface Replicas {
  readonly sandbox: Sandbox;
  readonly replicas: readonly [App, App];
  stop(): Promise<void>;
}

export async function startReplicas(
  store: string,
  accountsOf: (sandbox: Sandbox) => Promise<CloudAccountConfig[]>,
  storeThread?: URL,
  change?: (config: AppConfig) => void,
): Promise<Replicas> {
  const config = () => {
    const made = new AppConfig();
    made.server.port = 0;
    made.server.logLevel = "silent";
    made.sandbox.portBase = 0;
    made.sandbox.pace = 0;
    made.store = store;
    made.inventory.enabled = false;
    change?.(made);
    return made;
  };
  const log = createLog(config().server);
  const sandbox = await startEmbeddedSandbox(config(), log);
  const start = async () =>
    startApp({ config: Object.assign(config(), { accounts: await accountsOf(sandbox) }), log, storeThread });
  const replicas = [await start(), await start()] as const;
  return {
    sandbox,
    replicas,
    async stop() {
      await Promise.all(replicas.map((app) => app.stop()));
      await sandbox.stop();
    },
  };
}

/** Asks one of them. */
export async function askReplica(app: App, query: string, variables: object = {}) {
  const response = await fetch(`${app.server.origin}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
  const { data, errors } = (await response.json()) as { data: any; errors?: object[] };
  expect(errors).toBeUndefined();
  return data;
}

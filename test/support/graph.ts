import { type App, startApp, startEmbeddedSandbox } from "../../src/app.js";
import { AppConfig } from "../../src/config/app-config.js";
import { fillAccounts } from "../../src/config/fill-accounts.js";
import type { AnyProviderManifest } from "../../src/providers/provider.js";
import { providers } from "../../src/providers/registry.js";
import type { Sandbox } from "../../src/sandbox/start-sandbox.js";
import { createLog } from "../../src/server/log.js";

export interface GraphAnswer {
  readonly status: number;
  readonly headers: Headers;
  // Tests look into answers of many shapes.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly data: any;
  readonly errors?: readonly {
    message: string;
    path?: readonly (string | number)[];
    extensions?: Record<string, unknown>;
  }[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface RunningGraph {
  readonly app: App;
  readonly endpoint: string;
  ask(query: string, variables?: Record<string, unknown>, headers?: Record<string, string>): Promise<GraphAnswer>;
  /** Requests that the emulators have seen since the last {@link forgetCalls}. */
  countCalls(cloud?: string): number;
  forgetCalls(): void;
  stop(): Promise<void>;
}

/** Accounts like those of the embedded sandbox, with other limits. */
export async function accountsWith(sandbox: Sandbox, limits: object, clouds = providers) {
  const entries = await Promise.all(
    clouds.map(async ({ key, sandbox: load }) => {
      const account = (await load()).account(sandbox.cloud(key).endpoint);
      return { ...account, limits: { ...(account.limits as object), ...limits } };
    }),
  );
  return fillAccounts(entries, clouds, [], { env: {}, allowsPlainSecrets: true });
}

/** Accounts like those of the embedded sandbox, with answers kept for a minute. */
export const keepingAccounts = (sandbox: Sandbox, clouds = providers) =>
  accountsWith(sandbox, { readCacheSeconds: 60 }, clouds);

/** How the program is switched in this run of the suite; see vitest.config.ts. */
const SWITCHES = process.env.GRAPH_SWITCHES;

async function startSwitched(config: AppConfig, clouds: readonly AnyProviderManifest[]): Promise<App> {
  const log = createLog(config.server);
  if (SWITCHES !== "kept answers" || config.accounts.length > 0) return startApp({ config, log, clouds });
  const sandbox = await startEmbeddedSandbox(config, log, clouds);
  config.accounts = await keepingAccounts(sandbox, clouds);
  const app = await startApp({ config, log, clouds });
  const stop = () => app.stop().finally(() => sandbox.stop());
  return { ...app, sandbox, stop };
}

/** The whole program with its sandbox, on free ports; things come about at once unless a pace is given. */
export async function startGraph(
  change?: (config: AppConfig) => void,
  manifests: readonly AnyProviderManifest[] = providers,
): Promise<RunningGraph> {
  const config = new AppConfig();
  config.server.port = 0;
  config.sandbox.portBase = 0;
  config.sandbox.pace = 0;
  config.server.logLevel = "silent";
  config.server.compilesDocuments = SWITCHES !== "plain documents";
  if (SWITCHES === "compiled documents") config.server.compilesDocumentsAfter = 0;
  change?.(config);
  const app = await startSwitched(config, manifests);
  const endpoint = `${app.server.origin}/graphql`;
  const clouds = app.sandbox?.clouds ?? [];
  return {
    app,
    endpoint,
    async ask(query, variables, headers) {
      const response = await fetch(endpoint, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors, extensions } = (await response.json()) as Pick<
        GraphAnswer,
        "data" | "errors" | "extensions"
      >;
      return { status: response.status, headers: response.headers, data, errors, extensions };
    },
    countCalls: (key) =>
      clouds
        .filter((cloud) => key === undefined || cloud.key === key)
        .reduce((sum, cloud) => sum + cloud.countCalls(), 0),
    forgetCalls: () => {
      for (const cloud of clouds) cloud.clearCalls();
    },
    stop: () => app.stop(),
  };
}

import { type App, startApp } from "../../../src/app.js";
import { AppConfig } from "../../../src/config/app-config.js";
import { ConfigError } from "../../../src/config/config-error.js";
import type { Mistake } from "../../../src/config/fill.js";
import { fillAccounts } from "../../../src/config/fill-accounts.js";
import { providers } from "../../../src/providers/registry.js";
import { createLog } from "../../../src/server/log.js";
import type { GraphAnswer } from "../../support/graph.js";

/** Milliseconds. Short, so that a cell that waits for its deadline does not take long. */
export const DEADLINES = { read: 3_000, change: 4_000 } as const;

export interface LabOptions {
  /** Milliseconds; an account's other limits are unchanged. */
  readonly responseTimeoutMs?: number;
  readonly readDeadlineMs?: number;
}

const LIMITS = { responseTimeoutMs: 600, connectTimeoutMs: 400, pollIntervalMs: 50 };

/** The whole program, with accounts on the suite's emulators. */
export interface Lab {
  /** The answer with its raw text, and the milliseconds until it was complete. */
  ask(
    document: string,
    variables: Record<string, unknown>,
  ): Promise<GraphAnswer & { readonly text: string; readonly ms: number }>;
  stop(): Promise<void>;
}

/** Starts the program. `accounts`: entries as in the configuration file. */
export async function startLab(
  accounts: readonly Readonly<Record<string, unknown>>[],
  { responseTimeoutMs = LIMITS.responseTimeoutMs, readDeadlineMs = DEADLINES.read }: LabOptions = {},
): Promise<Lab> {
  const config = new AppConfig();
  config.server.port = 0;
  config.server.logLevel = "silent";
  // Every document runs only a few times, so compiling is not worth it.
  config.server.compilesDocuments = false;
  config.server.limits.readDeadlineMs = readDeadlineMs;
  config.server.limits.changeDeadlineMs = DEADLINES.change;
  config.sandbox.enabled = false;
  const mistakes: Mistake[] = [];
  const entries = accounts.map((account) => ({ ...account, limits: { ...LIMITS, responseTimeoutMs } }));
  config.accounts = fillAccounts(entries, providers, mistakes, { env: {}, allowsPlainSecrets: true });
  if (mistakes.length > 0) throw new ConfigError("The lab's configuration", mistakes);
  const app: App = await startApp({ config, log: createLog(config.server) });
  return {
    async ask(query, variables) {
      const startedAt = performance.now();
      const response = await fetch(`${app.server.origin}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ query, variables }),
      });
      const text = await response.text();
      const ms = performance.now() - startedAt;
      return {
        status: response.status,
        headers: response.headers,
        text,
        ms,
        ...(JSON.parse(text) as Pick<GraphAnswer, "data" | "errors">),
      };
    },
    stop: () => app.stop(),
  };
}

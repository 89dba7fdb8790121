import { startApp } from "../../src/app.js";
import { AppConfig } from "../../src/config/app-config.js";
import type { AnyProviderManifest, ProviderService } from "../../src/providers/provider.js";
import { providers } from "../../src/providers/registry.js";
import { createLog } from "../../src/server/log.js";
import type { GraphAnswer } from "../support/graph.js";

export interface LogLine {
  readonly level: string;
  readonly msg: string;
  readonly reference?: string;
  readonly account?: string;
  readonly path?: readonly string[];
  readonly requestId?: string;
  readonly err?: { readonly type: string; readonly message: string };
}

export interface Garden {
  /** The provider's service that the program itself uses. {@link weed} restores replaced methods and the inventory. */
  service(key: string): ProviderService;
  account(key: string): string;
  /** Lines of level error since the last {@link weed}. */
  readonly errors: readonly LogLine[];
  ask(query: string, variables?: Record<string, unknown>): Promise<GraphAnswer>;
  weed(): void;
  stop(): Promise<void>;
}

/** A simulated bug in our own program. */
export const PLANTED = "planted: x is not a function";
export const stumble = (): never => {
  throw new TypeError(PLANTED);
};

/** The whole program over its sandbox, with access to its providers' services, so that tests can plant bugs in them. */
export async function startGarden(): Promise<Garden> {
  const services = new Map<string, { readonly account: string; readonly now: ProviderService; before: object }>();
  const clouds = providers.map(
    (manifest): AnyProviderManifest => ({
      ...manifest,
      connect(context) {
        const now = manifest.connect(context);
        services.set(manifest.key, { account: context.account.id, now, before: { ...now } });
        return now;
      },
    }),
  );
  const config = new AppConfig();
  config.server.port = 0;
  config.sandbox.portBase = 0;
  config.sandbox.pace = 0;
  let errors: LogLine[] = [];
  const log = createLog({ logLevel: "error" }, { write: (line) => errors.push(JSON.parse(line) as LogLine) });
  const app = await startApp({ config, log, clouds });
  return {
    service: (key) => services.get(key)!.now,
    account: (key) => services.get(key)!.account,
    get errors() {
      return errors;
    },
    async ask(query, variables) {
      const response = await fetch(`${app.server.origin}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors: told } = (await response.json()) as Pick<GraphAnswer, "data" | "errors">;
      return { status: response.status, headers: response.headers, data, errors: told };
    },
    weed() {
      errors = [];
      app.sandbox?.reset();
      for (const { now, before } of services.values()) Object.assign(now, before);
    },
    stop: () => app.stop(),
  };
}

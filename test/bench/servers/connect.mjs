import "reflect-metadata";
import { randomUUID } from "node:crypto";
import { loadConfigFile } from "../../../build/config/load-config.js";
import { CallBudget } from "../../../build/loaders/call-budget.js";
import { Freshness } from "../../../build/loaders/freshness.js";
import { ReadAhead } from "../../../build/loaders/read-ahead.js";
import { RequestLoaders } from "../../../build/loaders/request-loaders.js";
import { CloudAccount } from "../../../build/model/cloud-account.js";
import { orderAccounts } from "../../../build/providers/accounts.js";
import { providers } from "../../../build/providers/registry.js";
import { IncompleteSources } from "../../../build/resolvers/incomplete-sources.js";
import { startCall } from "../../../build/transport/call.js";
import { systemClock } from "../../../build/transport/clock.js";
import { createLanes } from "../../../build/transport/create-lanes.js";
import { createTransport } from "../../../build/transport/create-transport.js";

/** The same services as the server itself has, from the same configuration file, for the others that are measured beside it. */
export async function connectAccounts() {
  const ignore = () => undefined;
  const log = { debug: ignore, info: ignore, warn: ignore, error: ignore };
  const transport = createTransport({ log });
  const config = loadConfigFile(process.env.BENCH_CONFIG, providers, process.env);
  const accounts = orderAccounts(
    config.accounts.map((settings) => {
      const manifest = providers.find(({ key }) => key === settings.provider);
      const account = new CloudAccount({
        id: settings.id,
        provider: manifest.name,
        region: settings.region ?? null,
        capabilities: { provider: manifest.name, ...manifest.capabilities },
      });
      const service = manifest.connect({ account, config: settings, transport });
      return { account, manifest, service, pollIntervalMs: settings.limits.pollIntervalMs };
    }),
  );
  const readAhead = new ReadAhead(config.server.limits);
  const changes = { accounts, lanes: createLanes(), clock: systemClock, endedChanges: 0 };
  /** What resolvers are given; to be ended with `call.end()`. */
  const context = () => {
    const call = startCall({ requestId: randomUUID(), log, timeoutMs: 30_000 });
    const loaders = new RequestLoaders(accounts, call);
    const budget = new CallBudget(config.server.limits.maxCloudCalls);
    const reading = { accounts, clock: systemClock, call, loaders, readAhead, budget };
    const freshness = new Freshness(reading, null, 0);
    return { ...reading, changes, freshness, incomplete: new IncompleteSources() };
  };
  return { context, accounts, port: config.server.port };
}

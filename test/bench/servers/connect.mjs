import { randomUUID } from "node:crypto";
import { fromBuild } from "../built.mjs";

/** The same services as the server itself has, from the same configuration file, for the others that are measured beside it. */
export async function connectAccounts() {
  await import("reflect-metadata");
  const { registeredProviders } = await fromBuild("providers/registry.js");
  const { loadConfigFile } = await fromBuild("config/load-config.js");
  const { CloudAccount } = await fromBuild("model/cloud-account.js");
  const { orderAccounts } = await fromBuild("providers/accounts.js");
  const { createTransport } = await fromBuild("transport/create-transport.js");
  const { createLanes } = await fromBuild("transport/create-lanes.js");
  const { systemClock } = await fromBuild("transport/clock.js");
  const { startCall } = await fromBuild("transport/call.js");
  const { createRequestLoaders } = await fromBuild("loaders/request-loaders.js");

  const ignore = () => undefined;
  const log = { debug: ignore, info: ignore, warn: ignore, error: ignore };
  const transport = createTransport({ log });
  const config = loadConfigFile(process.env.BENCH_CONFIG, registeredProviders(), process.env);
  const accounts = orderAccounts(
    config.accounts.map((settings) => {
      const manifest = registeredProviders().find(({ key }) => key === settings.provider);
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
  const changes = { accounts, lanes: createLanes(), clock: systemClock, endedChanges: 0 };
  /** What resolvers are given; to be ended with `call.end()`. */
  const context = () => {
    const call = startCall({ requestId: randomUUID(), log, timeoutMs: 30_000 });
    return { accounts, clock: systemClock, changes, call, loaders: createRequestLoaders(accounts, call) };
  };
  return { context, accounts, port: config.server.port };
}

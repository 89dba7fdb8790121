import type { CloudAccountConfig } from "../config/account.js";
import type { AppConfig } from "../config/app-config.js";
import { ConfigError } from "../config/config-error.js";
import type { Mistake } from "../config/fill.js";
import { fillAccounts } from "../config/fill-accounts.js";
import { capabilitiesOf } from "../model/capabilities.js";
import { CloudAccount } from "../model/cloud-account.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import type { AnyProviderManifest } from "../providers/provider.js";
import { providers } from "../providers/registry.js";
import type { Sandbox } from "../sandbox/start-sandbox.js";
import type { Transport } from "../transport/transport.js";

export interface Ways {
  readonly sandbox: Sandbox | null;
  readonly clouds?: readonly AnyProviderManifest[];
  readonly transport: Transport;
}

/** An account of the configuration, or of the emulators, with its line to its cloud. */
export interface Line {
  readonly config: CloudAccountConfig;
  readonly connected: ConnectedAccount;
}

/** All accounts with their lines to the clouds: those of the configuration, then those of the emulators. Calls none of them. */
export async function connectAccounts(
  { accounts }: Pick<AppConfig, "accounts">,
  { sandbox, clouds = providers, transport }: Ways,
): Promise<Line[]> {
  const configured = [...accounts, ...(sandbox ? await sandboxAccounts(sandbox, clouds) : [])];
  return configured.map((config) => ({ config, connected: connect(config, clouds, transport) }));
}

export function connect(
  config: CloudAccountConfig,
  clouds: readonly AnyProviderManifest[],
  transport: Transport,
): ConnectedAccount {
  const manifest = clouds.find(({ key }) => key === config.provider) as AnyProviderManifest;
  const account = new CloudAccount({
    id: config.id,
    provider: manifest.name,
    region: config.region ?? null,
    capabilities: capabilitiesOf(manifest),
  });
  const service = manifest.connect({ account, config, transport });
  return { account, manifest, service, pollIntervalMs: config.limits.pollIntervalMs, isReadOnly: config.readOnly };
}

/** The accounts that lead to the emulators, with their fixed credentials. */
async function sandboxAccounts(
  sandbox: Sandbox,
  clouds: readonly AnyProviderManifest[],
): Promise<CloudAccountConfig[]> {
  const entries = await Promise.all(
    clouds.map(async ({ key, sandbox: load }) => (await load()).account(sandbox.cloud(key).endpoint)),
  );
  const mistakes: Mistake[] = [];
  const accounts = fillAccounts(entries, clouds, mistakes, { env: {}, allowsPlainSecrets: true });
  if (mistakes.length > 0) throw new ConfigError("The sandbox's own configuration", mistakes);
  return accounts;
}

import type { CloudAccount } from "../../model/cloud-account.js";
import type { Clock } from "../../transport/clock.js";
import type { CloudClient } from "../../transport/cloud-client.js";
import { huaweiAuthentication } from "../huawei-shared/authentication.js";
import type { ProviderContext } from "../provider.js";
import type { HuaweiGaAccountConfig } from "./account.js";
import { problemIn } from "./problems.js";

/** One account's line to Global Accelerator: what every other file is given. */
export interface Context {
  readonly account: CloudAccount;
  readonly client: CloudClient;
  readonly clock: Clock;
  /** Milliseconds between two looks at something that the cloud is still working on. */
  readonly pollIntervalMs: number;
  close(): Promise<void>;
}

export function createContext({ account, config, transport }: ProviderContext<HuaweiGaAccountConfig>): Context {
  const { provider } = account;
  const authentication = huaweiAuthentication({
    provider,
    config,
    scope: "domain",
    transport,
    accountHeader: config.accountHeader === "X-Project-Id" ? "x-project-id" : "x-domain-id",
  });
  const { sign, renewCredentials } = authentication;
  const client = transport.client(
    { provider, sign, renewCredentials, problemIn: (response) => problemIn(response, provider) },
    {
      accountId: config.id,
      endpoint: new URL(config.endpoint),
      limits: config.limits,
      certificateAuthority: config.certificateAuthority,
    },
  );
  return {
    account,
    client,
    clock: transport.clock,
    pollIntervalMs: config.limits.pollIntervalMs,
    close: async () => {
      await Promise.all([client.close(), authentication.close()]);
    },
  };
}

import { huaweiAuthentication } from "../huawei-shared/authentication.js";
import type { ProviderContext, ProviderService } from "../provider.js";
import type { HuaweiGaAccountConfig } from "./account.js";
import { listenerChangesOf } from "./listener-changes.js";
import { poolChangesOf } from "./pool-changes.js";
import { problemIn } from "./problems.js";
import { readsOf } from "./reads.js";

/** The provider's enum value. */
export const PROVIDER = "HUAWEI_GA";

/** One account's line to Global Accelerator. */
export function connect({ account, config, transport }: ProviderContext<HuaweiGaAccountConfig>): ProviderService {
  const authentication = huaweiAuthentication({
    provider: PROVIDER,
    config,
    scope: "domain",
    transport,
    accountHeader: config.accountHeader === "X-Project-Id" ? "x-project-id" : "x-domain-id",
  });
  const client = transport.client(
    {
      provider: PROVIDER,
      sign: authentication.sign,
      renewCredentials: authentication.renewCredentials,
      problemIn: (response) => problemIn(response, PROVIDER),
    },
    {
      accountId: config.id,
      endpoint: new URL(config.endpoint),
      limits: config.limits,
      certificateAuthority: config.certificateAuthority,
    },
  );
  const changing = { client, account, clock: transport.clock, pollIntervalMs: config.limits.pollIntervalMs };
  return {
    ...readsOf(client, account),
    ...listenerChangesOf(changing),
    ...poolChangesOf(changing),
    close: async () => {
      await Promise.all([client.close(), authentication.close()]);
    },
  };
}

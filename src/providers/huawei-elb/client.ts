import type { CloudAccount } from "../../model/cloud-account.js";
import type { Clock } from "../../transport/clock.js";
import type { CloudClient } from "../../transport/cloud-client.js";
import { huaweiAuthentication } from "../huawei-shared/authentication.js";
import type { ProviderContext } from "../provider.js";
import { DEFAULT_REQUESTS_PER_SECOND, type HuaweiElbAccountConfig } from "./account.js";
import { problemIn } from "./problems.js";

/** One project's line to the load balancers: what every other file is given. */
export interface Context {
  readonly account: CloudAccount;
  readonly client: CloudClient;
  readonly projectId: string;
  readonly clock: Clock;
  close(): Promise<void>;
}

export function createContext({ account, config, transport }: ProviderContext<HuaweiElbAccountConfig>): Context {
  const { provider } = account;
  const { limits } = config;
  const authentication = huaweiAuthentication({ provider, config, scope: "project", transport });
  const { sign, renewCredentials } = authentication;
  const client = transport.client(
    { provider, sign, renewCredentials, problemIn: (response) => problemIn(response, provider) },
    {
      accountId: config.id,
      endpoint: new URL(config.endpoint),
      limits: { ...limits, requestsPerSecond: { ...DEFAULT_REQUESTS_PER_SECOND, ...limits.requestsPerSecond } },
      certificateAuthority: config.certificateAuthority,
    },
  );
  return {
    account,
    client,
    projectId: config.projectId,
    clock: transport.clock,
    close: async () => {
      await Promise.all([client.close(), authentication.close()]);
    },
  };
}

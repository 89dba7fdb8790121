import type { CloudAccount } from "../../model/cloud-account.js";
import type { Clock } from "../../transport/clock.js";
import type { CloudClient } from "../../transport/cloud-client.js";
import { huaweiAuthentication } from "../huawei-shared/authentication.js";
import type { ProviderContext } from "../provider.js";
import type { HuaweiElbClassicAccountConfig } from "./account.js";
import { problemIn } from "./problems.js";

/** One project's line to the classic load balancers: what every other file is given. */
export interface Context {
  readonly account: CloudAccount;
  readonly client: CloudClient;
  /** Every path names it. */
  readonly projectId: string;
  readonly clock: Clock;
  /** Milliseconds between two looks at a job. */
  readonly pollIntervalMs: number;
  close(): Promise<void>;
}

export function createContext({ account, config, transport }: ProviderContext<HuaweiElbClassicAccountConfig>): Context {
  const { provider } = account;
  const authentication = huaweiAuthentication({ provider, config, scope: "project", transport });
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
    projectId: config.projectId,
    clock: transport.clock,
    pollIntervalMs: config.limits.pollIntervalMs,
    close: async () => {
      await Promise.all([client.close(), authentication.close()]);
    },
  };
}

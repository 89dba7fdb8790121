import { huaweiAuthentication } from "../huawei-shared/authentication.js";
import type { ProviderContext, ProviderService } from "../provider.js";
import { DEFAULT_REQUESTS_PER_SECOND, type HuaweiElbAccountConfig } from "./account.js";
import type { ElbAccount } from "./context.js";
import { listenerChangesOf } from "./listener-changes.js";
import { poolChangesOf } from "./pool-changes.js";
import { problemIn } from "./problems.js";
import { createReads } from "./reads.js";

/** Connects one project on Huawei's shared load balancers. */
export function connect({ account, config, transport }: ProviderContext<HuaweiElbAccountConfig>): ProviderService {
  const { provider } = account;
  const { limits } = config;
  const { sign, renewCredentials, close } = huaweiAuthentication({ provider, config, scope: "project", transport });
  const client = transport.client(
    { provider, sign, renewCredentials, problemIn: (response) => problemIn(response, provider) },
    {
      accountId: config.id,
      endpoint: new URL(config.endpoint),
      limits: { ...limits, requestsPerSecond: { ...DEFAULT_REQUESTS_PER_SECOND, ...limits.requestsPerSecond } },
      certificateAuthority: config.certificateAuthority,
    },
  );
  const context: ElbAccount = { account, elb: { client, projectId: config.projectId }, clock: transport.clock };
  return {
    ...createReads(context),
    ...listenerChangesOf(context),
    ...poolChangesOf(context),
    async close() {
      await Promise.all([client.close(), close()]);
    },
  };
}

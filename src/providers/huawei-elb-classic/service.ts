import { huaweiAuthentication } from "../huawei-shared/authentication.js";
import type { ProviderContext, ProviderService } from "../provider.js";
import type { HuaweiElbClassicAccountConfig } from "./account.js";
import { createChanges } from "./changes.js";
import type { ClassicAccount } from "./context.js";
import { createLists } from "./lists.js";
import { problemIn } from "./problems.js";
import { createReads } from "./reads.js";

/** Connects one project on Huawei's classic load balancers. */
export function connect({
  account,
  config,
  transport,
}: ProviderContext<HuaweiElbClassicAccountConfig>): ProviderService {
  const { provider } = account;
  const { sign, renewCredentials, close } = huaweiAuthentication({ provider, config, scope: "project", transport });
  const client = transport.client(
    { provider, sign, renewCredentials, problemIn: (response) => problemIn(response, provider) },
    {
      accountId: config.id,
      endpoint: new URL(config.endpoint),
      limits: config.limits,
      certificateAuthority: config.certificateAuthority,
    },
  );
  const context: ClassicAccount = {
    account,
    elb: { client, projectId: config.projectId },
    clock: transport.clock,
    pollIntervalMs: config.limits.pollIntervalMs,
  };
  return {
    ...createLists(context),
    ...createReads(context),
    ...createChanges(context),
    async close() {
      await Promise.all([client.close(), close()]);
    },
  };
}

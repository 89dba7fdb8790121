import type { CloudAccount } from "../../src/model/cloud-account.js";
import type { ProviderContext } from "../../src/providers/provider.js";
import type { Clock } from "../../src/transport/clock.js";
import type { CloudClient } from "../../src/transport/cloud-client.js";
import type { ExampleCloudAccountConfig } from "./account.js";
import { problemIn } from "./problems.js";

/** One account's connection to the cloud, which every other file receives. */
export interface Context {
  readonly account: CloudAccount;
  readonly client: CloudClient;
  readonly clock: Clock;
  close(): Promise<void>;
}

export function createContext({ account, config, transport }: ProviderContext<ExampleCloudAccountConfig>): Context {
  const { provider, id: accountId } = account;
  const client = transport.client(
    {
      provider,
      sign: ({ headers }) => ({ ...headers, "x-example-key": config.key.reveal() }),
      problemIn: (response) => problemIn(response, provider),
    },
    {
      accountId,
      endpoint: new URL(config.endpoint),
      limits: config.limits,
      certificateAuthority: config.certificateAuthority,
    },
  );
  return { account, client, clock: transport.clock, close: () => client.close() };
}

import type { CloudAccount } from "../../model/cloud-account.js";
import type { ProblemError } from "../../model/problem-error.js";
import type { Clock } from "../../transport/clock.js";
import type { ClientLimits, CloudClient, CloudRequest, CloudResponse } from "../../transport/cloud-client.js";
import type { ProviderContext } from "../provider.js";
import type { HuaweiAccountConfig } from "./account.js";
import { type HuaweiAuthenticationOptions, huaweiAuthentication } from "./authentication.js";
import { requestIdIn } from "./gateway-problems.js";

/** The client of one account's service at Huawei. */
export interface HuaweiContext {
  readonly account: CloudAccount;
  readonly client: CloudClient;
  readonly clock: Clock;
  /** Milliseconds between two polls of something that the cloud is still working on. */
  readonly pollIntervalMs: number;
  close(): Promise<void>;
}

interface Service extends Pick<HuaweiAuthenticationOptions, "scope" | "accountHeader"> {
  problemIn(response: CloudResponse, provider: string, request: CloudRequest): ProblemError | null;
  /** The cloud's own rates; the account's override them. */
  readonly requestsPerSecond?: ClientLimits["requestsPerSecond"];
}

export function createHuaweiContext(
  { account, config, transport }: ProviderContext<HuaweiAccountConfig>,
  { scope, accountHeader, problemIn, requestsPerSecond }: Service,
): HuaweiContext {
  const { provider } = account;
  const { id: accountId, endpoint, limits, certificateAuthority } = config;
  const authentication = huaweiAuthentication({ provider, config, scope, transport, accountHeader });
  const { sign, renewCredentials } = authentication;
  const client = transport.client(
    {
      provider,
      sign,
      renewCredentials,
      problemIn: (response, request) => problemIn(response, provider, request),
      requestIdIn,
    },
    {
      accountId,
      endpoint: new URL(endpoint),
      limits: { ...limits, requestsPerSecond: { ...requestsPerSecond, ...limits.requestsPerSecond } },
      certificateAuthority,
    },
  );
  return {
    account,
    client,
    clock: transport.clock,
    pollIntervalMs: limits.pollIntervalMs,
    close: async () => {
      await Promise.all([client.close(), authentication.close()]);
    },
  };
}

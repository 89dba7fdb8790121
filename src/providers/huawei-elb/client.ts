import { createHuaweiContext, type HuaweiContext } from "../huawei-shared/client.js";
import type { ProviderContext } from "../provider.js";
import { DEFAULT_REQUESTS_PER_SECOND, type HuaweiElbAccountConfig } from "./account.js";
import { problemIn } from "./problems.js";

/** One project's line to the load balancers: what every other file is given. */
export interface Context extends HuaweiContext {
  readonly projectId: string;
}

export function createContext(provider: ProviderContext<HuaweiElbAccountConfig>): Context {
  const { projectId } = provider.config;
  const requestsPerSecond = DEFAULT_REQUESTS_PER_SECOND;
  return { ...createHuaweiContext(provider, { scope: "project", problemIn, requestsPerSecond }), projectId };
}

import { createHuaweiContext, type HuaweiContext } from "../huawei-shared/client.js";
import type { ProviderContext } from "../provider.js";
import { DEFAULT_REQUESTS_PER_SECOND, type HuaweiElbAccountConfig } from "./account.js";
import { problemIn } from "./problems.js";

/** The client of one project's load balancers, passed to every other file. */
export interface Context extends HuaweiContext {
  readonly projectId: string;
}

export function createContext(provider: ProviderContext<HuaweiElbAccountConfig>): Context {
  const { projectId } = provider.config;
  const requestsPerSecond = DEFAULT_REQUESTS_PER_SECOND;
  return { ...createHuaweiContext(provider, { scope: "project", problemIn, requestsPerSecond }), projectId };
}

import { createHuaweiContext, type HuaweiContext } from "../huawei-shared/client.js";
import type { ProviderContext } from "../provider.js";
import type { HuaweiElbClassicAccountConfig } from "./account.js";
import { problemIn } from "./problems.js";

/** One project's line to the classic load balancers: what every other file is given. */
export interface Context extends HuaweiContext {
  /** Every path names it. */
  readonly projectId: string;
}

export function createContext(provider: ProviderContext<HuaweiElbClassicAccountConfig>): Context {
  const { projectId } = provider.config;
  return { ...createHuaweiContext(provider, { scope: "project", problemIn }), projectId };
}

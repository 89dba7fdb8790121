import { createHuaweiContext, type HuaweiContext } from "../huawei-shared/client.js";
import type { ProviderContext } from "../provider.js";
import type { HuaweiElbClassicAccountConfig } from "./account.js";
import { problemIn } from "./problems.js";

/** The client of one project's classic load balancers, passed to every other file. */
export interface Context extends HuaweiContext {
  /** Every path names it. */
  readonly projectId: string;
}

export function createContext(provider: ProviderContext<HuaweiElbClassicAccountConfig>): Context {
  const { projectId } = provider.config;
  return { ...createHuaweiContext(provider, { scope: "project", problemIn }), projectId };
}

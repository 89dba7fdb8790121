import { createHuaweiContext, type HuaweiContext } from "../huawei-shared/client.js";
import type { ProviderContext } from "../provider.js";
import type { HuaweiGaAccountConfig } from "./account.js";
import { problemIn } from "./problems.js";

/** The client of one account's Global Accelerator, passed to every other file. */
export type Context = HuaweiContext;

export function createContext(provider: ProviderContext<HuaweiGaAccountConfig>): Context {
  const accountHeader = provider.config.accountHeader === "X-Project-Id" ? "x-project-id" : "x-domain-id";
  return createHuaweiContext(provider, { scope: "domain", accountHeader, problemIn });
}

import type { ProviderRules } from "../provider.js";
import { TencentGaapCreateListener, TencentGaapUpdateListener } from "./listener-rules.js";
import { TencentGaapCreatePool, TencentGaapSetPoolMembers, TencentGaapUpdatePool } from "./pool-rules.js";

export const rules: ProviderRules = {
  createListener: TencentGaapCreateListener,
  updateListener: TencentGaapUpdateListener,
  createPool: TencentGaapCreatePool,
  updatePool: TencentGaapUpdatePool,
  setPoolMembers: TencentGaapSetPoolMembers,
  // What a channel takes (protocols, HTTP/3, TLS versions, address family) differs from channel to channel.
  createListenerNeedsParent: true,
};

import type { ProviderRules } from "../provider.js";
import { CreateListener, UpdateListener } from "./listener-rules.js";
import { CreatePool, SetPoolMembers, UpdatePool } from "./pool-rules.js";

/** The vendor's rules that are known before a call. */
export const rules: ProviderRules = {
  createListener: CreateListener,
  updateListener: UpdateListener,
  createPool: CreatePool,
  updatePool: UpdatePool,
  setPoolMembers: SetPoolMembers,
  createListenerNeedsParent: true,
};

import type { ProviderRules } from "../provider.js";
import { CreateListener, UpdateListener } from "./listener-rules.js";
import { CreatePool, SetPoolMembers, UpdatePool } from "./pool-rules.js";

/** The GraphQL inputs with what this cloud asks of them besides. */
export const rules: ProviderRules = {
  createListener: CreateListener,
  updateListener: UpdateListener,
  createPool: CreatePool,
  updatePool: UpdatePool,
  setPoolMembers: SetPoolMembers,
  createListenerNeedsParent: true,
};

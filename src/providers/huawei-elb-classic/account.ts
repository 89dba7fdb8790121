import { Required } from "../../config/fields.js";
import { HuaweiAccountConfig } from "../huawei-shared/account.js";
import { TOKEN_ACTIONS } from "../huawei-shared/tokens.js";

/** The operations that an account may limit one by one. */
export const ACTIONS: readonly string[] = [
  ...TOKEN_ACTIONS,
  "ListLoadbalancers",
  "ShowLoadbalancer",
  "ListListeners",
  "ShowListener",
  "CreateListener",
  "UpdateListener",
  "DeleteListener",
  "ListMembers",
  "AddMembers",
  "RemoveMembers",
  "ShowHealthcheck",
  "CreateHealthcheck",
  "UpdateHealthcheck",
  "DeleteHealthcheck",
  "ShowJob",
];

/**
 * An account on Huawei's classic load balancers. The endpoint has no default: the service is left in few regions, each
 * with an address of its own.
 */
export class HuaweiElbClassicAccountConfig extends HuaweiAccountConfig {
  /** Every path of this API names the project. */
  @Required()
  override projectId!: string;
}

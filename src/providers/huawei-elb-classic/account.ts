import { Required } from "../../config/fields.js";
import { HuaweiAccountConfig } from "../huawei-shared/account.js";
import { TOKEN_ACTIONS } from "../huawei-shared/tokens.js";

/** The operations whose rate an account may limit individually. */
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
 * An account on Huawei's classic load balancers. The endpoint has no default: few regions still have the service, each
 * with its own address.
 */
export class HuaweiElbClassicAccountConfig extends HuaweiAccountConfig {
  /** Every path of this API names the project. */
  @Required()
  override projectId!: string;
}

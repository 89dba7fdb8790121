import { Required } from "../../config/fields.js";
import { HuaweiAccountConfig } from "../huawei-shared/account.js";

/**
 * An account on Huawei's classic load balancers. The endpoint has no default: the service is left in few regions, each
 * with an address of its own.
 */
export class HuaweiElbClassicAccountConfig extends HuaweiAccountConfig {
  /** Every path of this API names the project. */
  @Required()
  override projectId!: string;
}

import { Matches, ValidateIf } from "class-validator";
import { HuaweiAccountConfig } from "../huawei-shared/account.js";

/**
 * An account on Huawei's classic load balancers. The endpoint has no default: the service is left in few regions, each
 * with an address of its own.
 */
export class HuaweiElbClassicAccountConfig extends HuaweiAccountConfig {
  /** Every path of this API names the project. */
  @ValidateIf(() => true)
  @Matches(/^[0-9a-f]{32}$/, {
    message: "A project id is 32 hexadecimal digits, as the console shows it under My Credentials.",
  })
  override projectId!: string;
}

import { CloudAccountConfig } from "../../config/account.js";
import { Optional, SecretText, Text } from "../../config/fields.js";
import type { Secret } from "../../config/secret.js";
import { token } from "../../config/text-shapes.js";

/**
 * An account of Alibaba Cloud Global Accelerator in the configuration file. GA is one worldwide service that is governed
 * from cn-hangzhou: `region` has no effect. How many requests per second an action takes is shown in the vendor's
 * console only; set `limits.requestsPerSecond` to what it says there.
 */
export class AlibabaGaAccountConfig extends CloudAccountConfig {
  /** The only published entry of the API; `https://ga-vpc.cn-hangzhou.aliyuncs.com` from inside a VPC. */
  override endpoint = "https://ga.cn-hangzhou.aliyuncs.com";

  /** The public half of the AccessKey pair, LTAI… */
  @Text(token("the id of an AccessKey pair"))
  accessKeyId!: string;

  /** The secret half of the AccessKey pair. */
  @SecretText()
  accessKeySecret!: Secret;

  /** The token of the Security Token Service, for temporary AccessKey pairs only. */
  @Optional()
  @SecretText({ inHeader: true })
  securityToken?: Secret;
}

import { CloudAccountConfig } from "../../config/account.js";
import { Optional, SecretText, Text } from "../../config/fields.js";
import type { Secret } from "../../config/secret.js";
import { token } from "../../config/text-shapes.js";

/** The operations whose rate an account may limit individually. */
export const ACTIONS: readonly string[] = [
  "ListAccelerators",
  "DescribeAccelerator",
  "ListListeners",
  "DescribeListener",
  "CreateListener",
  "UpdateListener",
  "DeleteListener",
  "GetHealthStatus",
  "ListForwardingRules",
  "CreateForwardingRules",
  "DeleteForwardingRules",
  "ListEndpointGroups",
  "DescribeEndpointGroup",
  "CreateEndpointGroup",
  "UpdateEndpointGroup",
  "UpdateEndpointGroupAttribute",
  "DeleteEndpointGroup",
  "DeleteEndpointGroups",
];

/**
 * An account of Alibaba Cloud Global Accelerator in the configuration file. GA is one worldwide service that is managed
 * from cn-hangzhou: `region` has no effect. The vendor publishes 300 requests of each action in 60 seconds; an account
 * may have more or less. Without `limits.requestsPerSecond`, requests are not limited here, and throttled ones wait.
 * Source: quota page, API rate limits; Quota Center for an account's own.
 */
export class AlibabaGaAccountConfig extends CloudAccountConfig {
  /** The only published endpoint of the API; `https://ga-vpc.cn-hangzhou.aliyuncs.com` from inside a VPC. */
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

  override identity() {
    return { accessKeyId: this.accessKeyId };
  }
}

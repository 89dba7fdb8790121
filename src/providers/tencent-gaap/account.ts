import { CloudAccountConfig } from "../../config/account.js";
import { Optional, SecretText, Text } from "../../config/fields.js";
import type { Secret } from "../../config/secret.js";
import { token } from "../../config/text-shapes.js";

/** The operations whose rate an account may limit individually. */
export const ACTIONS: readonly string[] = [
  ...["TCP", "UDP", "HTTP", "HTTPS"].flatMap((protocol) => [
    `Describe${protocol}Listeners`,
    `Modify${protocol}ListenerAttribute`,
  ]),
  ...["TCP", "UDP"].map((protocol) => `Create${protocol}Listeners`),
  ...["HTTP", "HTTPS"].map((protocol) => `Create${protocol}Listener`),
  "DeleteListeners",
  "BindListenerRealServers",
  "SetTlsVersion",
  "DescribeRules",
  "DescribeRulesByRuleIds",
  "CreateRule",
  "ModifyRuleAttribute",
  "DeleteRule",
  "BindRuleRealServers",
  "CreateDomain",
  "ModifyDomain",
  "DeleteDomain",
  "DescribeRealServers",
  "AddRealServers",
  "DescribeProxies",
  "DescribeProxyGroupList",
  "DescribeProxyGroupDetails",
];

/** Every GAAP page documents 20 requests per second for its action. Source: CreateTCPListeners page, section 1. */
export const DEFAULT_REQUESTS_PER_SECOND: Readonly<Record<string, number>> = { "*": 20 };

/** An account of Tencent Cloud GAAP in the configuration file. GAAP is one worldwide service: `region` has no effect. */
export class TencentGaapAccountConfig extends CloudAccountConfig {
  /**
   * The nearest endpoint of the API; `gaap.<region>.tencentcloudapi.com` and `gaap.intl.tencentcloudapi.com` work as
   * well.
   */
  override endpoint = "https://gaap.tencentcloudapi.com";

  /** The public half of the API key, AKID… */
  @Text(token("the id of an API key"))
  secretId!: string;

  /** The secret half of the API key. */
  @SecretText()
  secretKey!: Secret;

  /** The session token, for temporary API keys only. */
  @Optional()
  @SecretText({ inHeader: true })
  token?: Secret;

  override identity() {
    return { secretId: this.secretId };
  }
}

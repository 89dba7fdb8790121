import { ValidateBy } from "class-validator";
import { OneOf } from "../../config/fields.js";
import { HuaweiAccountConfig } from "../huawei-shared/account.js";

const ACCOUNT_HEADERS = ["X-Domain-Id", "X-Project-Id"] as const;
export type AccountHeader = (typeof ACCOUNT_HEADERS)[number];

const IdForHeader = (): PropertyDecorator =>
  ValidateBy({
    name: "idForHeader",
    validator: {
      validate: (_value, args) => missingId(args!.object as HuaweiGaAccountConfig) === null,
      defaultMessage: (args) => missingId(args!.object as HuaweiGaAccountConfig) ?? "",
    },
  });

function missingId({ credentials, accountHeader, domainId, projectId }: HuaweiGaAccountConfig): string | null {
  if (!credentials?.accessKeyId) return null;
  if (accountHeader === "X-Domain-Id" && !domainId) return "With an access key, give the account's domainId.";
  if (accountHeader === "X-Project-Id" && !projectId)
    return "With an access key and X-Project-Id, give the account's projectId.";
  return null;
}

/** An account of Huawei Cloud Global Accelerator in the configuration file. It is one worldwide service: `region` has no effect. */
export class HuaweiGaAccountConfig extends HuaweiAccountConfig {
  override endpoint = "https://ga.myhuaweicloud.com";

  /**
   * The header that names the account next to an access key's signature. The vendor does not say which one this service
   * wants; its SDKs send X-Domain-Id for worldwide services.
   */
  @IdForHeader()
  @OneOf(ACCOUNT_HEADERS)
  accountHeader: AccountHeader = "X-Domain-Id";
}

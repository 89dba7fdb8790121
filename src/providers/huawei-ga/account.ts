import { ValidateIf } from "class-validator";
import { OneOf, Text } from "../../config/fields.js";
import { HuaweiAccountConfig, hexId } from "../huawei-shared/account.js";
import { TOKEN_ACTIONS } from "../huawei-shared/tokens.js";
import { actionsOn } from "../kit/rest-collection.js";

/** The operations whose rate an account may limit individually. */
export const ACTIONS: readonly string[] = [
  ...TOKEN_ACTIONS,
  ...actionsOn({ Listener: "Listeners", EndpointGroup: "EndpointGroups" }),
  ...actionsOn({ Endpoint: "Endpoints", HealthCheck: "HealthChecks" }, ["List", "Create", "Update", "Delete"]),
  ...actionsOn({ Accelerator: "Accelerators" }, ["List", "Show"]),
  "CreateTags",
  "DeleteTags",
];

const ACCOUNT_HEADERS = ["X-Domain-Id", "X-Project-Id"] as const;
export type AccountHeader = (typeof ACCOUNT_HEADERS)[number];

/** An id of the account that is required when requests name it in this header, and optional otherwise. */
const IdFor =
  (header: AccountHeader): PropertyDecorator =>
  (prototype, property) => {
    const isNeeded = ({ credentials, accountHeader }: HuaweiGaAccountConfig) =>
      credentials?.accessKeyId !== undefined && accountHeader === header;
    ValidateIf((account: HuaweiGaAccountConfig, id) => id !== undefined || isNeeded(account))(prototype, property);
    Text({ ...hexId, is: `${hexId.is}; an access key with ${header} requires it` })(prototype, property);
  };

/** An account of Huawei Cloud Global Accelerator in the configuration file. It is one worldwide service: `region` has no effect. */
export class HuaweiGaAccountConfig extends HuaweiAccountConfig {
  override endpoint = "https://ga.myhuaweicloud.com";

  /**
   * The header that names the account next to an access key's signature. The vendor does not say which one this service
   * wants; its SDKs send X-Domain-Id for worldwide services.
   */
  @OneOf(ACCOUNT_HEADERS)
  accountHeader: AccountHeader = "X-Domain-Id";

  @IdFor("X-Domain-Id")
  override domainId?: string;

  @IdFor("X-Project-Id")
  override projectId?: string;

  /** One worldwide service for the whole account (domain). */
  override identity() {
    const { accessKeyId, userDomainName } = this.credentials;
    return {
      domainId: this.domainId,
      "credentials.accessKeyId": accessKeyId,
      "credentials.userDomainName": userDomainName,
    };
  }
}

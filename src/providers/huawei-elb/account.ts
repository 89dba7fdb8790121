import { Required } from "../../config/fields.js";
import { HuaweiAccountConfig } from "../huawei-shared/account.js";
import { TOKEN_ACTIONS } from "../huawei-shared/tokens.js";
import { actionsOn } from "../kit/rest-collection.js";

/** The operations whose rate an account may limit individually. */
export const ACTIONS: readonly string[] = [
  ...TOKEN_ACTIONS,
  // Single objects are read from the lists: read by their own paths, they lack fields.
  ...actionsOn({ Listener: "Listeners", Pool: "Pools", Member: "Members", Healthmonitor: "Healthmonitors" }, [
    "List",
    "Create",
    "Update",
    "Delete",
  ]),
  ...actionsOn({ Loadbalancer: "Loadbalancers", L7rule: "L7rules" }, ["List"]),
  ...actionsOn({ L7policy: "L7policies" }, ["List", "Create", "Delete"]),
  "BatchChangeTags",
];

/**
 * Members are created at most 200 times a minute over the whole service; other limits are not published. Source: add
 * backend server page of the sibling API v2.
 */
export const DEFAULT_REQUESTS_PER_SECOND: Readonly<Record<string, number>> = { CreateMember: 200 / 60 };

/**
 * An account on Huawei's shared load balancers. The endpoint has no default: every region has an address of its own,
 * such as https://elb.eu-west-101.myhuaweicloud.eu.
 */
export class HuaweiElbAccountConfig extends HuaweiAccountConfig {
  /** The paths of tags name the project. */
  @Required()
  override projectId!: string;
}

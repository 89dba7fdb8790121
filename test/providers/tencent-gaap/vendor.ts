import { createRequire } from "node:module";

/** The vendor's package is CommonJS; parts are loaded one by one, because the whole has hundreds of services. */
const require = createRequire(import.meta.url);
const signPath = "tencentcloud-sdk-nodejs/tencentcloud/common/sign.js";
const clientPath = "tencentcloud-sdk-nodejs/tencentcloud/services/gaap/v20180529/gaap_client.js";

/** The vendor's signer. */
export const Sign = (require(signPath) as typeof import("tencentcloud-sdk-nodejs/tencentcloud/common/sign.js")).default;

/** The vendor's typed client of GAAP. */
export const { Client: GaapClient } = require(
  clientPath,
) as typeof import("tencentcloud-sdk-nodejs/tencentcloud/services/gaap/v20180529/gaap_client.js");
export type VendorClient = InstanceType<typeof GaapClient>;

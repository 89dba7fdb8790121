import { alibabaGa } from "./alibaba-ga/index.js";
import { huaweiElb } from "./huawei-elb/index.js";
import { huaweiElbClassic } from "./huawei-elb-classic/index.js";
import { huaweiGa } from "./huawei-ga/index.js";
import type { AnyProviderManifest } from "./provider.js";
import { tencentGaap } from "./tencent-gaap/index.js";

/**
 * The one list of clouds. The enum values, the union and inputs of settings, the configuration and the sandbox are
 * derived from the list that the program is started with.
 */
export const providers: readonly AnyProviderManifest[] = [
  alibabaGa,
  huaweiElb,
  huaweiElbClassic,
  huaweiGa,
  tencentGaap,
];

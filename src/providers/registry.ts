import { alibabaGa } from "./alibaba-ga/index.js";
import { huaweiElb } from "./huawei-elb/index.js";
import { huaweiElbClassic } from "./huawei-elb-classic/index.js";
import { huaweiGa } from "./huawei-ga/index.js";
import type { AnyProviderManifest } from "./provider.js";
import { tencentGaap } from "./tencent-gaap/index.js";

/** THE list of clouds. Enum values, settings union and inputs, configuration and sandbox derive from the list that the program is started with. */
export const providers: readonly AnyProviderManifest[] = [
  alibabaGa,
  huaweiElb,
  huaweiElbClassic,
  huaweiGa,
  tencentGaap,
];

import { alibabaGa } from "./alibaba-ga/index.js";
import { huaweiElb } from "./huawei-elb/index.js";
import { huaweiElbClassic } from "./huawei-elb-classic/index.js";
import { huaweiGa } from "./huawei-ga/index.js";
import { registerProvider } from "./register.js";
import { tencentGaap } from "./tencent-gaap/index.js";

/** THE list of clouds. Enum values, settings union and inputs, configuration and sandbox derive from it. */
const clouds = [alibabaGa, huaweiElb, huaweiElbClassic, huaweiGa, tencentGaap] as const;

for (const cloud of clouds) registerProvider(cloud);

export { type AnyProviderManifest, registeredProviders } from "./register.js";

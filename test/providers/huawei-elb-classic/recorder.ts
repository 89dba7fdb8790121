import type { HuaweiElbClassicAccountConfig } from "../../../src/providers/huawei-elb-classic/account.js";
import { huaweiElbClassic } from "../../../src/providers/huawei-elb-classic/index.js";
import type { SandboxedOptions, SandboxedProvider } from "../../support/sandboxed-provider.js";
import { connectHuawei, type RecordedHuawei } from "../huawei-shared/recorder.js";

export type Classic = SandboxedProvider<HuaweiElbClassicAccountConfig>;
export type Recorded = RecordedHuawei<HuaweiElbClassicAccountConfig>;

export const connectRecorded = (options?: SandboxedOptions): Promise<Recorded> =>
  connectHuawei(huaweiElbClassic, options);

import type { HuaweiGaAccountConfig } from "../../../src/providers/huawei-ga/account.js";
import { huaweiGa } from "../../../src/providers/huawei-ga/index.js";
import type { SandboxedOptions } from "../../support/sandboxed-provider.js";
import { connectHuawei, type RecordedHuawei } from "../huawei-shared/recorder.js";

export type Recorded = RecordedHuawei<HuaweiGaAccountConfig>;

export const connectRecorded = (options?: SandboxedOptions): Promise<Recorded> => connectHuawei(huaweiGa, options);

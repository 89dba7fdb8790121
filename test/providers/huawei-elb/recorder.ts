import type { HuaweiElbAccountConfig } from "../../../src/providers/huawei-elb/account.js";
import { startEmulator } from "../../../src/providers/huawei-elb/emulator/index.js";
import type { Dialect } from "../../../src/providers/huawei-elb/emulator/state.js";
import { huaweiElb } from "../../../src/providers/huawei-elb/index.js";
import type { SandboxCloud } from "../../../src/sandbox/sandbox-cloud.js";
import type { SandboxedOptions, SandboxedProvider } from "../../support/sandboxed-provider.js";
import { connectHuawei, type RecordedHuawei } from "../huawei-shared/recorder.js";

export type Shared = SandboxedProvider<HuaweiElbAccountConfig>;
export type Recorded = RecordedHuawei<HuaweiElbAccountConfig>;

export async function connectRecorded(options?: SandboxedOptions & { readonly dialect?: Dialect }): Promise<Recorded> {
  const cloud = await huaweiElb.sandbox();
  const emulated: SandboxCloud = { ...cloud, start: (context) => startEmulator(context, options?.dialect) };
  return connectHuawei({ ...huaweiElb, sandbox: async () => emulated }, options);
}

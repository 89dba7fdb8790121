import { tencentGaap } from "../../../src/providers/tencent-gaap/index.js";
import type { Sandbox } from "../../../src/sandbox/running-sandbox.js";
import { startSandbox as startAny } from "../../../src/sandbox/start-sandbox.js";

export type { RunningCloud, Sandbox } from "../../../src/sandbox/running-sandbox.js";

export type StartOptions = Partial<Pick<Parameters<typeof startAny>[0], "pace" | "inventory" | "listeners">>;

/** The emulator alone, under the key `gaap`; states pass at once unless told otherwise. */
export async function startSandbox(options: StartOptions = {}): Promise<Sandbox> {
  const cloud = await tencentGaap.sandbox();
  return startAny({ clouds: [{ key: "gaap", cloud }], ports: "any", controlPort: null, pace: 0, ...options });
}

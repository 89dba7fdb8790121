import { startEmulator } from "../../../src/providers/huawei-elb/emulator/index.js";
import type { Dialect } from "../../../src/providers/huawei-elb/emulator/state.js";
import { huaweiElb } from "../../../src/providers/huawei-elb/index.js";
import type { SandboxCloud } from "../../../src/sandbox/sandbox-cloud.js";
import { startRawHuawei } from "../huawei-shared/raw-client.js";

/** The emulator and a client whose paths stand behind /v2.0/lbaas. */
export async function startRaw(inventory: "demo" | "empty" = "demo", dialect: Dialect = {}) {
  const emulated: SandboxCloud = {
    ...(await huaweiElb.sandbox()),
    start: (context) => startEmulator(context, dialect),
  };
  const raw = await startRawHuawei(huaweiElb.key, emulated, {
    inventory,
    scopeIn: (credentials) => ({ project: { id: credentials["project id"] } }),
    prefixIn: () => "/v2.0/lbaas",
  });
  return { ...raw, project: raw.credentials["project id"] ?? "" };
}

export type Raw = Awaited<ReturnType<typeof startRaw>>;

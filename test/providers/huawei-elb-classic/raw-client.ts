import { huaweiElbClassic } from "../../../src/providers/huawei-elb-classic/index.js";
import { startRawHuawei } from "../huawei-shared/raw-client.js";

/** The emulator and a client whose paths stand behind the project. */
export async function startRaw(inventory: "demo" | "empty" = "demo") {
  const raw = await startRawHuawei(huaweiElbClassic.key, await huaweiElbClassic.sandbox(), {
    inventory,
    scopeIn: (credentials) => ({ project: { id: credentials["project id"] } }),
    prefixIn: (credentials) => `/v1.0/${credentials["project id"]}`,
  });
  return { ...raw, project: raw.credentials["project id"] ?? "" };
}

export type Raw = Awaited<ReturnType<typeof startRaw>>;

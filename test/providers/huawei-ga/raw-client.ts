import { huaweiGa } from "../../../src/providers/huawei-ga/index.js";
import { startRawHuawei } from "../huawei-shared/raw-client.js";

/** The emulator and a client whose paths stand behind /v1. */
export async function startRaw(inventory: "demo" | "empty" = "demo", listeners?: number) {
  const raw = await startRawHuawei(huaweiGa.key, await huaweiGa.sandbox(), {
    inventory,
    listeners,
    scopeIn: (credentials) => ({ domain: { id: credentials["domain id"] } }),
    prefixIn: () => "/v1",
  });
  return {
    ...raw,
    domainId: raw.credentials["domain id"],
    /** Moves on until everything has settled. */
    settle: () => raw.clock.advance(3_000),
  };
}

export type Raw = Awaited<ReturnType<typeof startRaw>>;

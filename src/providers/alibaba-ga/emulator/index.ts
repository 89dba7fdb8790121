import type { SandboxCloud } from "../../../sandbox/sandbox-cloud.js";
import { startEmulator } from "./emulator.js";

const ACCESS_KEY = { id: "SANDBOXALIBABAGAKEY", secret: "sandbox-secret-alibaba-ga" } as const;

/** Global Accelerator, emulated: the RPC wire format of version 2019-11-20 with both of the vendor's signatures. */
export const sandbox: SandboxCloud = {
  port: 4103,
  credentials: { "access key id": ACCESS_KEY.id, "access key secret": ACCESS_KEY.secret },
  account: (endpoint) => ({
    id: "alibaba-ga-sandbox",
    provider: "alibaba-ga",
    endpoint,
    accessKeyId: ACCESS_KEY.id,
    accessKeySecret: { value: ACCESS_KEY.secret },
    limits: { pollIntervalMs: 100 },
  }),
  start: (context) => startEmulator(context, new Map([[ACCESS_KEY.id, ACCESS_KEY.secret]])),
};

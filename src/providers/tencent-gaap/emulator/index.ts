import type { SandboxCloud } from "../../../sandbox/sandbox-cloud.js";
import { startEmulator } from "./emulator.js";

const SECRET_ID = "SANDBOXTENCENTKEY";
const SECRET_KEY = "sandbox-secret-tencent";

/** GAAP on loopback: JSON and form requests, TC3 and the older signatures, for this graph and for the vendor's own SDKs. */
export const sandbox: SandboxCloud = {
  port: 4102,
  credentials: { SecretId: SECRET_ID, SecretKey: SECRET_KEY },
  account: (endpoint) => ({
    id: "tencent-sandbox",
    provider: "tencent-gaap",
    endpoint,
    secretId: SECRET_ID,
    secretKey: { value: SECRET_KEY },
    limits: { pollIntervalMs: 100 },
  }),
  start: (context) => startEmulator(context, new Map([[SECRET_ID, SECRET_KEY]])),
};

import type { SandboxCloud } from "../../../sandbox/sandbox-cloud.js";
import { ACCESS_KEY, DOMAIN_ID, USER } from "./credentials.js";
import { startEmulator } from "./emulator.js";

/** Global Accelerator, emulated: the wire format of v1 with an IAM of its own under the same address. */
export const sandbox: SandboxCloud = {
  port: 4104,
  credentials: {
    "access key id": ACCESS_KEY.id,
    "secret access key": ACCESS_KEY.secret,
    "domain id": DOMAIN_ID,
    "user name": USER.name,
    "user password": USER.password,
    "user domain name": USER.domainName,
  },
  account: (endpoint) => ({
    id: "huawei-ga-sandbox",
    provider: "huawei-ga",
    endpoint,
    domainId: DOMAIN_ID,
    credentials: { accessKeyId: ACCESS_KEY.id, secretAccessKey: { value: ACCESS_KEY.secret } },
    limits: { pollIntervalMs: 100 },
  }),
  start: startEmulator,
};

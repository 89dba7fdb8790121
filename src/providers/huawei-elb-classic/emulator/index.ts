import type { SandboxCloud } from "../../../sandbox/sandbox-cloud.js";
import { ACCESS_KEY, PROJECT_ID, REGION, USER } from "./credentials.js";
import { startEmulator } from "./emulator.js";

/** Classic load balancers, emulated: the wire format of v1.0 with an IAM of its own under the same address. */
export const sandbox: SandboxCloud = {
  port: 4101,
  credentials: {
    "access key id": ACCESS_KEY.id,
    "secret access key": ACCESS_KEY.secret,
    "project id": PROJECT_ID,
    "user name": USER.name,
    "user password": USER.password,
    "user domain name": USER.domainName,
  },
  account: (endpoint) => ({
    id: "elb-classic-sandbox",
    provider: "huawei-elb-classic",
    region: REGION,
    endpoint,
    projectId: PROJECT_ID,
    credentials: { accessKeyId: ACCESS_KEY.id, secretAccessKey: { value: ACCESS_KEY.secret } },
    limits: { pollIntervalMs: 100 },
  }),
  start: startEmulator,
};

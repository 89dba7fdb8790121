import type { SandboxCloud } from "../../../sandbox/sandbox-cloud.js";
import { createHuaweiEmulator, fixedAccess, huaweiSandbox } from "../../huawei-shared/emulator/huawei-emulator.js";
import { certificates } from "./certificates.js";
import { BODY_WORDS, badRequest, REFUSALS, refusalResponse } from "./errors.js";
import { healthMonitors } from "./health-monitors.js";
import { fillInventory } from "./inventory.js";
import { jobs } from "./jobs.js";
import { listeners } from "./listeners.js";
import { loadBalancers } from "./load-balancers.js";
import { members } from "./members.js";
import { quotas } from "./quotas.js";
import { PROJECT_ID, State } from "./state.js";

const REGION = "eu-west-0";
const access = fixedAccess("huawei-elb-classic", { kind: "project", id: PROJECT_ID, name: REGION });

/** Classic load balancer emulator: the wire format of v1.0, with its own IAM at the same address. */
export const sandbox: SandboxCloud = huaweiSandbox({
  port: 4101,
  access,
  account: { id: "elb-classic-sandbox", provider: "huawei-elb-classic", region: REGION, projectId: PROJECT_ID },
  start: (context) =>
    createHuaweiEmulator({
      access,
      state: new State(context),
      fill: fillInventory,
      nouns: [loadBalancers, listeners, members, healthMonitors, certificates, quotas, jobs],
      bodyWords: BODY_WORDS,
      refusals: REFUSALS,
      refusalResponse,
      admit({ ids: [project] }) {
        if (project !== PROJECT_ID) throw badRequest("ELB.0230", "The project id is invalid.");
      },
    }),
});

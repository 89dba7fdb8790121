import type { Emulator, EmulatorContext, SandboxCloud } from "../../../sandbox/sandbox-cloud.js";
import { createHuaweiEmulator, fixedAccess, huaweiSandbox } from "../../huawei-shared/emulator/huawei-emulator.js";
import { certificates } from "./certificates.js";
import { BODY_WORDS, REFUSALS, refusalResponse } from "./errors.js";
import { healthMonitors } from "./health-monitors.js";
import { fillInventory } from "./inventory.js";
import { l7Policies } from "./l7-policies.js";
import { listeners } from "./listeners.js";
import { loadBalancers } from "./load-balancers.js";
import { members } from "./members.js";
import { pools } from "./pools.js";
import { quotas } from "./quotas.js";
import { type Dialect, PROJECT_ID, State } from "./state.js";
import { tags } from "./tags.js";

const REGION = "eu-west-0";
const access = fixedAccess("huawei-elb", { kind: "project", id: PROJECT_ID, name: REGION });

/** Shared load balancer emulator: the wire format of v2.0, with its own IAM at the same address. */
export const sandbox: SandboxCloud = huaweiSandbox({
  port: 4105,
  access,
  account: { id: "elb-sandbox", provider: "huawei-elb", region: REGION, projectId: PROJECT_ID },
  start: (context) => startEmulator(context),
});

/** @param dialect how the emulated installation differs from the others */
export function startEmulator(context: EmulatorContext, dialect: Dialect = {}): Emulator {
  return createHuaweiEmulator({
    access,
    state: new State(context, dialect),
    fill: fillInventory,
    nouns: [loadBalancers, listeners, pools, members, healthMonitors, l7Policies, certificates, quotas, tags],
    bodyWords: BODY_WORDS,
    refusals: REFUSALS,
    refusalResponse,
  });
}

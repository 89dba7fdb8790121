import type { Noun } from "../../../sandbox/create-emulator.js";
import type { RestOperation } from "../../../sandbox/rest-routes.js";
import type { SandboxCloud } from "../../../sandbox/sandbox-cloud.js";
import { createHuaweiEmulator, fixedAccess, huaweiSandbox } from "../../huawei-shared/emulator/huawei-emulator.js";
import { accelerators } from "./accelerators.js";
import { endpointGroups } from "./endpoint-groups.js";
import { BODY_WORDS, REFUSALS, refusalResponse, withRequestId } from "./errors.js";
import { healthMonitors } from "./health-monitors.js";
import { fillInventory } from "./inventory.js";
import { listeners } from "./listeners.js";
import { members } from "./members.js";
import { quotas } from "./quotas.js";
import { regions } from "./regions.js";
import { DOMAIN_ID, State } from "./state.js";
import { tags } from "./tags.js";

const access = fixedAccess("huawei-ga", { kind: "domain", id: DOMAIN_ID, name: "sandbox-domain" });

/** Global Accelerator emulator: the wire format of v1, with its own IAM at the same address. */
export const sandbox: SandboxCloud = huaweiSandbox({
  port: 4104,
  access,
  account: { id: "huawei-ga-sandbox", provider: "huawei-ga", domainId: DOMAIN_ID },
  start: (context) =>
    createHuaweiEmulator({
      access,
      state: new State(context),
      fill: fillInventory,
      nouns: [accelerators, listeners, endpointGroups, members, healthMonitors, regions, quotas, tags].map(answered),
      bodyWords: BODY_WORDS,
      refusals: REFUSALS,
      refusalResponse,
    }),
});

function answered({ operations, shows }: Noun<State, RestOperation<State>>): Noun<State, RestOperation<State>> {
  const wrapped = Object.entries(operations).map(([action, { method, path, handle }]) => {
    const operation: RestOperation<State> = {
      method,
      path,
      handle: (state, request) => withRequestId(handle(state, request)),
    };
    return [action, operation] as const;
  });
  return { operations: Object.fromEntries(wrapped), shows };
}

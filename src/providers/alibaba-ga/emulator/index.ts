import { createRpcEmulator } from "../../../sandbox/rpc-emulator.js";
import type { Emulator, EmulatorContext, SandboxCloud } from "../../../sandbox/sandbox-cloud.js";
import { accelerators } from "./accelerators.js";
import { Gate } from "./authentication.js";
import { endpointGroups } from "./endpoint-groups.js";
import { REFUSALS, unknownApi } from "./errors.js";
import { DIALECT } from "./fields.js";
import { forwardingRules } from "./forwarding-rules.js";
import { healthMonitors } from "./health-monitors.js";
import { fillInventory } from "./inventory.js";
import { listeners } from "./listeners.js";
import { State } from "./state.js";
import { tags } from "./tags.js";
import { actionIn, callIn, refusalResponse, response } from "./wire.js";

const ACCESS_KEY = { id: "SANDBOXALIBABAGAKEY", secret: "sandbox-secret-alibaba-ga" } as const;

/** Global Accelerator emulator: the RPC wire format of version 2019-11-20 with both of the vendor's signatures. */
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
  start,
};

function start(context: EmulatorContext): Emulator {
  const state = new State(context);
  const gate = new Gate(new Map([[ACCESS_KEY.id, ACCESS_KEY.secret]]), context.clock);
  return createRpcEmulator({
    state,
    fill: fillInventory,
    nouns: [accelerators, listeners, endpointGroups, forwardingRules, healthMonitors, tags],
    dialect: DIALECT,
    version: "2019-11-20",
    actionIn,
    callIn,
    unknown: unknownApi,
    authenticate: (request) => gate.check(request),
    forget: () => gate.forget(),
    /** A repeat with the same token gets the response of the first call. */
    once({ action, parameters: { ClientToken: token } }, { isWrite }, work) {
      if (!isWrite || typeof token !== "string" || token === "") return work();
      return state.answerTo(JSON.stringify([action, token]), work);
    },
    response,
    refusals: REFUSALS,
    refusalResponse,
  });
}

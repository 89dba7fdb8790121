import { createRpcEmulator } from "../../../sandbox/rpc-emulator.js";
import type { Emulator, EmulatorContext, SandboxCloud } from "../../../sandbox/sandbox-cloud.js";
import { TokenBuckets } from "../../../sandbox/token-buckets.js";
import { authenticate } from "./authentication.js";
import { certificates } from "./certificates.js";
import { domains } from "./domains.js";
import { REFUSALS, refusalResponse, refused, response } from "./errors.js";
import { DIALECT } from "./fields.js";
import { fillInventory } from "./inventory.js";
import { layer4Listeners } from "./layer4-listeners.js";
import { listeners } from "./listeners.js";
import { boundMembers } from "./members.js";
import { proxies } from "./proxies.js";
import { realServers } from "./real-servers.js";
import { rules } from "./rules.js";
import { State } from "./state.js";
import { webListeners } from "./web-listeners.js";
import { actionIn, callIn } from "./wire.js";

const SECRET_ID = "SANDBOXTENCENTKEY";
const SECRET_KEY = "sandbox-secret-tencent";
const VERSION = "2018-05-29";

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
  start,
};

function start(context: EmulatorContext): Emulator {
  const keys = new Map([[SECRET_ID, SECRET_KEY]]);
  // Every GAAP page: "20 requests per second" for its action.
  const buckets = new TokenBuckets(context.clock, { perSecond: 20, burst: 20 });
  return createRpcEmulator({
    state: new State(context),
    fill: fillInventory,
    nouns: [proxies, listeners, layer4Listeners, webListeners, domains, rules, boundMembers, realServers, certificates],
    dialect: DIALECT,
    version: VERSION,
    actionIn,
    callIn,
    unknown: ({ action, version }) =>
      version === VERSION
        ? refused("InvalidAction", `The action ${action} is not found.`)
        : refused("NoSuchVersion", `The version ${version} is not found.`),
    authenticate: (request) => authenticate(request, keys, context.clock),
    forget: () => buckets.clear(),
    admit({ action }) {
      if (context.hasRateLimits && !buckets.take(action)) throw REFUSALS.throttled;
    },
    response: (_action, fields) => response(fields),
    refusals: REFUSALS,
    refusalResponse,
  });
}

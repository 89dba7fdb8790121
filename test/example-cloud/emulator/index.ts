import { createRestEmulator } from "../../../src/sandbox/rest-emulator.js";
import type { Emulator, EmulatorContext, SandboxCloud } from "../../../src/sandbox/sandbox-cloud.js";
import { BODY_WORDS, REFUSALS, refusal, refusalResponse } from "./errors.js";
import { fillInventory } from "./inventory.js";
import { listeners } from "./listeners.js";
import { loadBalancers } from "./load-balancers.js";
import { State } from "./state.js";

const KEY = "sandbox-key-example";

/** The example cloud's emulator. */
export const sandbox: SandboxCloud = {
  port: 4199,
  credentials: { key: KEY },
  account: (endpoint) => ({
    id: "example-cloud-sandbox",
    provider: "example-cloud",
    endpoint,
    key: { value: KEY },
    limits: { pollIntervalMs: 50 },
  }),
  start,
};

function start(context: EmulatorContext): Emulator {
  return createRestEmulator({
    state: new State(context),
    fill: fillInventory,
    nouns: [loadBalancers, listeners],
    bodyWords: BODY_WORDS,
    unknownPath: () => refusal(404, "NoSuchThing"),
    authenticate({ headers }) {
      if (headers["x-example-key"] !== KEY) throw REFUSALS.unauthenticated;
    },
    refusals: REFUSALS,
    refusalResponse,
  });
}

import type { Emulator, EmulatorContext, Refusal, SandboxResponse } from "../../../sandbox/sandbox-cloud.js";
import type { ReceivedRequest } from "../../../sandbox/signatures/received-request.js";
import { acceleratorOperations, showAccelerator } from "./accelerators.js";
import { refusal, success } from "./answers.js";
import { endpointGroupOperations, showGroup } from "./endpoint-groups.js";
import { forwardingRuleOperations, showRule } from "./forwarding-rules.js";
import { Gate } from "./gate.js";
import { healthOperations } from "./health-status.js";
import { stock } from "./inventory.js";
import { listenerOperations, showListener } from "./listeners.js";
import type { Operation } from "./operation.js";
import { actionIn, formatIn, parametersIn, versionIn } from "./received-call.js";
import { Refused } from "./refusal.js";
import { State } from "./state.js";

const VERSION = "2019-11-20";
/** How many answers of writes are kept for repeats with the same ClientToken. */
const MOST_ANSWERS = 10_000;

const operations: Readonly<Record<string, Operation>> = {
  ...acceleratorOperations,
  ...listenerOperations,
  ...endpointGroupOperations,
  ...forwardingRuleOperations,
  ...healthOperations,
};

const REFUSALS: Readonly<Record<Refusal, readonly [code: string, message: string, status?: number]>> = {
  throttled: ["Throttling.User", "Request was denied due to user flow control."],
  busy: ["StateError.Accelerator", "The state of the accelerated instance is invalid."],
  unauthenticated: ["InvalidAccessKeyId.Inactive", "Specified access key is disabled."],
  internal: ["UnknownError", "The request processing has failed due to some unknown error.", 500],
};

/** Global Accelerator as it answers on the wire. `keys`: secret by access key id. */
export function startEmulator(context: EmulatorContext, keys: ReadonlyMap<string, string>): Emulator {
  const state = new State(context.clock, context.lifeCycles);
  const gate = new Gate(keys, context.clock);
  stock(state, context);

  function perform(request: ReceivedRequest): object {
    if (request.path !== "/") throw new Refused("InvalidApi.NotFound", "Specified api is not found.", 404);
    const keyId = gate.check(request);
    const action = actionIn(request);
    const operation = Object.hasOwn(operations, action) ? operations[action] : undefined;
    if (!operation || versionIn(request) !== VERSION) {
      const message = "Specified api is not found, please check your url and method.";
      throw new Refused("InvalidApi.NotFound", message, 404);
    }
    const parameters = parametersIn(request);
    const token = operation.isWrite ? parameters.get("ClientToken") : undefined;
    if (!token) return operation.run(state, parameters);
    const errand = JSON.stringify([keyId, action, token]);
    const answer = state.answers.get(errand) ?? operation.run(state, parameters);
    remember(errand, answer);
    return answer;
  }

  function remember(errand: string, answer: object): void {
    state.answers.set(errand, answer);
    const [oldest] = state.answers.keys();
    if (state.answers.size > MOST_ANSWERS && oldest !== undefined) state.answers.delete(oldest);
  }

  return {
    actionOf: (request) => actionIn(request) || "unknown",
    handle(request): SandboxResponse {
      try {
        return success(actionIn(request), perform(request), formatIn(request));
      } catch (error) {
        if (error instanceof Refused) return refusal(error, request, formatIn(request));
        throw error;
      }
    },
    refuse: (kind, request) => refusal(new Refused(...REFUSALS[kind]), request, formatIn(request)),
    reset() {
      state.clear();
      gate.forget();
      stock(state, context);
    },
    snapshot: () => ({
      accelerators: state.accelerators.snapshot(showAccelerator),
      listeners: state.listeners.snapshot(showListener),
      endpointGroups: state.groups.snapshot((entry) => showGroup(state, entry)),
      forwardingRules: state.rules.snapshot(showRule),
    }),
  };
}

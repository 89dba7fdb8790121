import type { Emulator, EmulatorContext, Refusal, SandboxResponse } from "../../../sandbox/sandbox-cloud.js";
import type { ReceivedRequest } from "../../../sandbox/signatures/received-request.js";
import { createHuaweiAccess, throttled, unauthenticated, unknownPath } from "../../huawei-shared/emulator/access.js";
import { badRequest, Refused } from "./answers.js";
import { ACCESS_KEY, PROJECT_ID, REGION, USER } from "./credentials.js";
import { showOf as showHealthcheck } from "./healthchecks.js";
import { fillInventory } from "./inventory.js";
import { describeJob } from "./jobs.js";
import { showWhole } from "./listeners.js";
import { showOf as showLoadBalancer } from "./load-balancers.js";
import { showMember } from "./members.js";
import { requestFrom } from "./request.js";
import { findRoute } from "./routes.js";
import { State } from "./state.js";

const TOKENS = "POST /v3/auth/tokens";

/** How the service itself turns a request away. It has no word of its own for being busy. Source: status codes of the create listener page. */
const refusals: Readonly<Record<Refusal, () => SandboxResponse>> = {
  throttled,
  unauthenticated: () => unauthenticated("decrypt token fail"),
  busy: () => new Refused(503, "serviceUnavailable", "The service is unavailable.").response,
  internal: () => new Refused(500, "authFault", "An internal error happened.").response,
};

export function startEmulator(context: EmulatorContext): Emulator {
  const state = new State(context);
  const access = createHuaweiAccess({
    keys: new Map([[ACCESS_KEY.id, ACCESS_KEY.secret]]),
    users: [USER],
    clock: context.clock,
    faults: context.faults,
    scope: { kind: "project", id: PROJECT_ID, name: REGION },
  });
  fillInventory(state);

  function handle(request: ReceivedRequest): SandboxResponse {
    if (isForTokens(request)) return access.tokens(request);
    const refusal = access.check(request);
    if (refusal) return refusal;
    const found = findRoute(request.method, request.path);
    if (!found) return unknownPath();
    try {
      if (found.projectId !== PROJECT_ID) throw badRequest("ELB.0230", "The project id is invalid.");
      return found.route.handle(state, requestFrom(request, found.id));
    } catch (error) {
      if (error instanceof Refused) return error.response;
      throw error;
    }
  }

  return {
    actionOf: (request) =>
      isForTokens(request) ? TOKENS : (findRoute(request.method, request.path)?.route.action ?? "unknown"),
    handle,
    refuse: (kind) => refusals[kind](),
    reset() {
      state.clear();
      fillInventory(state);
    },
    snapshot: () => ({
      loadbalancers: state.loadBalancers.snapshot(showLoadBalancer),
      listeners: state.listeners.snapshot((entry) => showWhole(state, entry)),
      members: state.members.snapshot((entry) => showMember(state, entry)),
      healthchecks: state.healthchecks.snapshot(showHealthcheck),
      jobs: state.jobs.snapshot(describeJob),
    }),
  };
}

function isForTokens({ method, path }: ReceivedRequest): boolean {
  return `${method} ${path}` === TOKENS;
}

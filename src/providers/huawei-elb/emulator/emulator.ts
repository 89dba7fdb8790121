import type { Emulator, EmulatorContext, Refusal, SandboxResponse } from "../../../sandbox/sandbox-cloud.js";
import type { ReceivedRequest } from "../../../sandbox/signatures/received-request.js";
import { createHuaweiAccess, throttled, unauthenticated, unknownPath } from "../../huawei-shared/emulator/access.js";
import { neutronError, Refused } from "./answers.js";
import { ACCESS_KEY, PROJECT_ID, REGION, USER } from "./credentials.js";
import { showHealthMonitor } from "./health-monitors.js";
import { fillInventory } from "./inventory.js";
import { showListener } from "./listeners.js";
import { showLoadBalancer } from "./load-balancers.js";
import { showMember } from "./members.js";
import { showPool } from "./pools.js";
import { requestFrom } from "./request.js";
import { findRoute } from "./routes.js";
import { type Dialect, State } from "./state.js";

const TOKENS = "POST /v3/auth/tokens";

const refusals: Readonly<Record<Refusal, () => SandboxResponse>> = {
  throttled,
  unauthenticated: () => unauthenticated("decrypt token fail"),
  busy: () => neutronError(409, "StateInvalid", "Invalid state PENDING_UPDATE of loadbalancer resource").response,
  internal: () => neutronError(500, "HTTPInternalServerError", "Request Failed: internal server error").response,
};

export function startEmulator(context: EmulatorContext, dialect: Dialect = {}): Emulator {
  const state = new State(context, dialect);
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
      return found.route.handle(state, requestFrom(request, found.ids));
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
      loadbalancers: state.loadBalancers.snapshot((entry) => showLoadBalancer(state, entry)),
      listeners: state.listeners.snapshot((entry) => showListener(state, entry)),
      pools: state.pools.snapshot((entry) => showPool(state, entry)),
      members: state.members.snapshot((entry) => showMember(state, entry)),
      healthmonitors: state.healthMonitors.snapshot((entry) => showHealthMonitor(state, entry)),
    }),
  };
}

function isForTokens({ method, path }: ReceivedRequest): boolean {
  return `${method} ${path}` === TOKENS;
}

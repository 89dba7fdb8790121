import type { Emulator, EmulatorContext, Refusal, SandboxResponse } from "../../../sandbox/sandbox-cloud.js";
import type { ReceivedRequest } from "../../../sandbox/signatures/received-request.js";
import { createHuaweiAccess, throttled, unauthenticated, unknownPath } from "../../huawei-shared/emulator/access.js";
import { showAccelerator } from "./accelerators.js";
import { busy, Refused } from "./answers.js";
import { ACCESS_KEY, DOMAIN_ID, USER } from "./credentials.js";
import { showGroup } from "./endpoint-groups.js";
import { showEndpoint } from "./endpoints.js";
import { showCheck } from "./health-checks.js";
import { fillInventory } from "./inventory.js";
import { showListener } from "./listeners.js";
import { requestFrom } from "./request.js";
import { findRoute } from "./routes.js";
import { State } from "./state.js";

const TOKENS = "POST /v3/auth/tokens";

const refusals: Readonly<Record<Refusal, () => SandboxResponse>> = {
  throttled,
  unauthenticated: () => unauthenticated("verify aksk signature fail"),
  busy: () => busy("resource", "PENDING").response,
  internal: () => new Refused(500, "GA.9206", "The service is unavailable.").response,
};

export function startEmulator(context: EmulatorContext): Emulator {
  const state = new State(context);
  const access = createHuaweiAccess({
    keys: new Map([[ACCESS_KEY.id, ACCESS_KEY.secret]]),
    users: [USER],
    clock: context.clock,
    faults: context.faults,
    scope: { kind: "domain", id: DOMAIN_ID, name: USER.domainName },
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
      accelerators: state.accelerators.snapshot(showAccelerator),
      listeners: state.listeners.snapshot(showListener),
      endpoint_groups: state.groups.snapshot(showGroup),
      endpoints: state.endpoints.snapshot((entry) => showEndpoint(state, entry)),
      health_checks: state.healthChecks.snapshot(showCheck),
    }),
  };
}

function isForTokens({ method, path }: ReceivedRequest): boolean {
  return `${method} ${path}` === TOKENS;
}

import type { BalancingAlgorithm, ListenerProtocol } from "../../model/enums.js";
import { CreatePoolInput, SetPoolMembersInput, UpdatePoolInput } from "../../model/pool-inputs.js";
import { Rule, type Violation } from "../../model/rule.js";
import { toHealthMonitor } from "./health-monitors.js";
import { monitorFitsProtocol, numbersInBounds, timeoutFitsInterval } from "./health-rules.js";
import { nativePool, sourceOf } from "./mapping.js";
import { membersCanBeBound } from "./member-rules.js";
import type { TencentGaapPoolSettingsInput } from "./pool-settings.js";
import { isLayer4 } from "./ref-keys.js";
import { poolSettingsIn } from "./requests.js";
import { settingsStay } from "./settings-rules.js";

const at = (field: string) => ["tencentGaap", field];

function* serverNameIsSaid(
  { serverNameIndicationSwitch, serverNameIndication }: TencentGaapPoolSettingsInput,
  current?: string | null,
): Iterable<Violation> {
  if (serverNameIndicationSwitch && !(serverNameIndication ?? current)) {
    yield { at: at("serverNameIndication"), message: "Say which server name to send." };
  }
}

export class TencentGaapCreatePool extends CreatePoolInput {
  @Rule<TencentGaapCreatePool>("poolOfListener", function* (input) {
    const { listenerId, context } = input;
    if (listenerId == null) {
      yield { message: "Pools belong to an HTTP or HTTPS listener here: give listenerId." };
    }
    const protocol = context?.listener?.protocol;
    if (protocol && isLayer4(protocol)) {
      yield {
        code: "UNSUPPORTED",
        message: `A ${protocol} listener has its one pool already. Give it members with setPoolMembers, and change it with updatePool.`,
      };
    } else if (!input.settings?.tencentGaap) {
      yield { message: "A pool is a rule of a domain here: give settings.tencentGaap with the domain." };
    }
  })
  declare listenerId?: string | null;

  @Rule<TencentGaapCreatePool>("protocolToServers", function* (input) {
    const { protocol } = input;
    const { forwardProtocol } = poolSettingsIn(input);
    if (protocol == null) return;
    if (isLayer4(protocol)) yield { code: "UNSUPPORTED", message: "Traffic goes on as HTTP or HTTPS." };
    else if (forwardProtocol != null && forwardProtocol !== protocol) {
      yield {
        message: `Contradicts settings.tencentGaap.forwardProtocol, which means the same: ${protocol} is not ${forwardProtocol}.`,
      };
    }
  })
  declare protocol?: ListenerProtocol | null;

  @Rule<TencentGaapCreatePool>("algorithmOfRule", function* ({ algorithm }) {
    // Source: CreateRule, Scheduler: rr, wrr and lc; ModifyRuleAttribute has lrtt as well.
    if (algorithm === "LEAST_RESPONSE_TIME") {
      yield {
        code: "UNSUPPORTED",
        message:
          "A new pool takes ROUND_ROBIN, WEIGHTED_ROUND_ROBIN or LEAST_CONNECTIONS; change it with updatePool afterwards.",
      };
    }
  })
  declare algorithm?: BalancingAlgorithm | null;

  @Rule<TencentGaapCreatePool>("healthMonitorOfCloud", function* ({ healthMonitor, context }) {
    yield* numbersInBounds(healthMonitor);
    yield* monitorFitsProtocol(healthMonitor, context?.listener?.protocol ?? "HTTP");
    yield* timeoutFitsInterval(["timeoutSeconds"], healthMonitor?.intervalSeconds, healthMonitor?.timeoutSeconds);
  })
  declare healthMonitor?: CreatePoolInput["healthMonitor"];

  @Rule<TencentGaapCreatePool>("membersCanBeBound", (input) =>
    membersCanBeBound(input.members ?? [], {
      realServerType: poolSettingsIn(input).realServerType ?? "IP",
      algorithm: input.algorithm ?? "ROUND_ROBIN",
    }),
  )
  declare members?: CreatePoolInput["members"];

  @Rule<TencentGaapCreatePool>("settingsOfRule", function* (input) {
    const settings = poolSettingsIn(input);
    if (!input.settings?.tencentGaap) return;
    if (!settings.domain) yield { at: at("domain"), message: "Say for which host name the pool is." };
    yield* serverNameIsSaid(settings);
  })
  declare settings?: CreatePoolInput["settings"];
}

export class TencentGaapUpdatePool extends UpdatePoolInput {
  @Rule<TencentGaapUpdatePool>("algorithmOfRealServers", function* ({ algorithm, context }) {
    if (!algorithm || !context?.pool || nativePool(context.pool).kind === "rule") return;
    const isOnlyForAddresses = algorithm === "WEIGHTED_ROUND_ROBIN" || algorithm === "LEAST_RESPONSE_TIME";
    if (isOnlyForAddresses && sourceOf(context.pool).realServerType === "DOMAIN") {
      yield {
        message: `Real servers of type DOMAIN cannot be chosen by ${algorithm}. Use ROUND_ROBIN or LEAST_CONNECTIONS.`,
      };
    }
  })
  declare algorithm?: BalancingAlgorithm | null;

  @Rule<TencentGaapUpdatePool>("healthMonitorOfCloud", function* ({ healthMonitor, context }) {
    yield* numbersInBounds(healthMonitor);
    if (!context?.pool) return;
    const source = nativePool(context.pool);
    const current = toHealthMonitor(context.pool);
    yield* monitorFitsProtocol(healthMonitor, source.kind === "rule" ? "HTTP" : source.protocol, current);
    const interval = healthMonitor?.intervalSeconds ?? current.intervalSeconds;
    const timeout = healthMonitor?.timeoutSeconds ?? current.timeoutSeconds;
    yield* timeoutFitsInterval(["timeoutSeconds"], interval, timeout);
  })
  declare healthMonitor?: UpdatePoolInput["healthMonitor"];

  @Rule<TencentGaapUpdatePool>("settingsOfRule", function* (input) {
    const { pool } = input.context ?? {};
    if (!pool || !input.settings?.tencentGaap) return;
    const source = nativePool(pool);
    if (source.kind === "listener") {
      yield {
        at: ["tencentGaap"],
        code: "UNSUPPORTED",
        message:
          "These are for pools of HTTP and HTTPS listeners. Change the listener's own settings with updateListener.",
      };
      return;
    }
    const settings = poolSettingsIn(input);
    yield* settingsStay(settings, pool.settings, ["realServerType", "checkDomain"]);
    yield* serverNameIsSaid(settings, source.rule.serverNameIndication);
  })
  declare settings?: UpdatePoolInput["settings"];
}

export class TencentGaapSetPoolMembers extends SetPoolMembersInput {
  @Rule<TencentGaapSetPoolMembers>("membersCanBeBound", ({ members, context }) =>
    membersCanBeBound(members, {
      realServerType: context?.pool && sourceOf(context.pool).realServerType,
      algorithm: context?.pool?.algorithm,
    }),
  )
  declare members: SetPoolMembersInput["members"];
}

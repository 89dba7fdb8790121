import { isIP } from "node:net";
import type { RuleContext, Violation } from "../../model/checked-input.js";
import type { BalancingAlgorithm } from "../../model/enums.js";
import type { PoolMemberInput } from "../../model/inputs-shared.js";
import { mustBe, oneOf } from "../../model/limit-checks.js";
import { weightsCount } from "../../model/part-checks.js";
import type { CreatePoolInput, UpdatePoolInput } from "../../model/pool-inputs.js";
import type { GivenSettings } from "../../model/settings-table.js";
import type { ProviderChecks } from "../provider.js";
import { monitorFits, timeoutFits, toHealthMonitor } from "./health-monitors.js";
import { nativePool, sourceOf } from "./mapping.js";
import { isLayer4 } from "./ref-keys.js";
import { poolSettings } from "./settings.js";

/** Checks of pools that limits cannot express. */
export const poolChecks: Pick<ProviderChecks, "createPool" | "updatePool" | "setPoolMembers"> = {
  createPool: {
    listenerId: listenerTakesPools,
    protocol: protocolFits,
    algorithm: function* ({ algorithm }) {
      // Source: CreateRule, Scheduler: rr, wrr and lc; ModifyRuleAttribute has lrtt as well.
      if (algorithm === "LEAST_RESPONSE_TIME") yield onlyAfterwards("updatePool");
    },
    healthMonitor: function* ({ healthMonitor }, { listener }) {
      yield* monitorFits(healthMonitor, listener?.protocol ?? "HTTP");
      yield* timeoutFits(["timeoutSeconds"], healthMonitor?.intervalSeconds, healthMonitor?.timeoutSeconds);
    },
    members: (input) =>
      membersCanBeBound(input.members ?? [], {
        realServerType: poolSettings.in(input).realServerType ?? "IP",
        algorithm: input.algorithm ?? "ROUND_ROBIN",
      }),
    settings: function* (input) {
      if (!input.settings?.tencentGaap) return;
      const settings = poolSettings.in(input);
      if (!settings.domain)
        yield {
          at: poolSettings.at("domain"),
          message: "`domain` must be the host name of the requests that the pool receives.",
        };
      yield* serverNameIsSaid(settings, null);
    },
  },
  updatePool: {
    algorithm: function* ({ algorithm }, { pool }) {
      if (pool && nativePool(pool).kind === "listener") yield* schedulerFits(algorithm, sourceOf(pool).realServerType);
    },
    healthMonitor: function* ({ healthMonitor }, { pool }) {
      if (!pool) return;
      const native = nativePool(pool);
      const current = toHealthMonitor(pool);
      yield* monitorFits(healthMonitor, native.kind === "rule" ? "HTTP" : native.protocol, current);
      const interval = healthMonitor?.intervalSeconds ?? current.intervalSeconds;
      const timeout = healthMonitor?.timeoutSeconds ?? current.timeoutSeconds;
      yield* timeoutFits(healthMonitor && ["timeoutSeconds"], interval, timeout);
    },
    settings: settingsFitPool,
  },
  setPoolMembers: {
    members: ({ members }, { pool }) =>
      membersCanBeBound(members, {
        realServerType: pool && sourceOf(pool).realServerType,
        algorithm: pool?.algorithm,
      }),
  },
};

export const onlyAfterwards = (change: string): Violation => ({
  code: "UNSUPPORTED",
  message: `\`algorithm\` must be one of ROUND_ROBIN, WEIGHTED_ROUND_ROBIN, LEAST_CONNECTIONS for a new pool; got LEAST_RESPONSE_TIME. Change it with ${change} afterwards.`,
});

/** Source: CreateTCPListeners page, RealServerType (wrr); its later version (lrtt). */
export function* schedulerFits(
  algorithm: BalancingAlgorithm | null | undefined,
  realServerType: string | null | undefined,
): Iterable<Violation> {
  if (realServerType !== "DOMAIN" || (algorithm !== "WEIGHTED_ROUND_ROBIN" && algorithm !== "LEAST_RESPONSE_TIME"))
    return;
  const fitting = oneOf(["ROUND_ROBIN", "LEAST_CONNECTIONS"]);
  yield { message: mustBe("algorithm", `${fitting} for real servers of type DOMAIN`, algorithm) };
}

/** A setting that cannot change; repeating its value is not a change. */
export function* settingStays(
  name: string,
  wanted: unknown,
  current: unknown,
  at: Violation["at"],
): Iterable<Violation> {
  if (wanted == null || wanted === current) return;
  const message = `The cloud cannot change \`${name}\` after creation: it is ${current}. Delete the pool and create a new one instead.`;
  yield { at, code: "IMMUTABLE_FIELD", message };
}

function* listenerTakesPools(input: CreatePoolInput, { listener }: RuleContext): Iterable<Violation> {
  if (input.listenerId == null)
    yield { message: "`listenerId` must be given: on this cloud, pools belong to an HTTP or HTTPS listener." };
  const protocol = listener?.protocol;
  if (isLayer4(protocol)) {
    yield {
      code: "UNSUPPORTED",
      message: `A ${protocol} listener has its one pool already. Set its members with setPoolMembers, and change it with updatePool.`,
    };
  } else if (!input.settings?.tencentGaap) {
    yield {
      message: "`settings.tencentGaap` must be given with a domain: on this cloud, a pool is a rule of a domain.",
    };
  }
}

function* protocolFits(input: CreatePoolInput): Iterable<Violation> {
  const { protocol } = input;
  const { forwardProtocol } = poolSettings.in(input);
  if (protocol == null) return;
  if (isLayer4(protocol)) {
    yield { code: "UNSUPPORTED", message: mustBe("protocol", "be HTTP or HTTPS", protocol) };
  } else if (forwardProtocol != null && forwardProtocol !== protocol) {
    const limit = `equal settings.tencentGaap.forwardProtocol, which means the same and is ${forwardProtocol}`;
    yield { message: mustBe("protocol", limit, protocol) };
  }
}

/** @param current the existing name */
function* serverNameIsSaid(
  { serverNameIndicationSwitch, serverNameIndication }: GivenSettings<typeof poolSettings>,
  current: string | null,
): Iterable<Violation> {
  if (!serverNameIndicationSwitch || (serverNameIndication ?? current)) return;
  const message = "`serverNameIndication` must be the server name to send.";
  yield { at: poolSettings.at("serverNameIndication"), message };
}

function* settingsFitPool(input: UpdatePoolInput, { pool }: RuleContext): Iterable<Violation> {
  if (!pool || !input.settings?.tencentGaap) return;
  const native = nativePool(pool);
  if (native.kind === "listener") {
    yield {
      at: ["tencentGaap"],
      code: "UNSUPPORTED",
      message:
        "These are for pools of HTTP and HTTPS listeners. Change the listener's own settings with updateListener.",
    };
    return;
  }
  const settings = poolSettings.in(input);
  const current = pool.settings as GivenSettings<typeof poolSettings>;
  for (const name of ["realServerType", "checkDomain"] as const)
    yield* settingStays(name, settings[name], current[name], poolSettings.at(name));
  yield* serverNameIsSaid(settings, native.rule.serverNameIndication);
}

/** What members must be, given what is known of their pool; undefined is not known. */
interface PoolOfMembers {
  readonly realServerType: string | null | undefined;
  readonly algorithm: BalancingAlgorithm | null | undefined;
}

/** Sources: RealServerBindSetReq of API version 2018-05-29; Terraform provider (weights). */
function* membersCanBeBound(
  members: readonly PoolMemberInput[],
  { realServerType, algorithm }: PoolOfMembers,
): Iterable<Violation> {
  const counts = (one: BalancingAlgorithm) => one === "WEIGHTED_ROUND_ROBIN";
  yield* weightsCount(members, algorithm, counts, "with WEIGHTED_ROUND_ROBIN only");
  for (const [index, { address, port }] of members.entries()) {
    if (port == null) yield { at: [index, "port"], message: "`port` must be the server's port." };
    const wanted = isIP(address) === 0 ? "DOMAIN" : "IP";
    if ((realServerType === "IP" || realServerType === "DOMAIN") && realServerType !== wanted) {
      const limit = `be ${realServerType === "IP" ? "an IP address" : "a host name"} in a pool with realServerType ${realServerType}`;
      yield { at: [index, "address"], message: mustBe("address", limit, address) };
    }
  }
}

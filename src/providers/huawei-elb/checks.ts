import type { RuleContext, Violation } from "../../model/checked-input.js";
import { type BalancingAlgorithm, isWeb, type ListenerProtocol } from "../../model/enums.js";
import type { HealthMonitorInput, PoolMemberInput, SessionPersistenceInput } from "../../model/inputs-shared.js";
import { mustBe, oneOf } from "../../model/limit-checks.js";
import type { CreateListenerInput, UpdateListenerInput } from "../../model/listener-inputs.js";
import { healthMonitorIsWhole, weightsCount } from "../../model/part-checks.js";
import type { CreatePoolInput } from "../../model/pool-inputs.js";
import type { ProviderChecks } from "../provider.js";
import { limits } from "./limits.js";
import { FROZEN, nativeListener, nativeParent, nativePool } from "./mapping.js";
import { POOL_PROTOCOLS } from "./requests.js";
import { listenerSettings } from "./settings.js";

/** Checks that limits cannot express. Source, where a check does not say: create listener and create pool pages. */
export const checks: ProviderChecks = {
  createListenerNeedsParent: true,
  createListener: {
    parentId: function* (_input, { parent }) {
      if (parent && nativeParent(parent).operatingStatus === FROZEN)
        yield { code: "RESOURCE_FROZEN", message: "The load balancer is frozen. Ask the cloud to release it first." };
    },
    settings: (input) => settingsFit(input, input.protocol),
  },
  updateListener: {
    settings: (input, { listener }) => settingsFit(input, listener?.protocol),
  },
  createPool: {
    listenerId: onePoolPerListener,
    protocol: protocolFitsListener,
    sessionPersistence: (input, context) =>
      persistenceFits(input.sessionPersistence, protocolOf(input, context.listener?.protocol)),
    healthMonitor: (input, context) => checkFits(input.healthMonitor, protocolOf(input, context.listener?.protocol)),
    members: ({ members, algorithm }) => weightsHaveEffect(members ?? [], algorithm),
  },
  updatePool: {
    sessionPersistence: ({ sessionPersistence }, { pool }) => persistenceFits(sessionPersistence, pool?.protocol),
    healthMonitor: function* ({ healthMonitor }, context) {
      const { pool } = context;
      yield* checkFits(healthMonitor, pool?.protocol);
      if (pool && nativePool(pool).healthMonitorId === null) yield* healthMonitorIsWhole(healthMonitor, context);
    },
  },
  setPoolMembers: {
    members: ({ members }, { pool }) => weightsHaveEffect(members, pool?.algorithm),
  },
};

/** Source: create pool page, field lb_algorithm: round robin and least connections go by weights. */
const weightsHaveEffect = (members: readonly PoolMemberInput[], algorithm: BalancingAlgorithm | null | undefined) =>
  weightsCount(members, algorithm, (one) => one !== "SOURCE_IP", "with the other algorithms only");

function* settingsFit(
  input: CreateListenerInput | UpdateListenerInput,
  protocol: ListenerProtocol | undefined,
): Iterable<Violation> {
  if (!protocol) return;
  const { http2Enabled, forwardedElbIp, forwardedHost } = listenerSettings.in(input);
  if (http2Enabled && protocol !== "HTTPS")
    yield { at: listenerSettings.at("http2Enabled"), message: only("HTTPS", "http2Enabled", protocol) };
  if (isWeb(protocol)) return;
  for (const [field, value] of [
    ["forwardedElbIp", forwardedElbIp],
    ["forwardedHost", forwardedHost],
  ] as const) {
    if (value != null) yield { at: listenerSettings.at(field), message: only("HTTP and HTTPS", field, protocol) };
  }
}

const only = (protocols: string, field: string, protocol: string) =>
  `\`${field}\` is allowed for ${protocols} listeners only; this one is ${protocol}. Omit it.`;

/** A listener's second default pool is a 409 OnePoolPerListener. Source: Neutron LBaaS v2. */
function* onePoolPerListener(_input: CreatePoolInput, { listener }: RuleContext): Iterable<Violation> {
  const taken = listener && nativeListener(listener).defaultPoolId;
  if (!taken) return;
  yield {
    code: "ALREADY_EXISTS",
    message: `The listener already forwards to the pool ${taken}. Change or delete that pool, or create the new one with parentId alone and make it the default with updateListener's settings.huaweiElb.defaultPoolId.`,
  };
}

function* protocolFitsListener(
  { protocol, listenerId }: CreatePoolInput,
  { listener }: RuleContext,
): Iterable<Violation> {
  if (protocol === "HTTPS") {
    const message =
      "On this cloud, the protocol of servers is TCP, UDP or HTTP, not HTTPS; servers of an HTTPS listener get HTTP.";
    yield { code: "UNSUPPORTED", message };
  } else if (protocol == null && listenerId == null) {
    yield { message: mustBe("protocol", "be given when it does not follow from a listener", undefined) };
  } else if (protocol != null && listener) {
    const fitting = POOL_PROTOCOLS[listener.protocol];
    // For an unknown protocol, the cloud decides.
    if (fitting && protocol !== fitting)
      yield {
        message: mustBe("protocol", `be ${fitting} for servers of a listener for ${listener.protocol}`, protocol),
      };
  }
}

/** The protocol of a new pool; undefined until it is known. */
function protocolOf({ protocol }: CreatePoolInput, listener: ListenerProtocol | undefined) {
  return protocol ?? (listener && POOL_PROTOCOLS[listener]);
}

/**
 * The vendor only says that other types have no effect; they are refused here, since nobody wants a setting without
 * effect.
 * Source: create pool page, table session_persistence.
 */
function* persistenceFits(
  persistence: SessionPersistenceInput | null | undefined,
  poolProtocol: string | null | undefined,
): Iterable<Violation> {
  if (!persistence || !poolProtocol) return;
  const fitting = poolProtocol === "HTTP" ? ["HTTP_COOKIE", "APP_COOKIE"] : ["SOURCE_IP"];
  if (!fitting.includes(persistence.type))
    yield { at: ["type"], message: mustBe("type", `${oneOf(fitting)} for ${poolProtocol}`, persistence.type) };
}

/** @param poolProtocol undefined until it is known */
function* checkFits(
  monitor: HealthMonitorInput | null | undefined,
  poolProtocol: string | null | undefined,
): Iterable<Violation> {
  const { protocols, byProtocol } = limits.healthMonitor;
  const speaks = byProtocol.find(({ protocol }) => protocol === poolProtocol)?.checkProtocols;
  const { protocol } = monitor ?? {};
  // A protocol that no pool of the cloud can check has been refused already.
  if (protocol == null || !speaks || speaks.includes(protocol) || !protocols.includes(protocol)) return;
  yield { at: ["protocol"], message: mustBe("protocol", `${oneOf(speaks)} for a ${poolProtocol} pool`, protocol) };
}

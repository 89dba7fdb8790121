import type { RuleContext, Violation } from "../../model/checked-input.js";
import type { BalancingAlgorithm, ListenerProtocol } from "../../model/enums.js";
import type { HealthMonitorInput } from "../../model/inputs-shared.js";
import { mustBe, oneOf } from "../../model/limit-checks.js";
import type { CreateListenerInput, UpdateListenerInput } from "../../model/listener-inputs.js";
import type { ProviderChecks } from "../provider.js";
import { monitorFits, timeoutFits, toHealthMonitor } from "./health-monitors.js";
import { nativeListener, nativeParent, toImplicitPool } from "./mapping.js";
import { isLayer4 } from "./ref-keys.js";
import { listenerSettings } from "./settings.js";
import {
  contextNeedsPortCheck,
  failoverNeedsAddresses,
  settingsAgreeWithMonitor,
  settingsFitChannel,
  settingsFitListener,
  settingsFitProtocol,
} from "./settings-checks.js";

/** What limits cannot say of listeners. */
export const listenerChecks: Pick<ProviderChecks, "createListener" | "updateListener"> = {
  createListener: {
    protocol: protocolFitsChannel,
    algorithm: function* (input) {
      const { algorithm, protocol } = input;
      yield* algorithmFits(algorithm, protocol, listenerSettings.in(input).realServerType);
      // Source: CreateTCPListeners page, Scheduler: rr, wrr and lc.
      if (protocol === "TCP" && algorithm === "LEAST_RESPONSE_TIME") yield onlyAfterwards("updateListener");
    },
    tls: tlsFitsNew,
    healthMonitor: function* (input) {
      const { healthMonitor, protocol } = input;
      if (!isLayer4(protocol)) return yield* monitorIsLayer4(healthMonitor, protocol);
      yield* monitorFits(healthMonitor, protocol);
      const settings = listenerSettings.in(input);
      const interval = healthMonitor?.intervalSeconds ?? settings.delayLoopSeconds;
      const timeout = healthMonitor?.timeoutSeconds ?? settings.connectTimeoutSeconds;
      yield* timeoutFits(healthMonitor && ["timeoutSeconds"], interval, timeout);
    },
    settings: function* (input, { parent }) {
      const { protocol, healthMonitor } = input;
      const settings = listenerSettings.in(input);
      yield* settingsFitProtocol(settings, protocol);
      yield* settingsAgreeWithMonitor(settings, healthMonitor);
      yield* failoverNeedsAddresses(settings, settings.realServerType);
      if (protocol === "UDP") yield* contextNeedsPortCheck(settings, healthMonitor?.protocol);
      if (!healthMonitor) {
        const at = listenerSettings.at("connectTimeoutSeconds").map(String);
        yield* timeoutFits(at, settings.delayLoopSeconds, settings.connectTimeoutSeconds);
      }
      if (parent) yield* settingsFitChannel(settings, parent);
    },
  },
  updateListener: {
    algorithm: ({ algorithm }, { listener }) =>
      algorithmFits(algorithm, listener?.protocol, listener && nativeListener(listener).realServerType),
    clientAffinity: function* ({ clientAffinity }, { listener }) {
      const current = listener?.clientAffinity ?? "NONE";
      if (clientAffinity == null || !listener || clientAffinity === current) return;
      yield {
        code: "UNSUPPORTED",
        message: mustBe("clientAffinity", `stay ${current}, since no operation of the cloud sets it`, clientAffinity),
      };
    },
    tls: authenticationStays,
    healthMonitor: function* (input, { listener }) {
      if (!listener) return;
      const { healthMonitor } = input;
      const pool = toImplicitPool(listener);
      if (!pool) return yield* monitorIsLayer4(healthMonitor, listener.protocol);
      const current = toHealthMonitor(pool);
      yield* monitorFits(healthMonitor, listener.protocol, current);
      const settings = listenerSettings.in(input);
      const interval = healthMonitor?.intervalSeconds ?? settings.delayLoopSeconds ?? current.intervalSeconds;
      const timeout = healthMonitor?.timeoutSeconds ?? settings.connectTimeoutSeconds ?? current.timeoutSeconds;
      yield* timeoutFits(healthMonitor && ["timeoutSeconds"], interval, timeout);
    },
    settings: settingsFitListener,
  },
};

export const onlyAfterwards = (change: string): Violation => ({
  code: "UNSUPPORTED",
  message: `\`algorithm\` must be one of ROUND_ROBIN, WEIGHTED_ROUND_ROBIN, LEAST_CONNECTIONS when it is new; got LEAST_RESPONSE_TIME. Change it with ${change} afterwards.`,
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

function* algorithmFits(
  algorithm: BalancingAlgorithm | null | undefined,
  protocol: ListenerProtocol | undefined,
  realServerType: string | null | undefined,
): Iterable<Violation> {
  if (!algorithm || !protocol) return;
  if (isLayer4(protocol)) return yield* schedulerFits(algorithm, realServerType);
  yield {
    code: "UNSUPPORTED",
    message: `${protocol} listeners have no \`algorithm\`: it is chosen for each pool, with createPool or updatePool.`,
  };
}

function* protocolFitsChannel({ protocol }: CreateListenerInput, { parent }: RuleContext): Iterable<Violation> {
  if (!parent) return;
  const { supportProtocols, ipVersion } = nativeParent(parent);
  const taken = supportProtocols.map((word) => word.toUpperCase());
  // Source: GAAP quota page, of IPv6.
  const fitting = ipVersion?.toUpperCase() === "IPV6" ? ["TCP", "UDP"] : taken;
  const isTaken = (list: readonly string[]) => list.length === 0 || list.includes(protocol);
  if (isTaken(taken) && isTaken(fitting)) return;
  const limit = `${oneOf(isTaken(taken) ? fitting : taken)} on this channel`;
  yield { code: "UNSUPPORTED", message: mustBe("protocol", limit, protocol) };
}

function* tlsFitsNew(input: CreateListenerInput, { parent }: RuleContext): Iterable<Violation> {
  const { tls } = input;
  if (tls?.policy != null && !tls.versions)
    yield { at: ["versions"], message: "`versions` must be named with a policy: the cloud sets both together." };
  if ((tls?.policy || tls?.versions) && parent && nativeParent(parent).tlsChoiceSupported === false) {
    yield {
      code: "UNSUPPORTED",
      at: ["versions"],
      message: "This channel does not let TLS `versions` and policies be chosen. Omit them.",
    };
  }
  const { authType } = listenerSettings.in(input);
  const at = ["clientCaCertificateIds"];
  const count = tls?.clientCaCertificateIds?.length ?? 0;
  if (authType === 1 && count === 0)
    yield { at, message: "`clientCaCertificateIds` must name an authority for mutual authentication (authType 1)." };
  if (authType === 0 && count > 0)
    yield { at, message: "`clientCaCertificateIds` needs mutual authentication: omit `authType`, or give 1." };
}

function* authenticationStays({ tls }: UpdateListenerInput, { listener }: RuleContext): Iterable<Violation> {
  const authType = listener && nativeListener(listener).authType;
  const count = tls?.clientCaCertificateIds?.length;
  if (authType == null || count === undefined || authType === Math.sign(count)) return;
  const message =
    authType === 1
      ? "The listener asks for client certificates, which cannot change: `clientCaCertificateIds` must name an authority."
      : "The listener asks for no client certificates, which cannot change: omit `clientCaCertificateIds`, or delete and create anew.";
  yield { at: ["clientCaCertificateIds"], code: "IMMUTABLE_FIELD", message };
}

function* monitorIsLayer4(
  monitor: HealthMonitorInput | null | undefined,
  protocol: ListenerProtocol | undefined,
): Iterable<Violation> {
  if (!monitor || !protocol) return;
  yield {
    code: "UNSUPPORTED",
    message: `${protocol} listeners have no \`healthMonitor\`: it belongs to each pool, with createPool or updatePool.`,
  };
}

import type { RuleContext, Violation } from "../../model/checked-input.js";
import type { BalancingAlgorithm, ListenerProtocol } from "../../model/enums.js";
import type { HealthMonitorInput } from "../../model/inputs-shared.js";
import { mustBe, oneOf } from "../../model/limit-checks.js";
import type { CreateListenerInput, UpdateListenerInput } from "../../model/listener-inputs.js";
import type { ListenerParent } from "../../model/listener-parent.js";
import type { GivenSettings } from "../../model/settings-table.js";
import type { ProviderChecks } from "../provider.js";
import { monitorFits, timeoutFits, toHealthMonitor } from "./health-monitors.js";
import { lastingState } from "./lasting-states.js";
import { nativeListener, nativeParent, toImplicitPool } from "./mapping.js";
import { onlyAfterwards, schedulerFits, settingStays } from "./pool-checks.js";
import { isGroup, isLayer4 } from "./ref-keys.js";
import { listenerSettings } from "./settings.js";

/** Checks of listeners that limits cannot express. */
export const listenerChecks: Pick<ProviderChecks, "createListener" | "updateListener"> = {
  createListener: {
    parentId: function* (_input, { parent }) {
      const state = parent && lastingState(nativeParent(parent));
      if (state) yield state;
    },
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
      yield* settingsAgreeWithMonitor(
        settings,
        healthMonitor && { ...healthMonitor, enabled: healthMonitor.enabled ?? true },
      );
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
        message: mustBe("clientAffinity", `stay ${current}, because no operation of the cloud sets it`, clientAffinity),
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

function* algorithmFits(
  algorithm: BalancingAlgorithm | null | undefined,
  protocol: ListenerProtocol | undefined,
  realServerType: string | null | undefined,
): Iterable<Violation> {
  if (!algorithm || !protocol) return;
  if (isLayer4(protocol)) return yield* schedulerFits(algorithm, realServerType);
  yield {
    code: "UNSUPPORTED",
    message: `On ${protocol} listeners, every pool has its own \`algorithm\`: set it with createPool or updatePool.`,
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
    yield { at: ["versions"], message: "`versions` must come with a policy: the cloud sets both together." };
  if ((tls?.policy || tls?.versions) && parent && nativeParent(parent).tlsChoiceSupported === false) {
    yield {
      code: "UNSUPPORTED",
      at: ["versions"],
      message: "TLS `versions` and policies cannot be chosen on this channel. Omit them.",
    };
  }
  const { authType } = listenerSettings.in(input);
  const at = ["clientCaCertificateIds"];
  const count = tls?.clientCaCertificateIds?.length ?? 0;
  if (authType === 1 && count === 0)
    yield {
      at,
      message: "`clientCaCertificateIds` must name a certificate authority for mutual authentication (authType 1).",
    };
  if (authType === 0 && count > 0)
    yield { at, message: "`clientCaCertificateIds` requires mutual authentication: omit `authType`, or set it to 1." };
}

function* authenticationStays({ tls }: UpdateListenerInput, { listener }: RuleContext): Iterable<Violation> {
  const authType = listener && nativeListener(listener).authType;
  const count = tls?.clientCaCertificateIds?.length;
  if (authType == null || count === undefined || authType === Math.sign(count)) return;
  const message =
    authType === 1
      ? "The listener requires client certificates, which cannot change: `clientCaCertificateIds` must name a certificate authority."
      : "The listener requires no client certificates, which cannot change: omit `clientCaCertificateIds`, or delete the listener and create a new one.";
  yield { at: ["clientCaCertificateIds"], code: "IMMUTABLE_FIELD", message };
}

function* monitorIsLayer4(
  monitor: HealthMonitorInput | null | undefined,
  protocol: ListenerProtocol | undefined,
): Iterable<Violation> {
  if (!monitor || !protocol) return;
  yield {
    code: "UNSUPPORTED",
    message: `On ${protocol} listeners, every pool has its own \`healthMonitor\`: set it with createPool or updatePool.`,
  };
}

// Checks that the table of settings cannot express

type Given = GivenSettings<typeof listenerSettings>;
type Name = keyof Given & string;

/** Which protocols have which setting. Source: Create…Listener(s) operations of API version 2018-05-29. */
const PROTOCOLS_WITH: Readonly<Record<Name, readonly ListenerProtocol[]>> = {
  realServerType: ["TCP", "UDP"],
  healthCheck: ["TCP", "UDP"],
  delayLoopSeconds: ["TCP", "UDP"],
  connectTimeoutSeconds: ["TCP", "UDP"],
  clientIpMethod: ["TCP"],
  failoverSwitch: ["TCP", "UDP"],
  realServerPort: ["TCP", "UDP"],
  forwardProtocol: ["HTTPS"],
  authType: ["HTTPS"],
  http3Supported: ["HTTPS"],
  contextType: ["UDP"],
  sendContext: ["UDP"],
  recvContext: ["UDP"],
};

function* settingsFitProtocol(settings: Given, protocol: ListenerProtocol | undefined): Iterable<Violation> {
  if (!protocol) return;
  for (const [name, protocols] of Object.entries(PROTOCOLS_WITH) as [Name, readonly ListenerProtocol[]][]) {
    if (settings[name] == null || protocols.includes(protocol)) continue;
    const message = `\`${name}\` is allowed for ${protocols.join(" and ")} listeners only; this one is ${protocol}. Omit it.`;
    yield { at: listenerSettings.at(name), code: "UNSUPPORTED", message };
  }
}

/** Settings that repeat the health monitor's fields must equal them. */
function* settingsAgreeWithMonitor(
  settings: Given,
  monitor: HealthMonitorInput | null | undefined,
): Iterable<Violation> {
  if (!monitor) return;
  const pairs = [
    ["healthCheck", "enabled", settings.healthCheck, monitor.enabled],
    ["delayLoopSeconds", "intervalSeconds", settings.delayLoopSeconds, monitor.intervalSeconds],
    ["connectTimeoutSeconds", "timeoutSeconds", settings.connectTimeoutSeconds, monitor.timeoutSeconds],
  ] as const;
  for (const [name, twin, mine, theirs] of pairs) {
    if (mine == null || theirs == null || mine === theirs) continue;
    const limit = `equal healthMonitor.${twin}, which means the same and is ${theirs}`;
    yield { at: listenerSettings.at(name), message: mustBe(name, limit, mine) };
  }
}

/** What a probe sends and expects is for probes of a port. */
function* contextNeedsPortCheck(settings: Given, checkProtocol: string | null | undefined): Iterable<Violation> {
  if (checkProtocol === "UDP") return;
  for (const name of ["contextType", "sendContext", "recvContext"] as const) {
    if (settings[name] == null) continue;
    const message = `\`${name}\` is for checks of a port: set healthMonitor with protocol UDP.`;
    yield { at: listenerSettings.at(name), message };
  }
}

/** Source: FailoverSwitch of later versions of CreateTCPListeners. */
function* failoverNeedsAddresses(
  { failoverSwitch }: Given,
  realServerType: string | null | undefined,
): Iterable<Violation> {
  if (failoverSwitch && realServerType === "DOMAIN") {
    const message =
      "`failoverSwitch` requires real servers of type IP: those of type DOMAIN have no primaries and backups.";
    yield { at: listenerSettings.at("failoverSwitch"), message };
  }
}

/** What a new listener's channel must support. */
function* settingsFitChannel(settings: Given, parent: ListenerParent): Iterable<Violation> {
  const channel = nativeParent(parent);
  const refuse = (name: Name, message: string): Violation => ({
    at: listenerSettings.at(name),
    code: "UNSUPPORTED",
    message,
  });
  if (settings.realServerType === "DOMAIN" && channel.ipVersion?.toUpperCase() === "IPV6")
    yield refuse("realServerType", mustBe("realServerType", "be IP on an IPv6 channel", "DOMAIN"));
  if (settings.http3Supported && channel.http3Supported === false)
    yield refuse("http3Supported", "This channel does not support HTTP/3. Omit `http3Supported`.");
  const { clientIpMethod } = settings;
  const methods = channel.clientIpMethods;
  if (clientIpMethod != null && methods.length > 0 && !methods.includes(clientIpMethod)) {
    const limit = `${oneOf(methods)} on this channel`;
    yield refuse("clientIpMethod", mustBe("clientIpMethod", limit, clientIpMethod));
  }
  // Source: CreateTCPListeners page, RealServerPorts: version 1 and groups only.
  const isNewer = channel.version && !channel.version.startsWith("1");
  if (settings.realServerPort != null && !isGroup(parent.nativeId) && isNewer) {
    const message =
      "Only channels of version 1 and channel groups have one `realServerPort` for all. Omit it, and give each member its port.";
    yield refuse("realServerPort", message);
  }
}

const FIXED = ["realServerType", "clientIpMethod", "realServerPort", "authType", "http3Supported"] as const;

/** What a change may contain, given the current state. */
function* settingsFitListener(input: UpdateListenerInput, { listener }: RuleContext): Iterable<Violation> {
  const { healthMonitor } = input;
  const settings = listenerSettings.in(input);
  yield* settingsAgreeWithMonitor(settings, healthMonitor);
  if (!listener) return;
  const current = listener.settings as Given;
  yield* settingsFitProtocol(settings, listener.protocol);
  yield* failoverNeedsAddresses(settings, current.realServerType);
  for (const name of FIXED) yield* settingStays(name, settings[name], current[name], listenerSettings.at(name));
  const pool = toImplicitPool(listener);
  if (pool && listener.protocol === "UDP")
    yield* contextNeedsPortCheck(settings, healthMonitor?.protocol ?? toHealthMonitor(pool).protocol);
  const { delayLoopSeconds: interval, connectTimeoutSeconds: timeout } = settings;
  // An existing value is not the input's fault.
  if (healthMonitor || (interval == null && timeout == null)) return;
  const at = listenerSettings.at("connectTimeoutSeconds").map(String);
  yield* timeoutFits(at, interval ?? current.delayLoopSeconds, timeout ?? current.connectTimeoutSeconds);
}

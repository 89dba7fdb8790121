import type { RuleContext, Violation } from "../../model/checked-input.js";
import type { ListenerProtocol } from "../../model/enums.js";
import type { HealthMonitorInput } from "../../model/inputs-shared.js";
import { mustBe, oneOf } from "../../model/limit-checks.js";
import type { UpdateListenerInput } from "../../model/listener-inputs.js";
import type { ListenerParent } from "../../model/listener-parent.js";
import type { GivenSettings } from "../../model/settings-table.js";
import { timeoutFits, toHealthMonitor } from "./health-monitors.js";
import { nativeParent, toImplicitPool } from "./mapping.js";
import { isGroup } from "./ref-keys.js";
import { listenerSettings } from "./settings.js";

/** What a table cannot say of a listener's settings. */

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

export function* settingsFitProtocol(settings: Given, protocol: ListenerProtocol | undefined): Iterable<Violation> {
  if (!protocol) return;
  for (const [name, protocols] of Object.entries(PROTOCOLS_WITH) as [Name, readonly ListenerProtocol[]][]) {
    if (settings[name] == null || protocols.includes(protocol)) continue;
    const message = `Only ${protocols.join(" and ")} listeners have \`${name}\`; this one is ${protocol}. Omit it.`;
    yield { at: listenerSettings.at(name), code: "UNSUPPORTED", message };
  }
}

/** Settings that repeat the health monitor's fields must say the same. */
export function* settingsAgreeWithMonitor(
  settings: Given,
  monitor: HealthMonitorInput | null | undefined,
): Iterable<Violation> {
  if (!monitor) return;
  const pairs = [
    ["healthCheck", "enabled", settings.healthCheck, monitor.enabled ?? true],
    ["delayLoopSeconds", "intervalSeconds", settings.delayLoopSeconds, monitor.intervalSeconds],
    ["connectTimeoutSeconds", "timeoutSeconds", settings.connectTimeoutSeconds, monitor.timeoutSeconds],
  ] as const;
  for (const [name, twin, mine, theirs] of pairs) {
    if (mine == null || theirs == null || mine === theirs) continue;
    const limit = `agree with healthMonitor.${twin}, which means the same and is ${theirs}`;
    yield { at: listenerSettings.at(name), message: mustBe(name, limit, mine) };
  }
}

/** What a probe sends and expects is for probes of a port. */
export function* contextNeedsPortCheck(settings: Given, checkProtocol: string | null | undefined): Iterable<Violation> {
  if (checkProtocol === "UDP") return;
  for (const name of ["contextType", "sendContext", "recvContext"] as const) {
    if (settings[name] == null) continue;
    const message = `\`${name}\` is for checks of a port: give healthMonitor with protocol UDP.`;
    yield { at: listenerSettings.at(name), message };
  }
}

/** Source: FailoverSwitch of later versions of CreateTCPListeners. */
export function* failoverNeedsAddresses(
  { failoverSwitch }: Given,
  realServerType: string | null | undefined,
): Iterable<Violation> {
  if (failoverSwitch && realServerType === "DOMAIN") {
    const message =
      "`failoverSwitch` needs real servers of type IP: those of type DOMAIN have no primaries and backups.";
    yield { at: listenerSettings.at("failoverSwitch"), message };
  }
}

/** What a new listener's channel has to have. */
export function* settingsFitChannel(settings: Given, parent: ListenerParent): Iterable<Violation> {
  const channel = nativeParent(parent);
  const refuse = (name: Name, message: string): Violation => ({
    at: listenerSettings.at(name),
    code: "UNSUPPORTED",
    message,
  });
  if (settings.realServerType === "DOMAIN" && channel.ipVersion?.toUpperCase() === "IPV6")
    yield refuse("realServerType", mustBe("realServerType", "be IP on an IPv6 channel", "DOMAIN"));
  if (settings.http3Supported && channel.http3Supported === false)
    yield refuse("http3Supported", "This channel does not speak HTTP/3. Omit `http3Supported`.");
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
      "Only channels of version 1 and channel groups have a `realServerPort` for all. Omit it, and give each member its port.";
    yield refuse("realServerPort", message);
  }
}

const FIXED = ["realServerType", "clientIpMethod", "realServerPort", "authType", "http3Supported"] as const;

/** What a change may say, given what is there. */
export function* settingsFitListener(input: UpdateListenerInput, { listener }: RuleContext): Iterable<Violation> {
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
  // What stands in the cloud already is not the input's fault.
  if (healthMonitor || (interval == null && timeout == null)) return;
  const at = listenerSettings.at("connectTimeoutSeconds").map(String);
  yield* timeoutFits(at, interval ?? current.delayLoopSeconds, timeout ?? current.connectTimeoutSeconds);
}

/** A setting that cannot change; saying what it is already is no change. */
export function* settingStays(
  name: string,
  wanted: unknown,
  current: unknown,
  at: Violation["at"],
): Iterable<Violation> {
  if (wanted == null || wanted === current) return;
  const message = `The cloud cannot change \`${name}\` after creation: it is ${current}. Delete and create anew instead.`;
  yield { at, code: "IMMUTABLE_FIELD", message };
}

import type { ListenerProtocol } from "../../model/enums.js";
import type { HealthMonitorInput } from "../../model/inputs-shared.js";
import type { Violation } from "../../model/rule.js";
import type { TencentGaapPoolSettingsInput } from "./pool-settings.js";
import type { TencentGaapListenerSettingsInput } from "./settings.js";

/** All violations of settings stand below the cloud's member of them. */
const at = (field: string) => ["tencentGaap", field];

/** Which protocols have which setting. Source: Create…Listener(s) operations of API version 2018-05-29. */
const PROTOCOLS_WITH: Readonly<Record<keyof TencentGaapListenerSettingsInput, readonly ListenerProtocol[]>> = {
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

export function* settingsFitProtocol(
  settings: TencentGaapListenerSettingsInput,
  protocol: ListenerProtocol | undefined,
): Iterable<Violation> {
  if (!protocol) return;
  for (const [field, protocols] of Object.entries(PROTOCOLS_WITH)) {
    if (settings[field as keyof typeof PROTOCOLS_WITH] == null || protocols.includes(protocol)) continue;
    yield {
      at: at(field),
      code: "UNSUPPORTED",
      message: `Only ${protocols.join(" and ")} listeners have ${field}; this one is ${protocol}.`,
    };
  }
}

/** Settings that repeat the health monitor's fields must say the same. */
export function* settingsAgreeWithMonitor(
  settings: TencentGaapListenerSettingsInput,
  monitor: HealthMonitorInput | null | undefined,
): Iterable<Violation> {
  if (!monitor) return;
  const pairs = [
    ["healthCheck", "enabled", settings.healthCheck, monitor.enabled ?? true],
    ["delayLoopSeconds", "intervalSeconds", settings.delayLoopSeconds, monitor.intervalSeconds],
    ["connectTimeoutSeconds", "timeoutSeconds", settings.connectTimeoutSeconds, monitor.timeoutSeconds],
  ] as const;
  for (const [field, twin, mine, theirs] of pairs) {
    if (mine == null || theirs == null || mine === theirs) continue;
    yield {
      at: at(field),
      message: `Contradicts healthMonitor.${twin}, which means the same: ${mine} is not ${theirs}.`,
    };
  }
}

/** What a probe sends and expects is for probes of a port. */
export function* contextNeedsPortCheck(
  settings: TencentGaapListenerSettingsInput,
  checkProtocol: string | null | undefined,
): Iterable<Violation> {
  if (checkProtocol === "UDP") return;
  for (const field of ["contextType", "sendContext", "recvContext"] as const) {
    if (settings[field] != null)
      yield { at: at(field), message: `\`${field}\` is for checks of a port: give healthMonitor with protocol UDP.` };
  }
}

/** Source: FailoverSwitch of later versions of CreateTCPListeners. */
export function* failoverNeedsAddresses(
  settings: TencentGaapListenerSettingsInput,
  realServerType: string | null | undefined,
): Iterable<Violation> {
  if (settings.failoverSwitch && realServerType === "DOMAIN") {
    yield { at: at("failoverSwitch"), message: "Primaries and backups need real servers of type IP." };
  }
}

type Settings = TencentGaapListenerSettingsInput | TencentGaapPoolSettingsInput;

/** Settings that cannot change; saying what they are already is no change. */
export function* settingsStay<T extends Settings>(
  settings: T,
  current: object | null | undefined,
  fields: readonly (keyof T & string)[],
): Iterable<Violation> {
  if (!current) return;
  for (const field of fields) {
    const value = settings[field];
    if (value == null || value === (current as Record<string, unknown>)[field]) continue;
    yield {
      at: at(field),
      code: "IMMUTABLE_FIELD",
      message: `The cloud cannot change ${field} after creation. Delete and create anew instead.`,
    };
  }
}

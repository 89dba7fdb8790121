import type { Violation } from "../../model/checked-input.js";
import type { ListenerProtocol } from "../../model/enums.js";
import type { HealthMonitorInput } from "../../model/inputs-shared.js";
import { mustBe, oneOf } from "../../model/limit-checks.js";
import type { HealthMonitor, Pool } from "../../model/pool.js";
import { limits } from "./limits.js";
import { nativePool } from "./mapping.js";
import { readCheckParams } from "./wire.js";

/**
 * The health checks of a pool, which are those of its listener or rule: how they are read, and what can be requested.
 */
export function toHealthMonitor(pool: Pool): HealthMonitor {
  const native = nativePool(pool);
  if (native.kind === "rule") {
    const { healthCheck, checkParams } = native.rule;
    const checks = checkParams && readCheckParams(checkParams);
    return {
      nativeId: null,
      enabled: healthCheck ?? false,
      protocol: "HTTP",
      port: null,
      path: checks?.path ?? null,
      intervalSeconds: checks?.delayLoop ?? null,
      timeoutSeconds: checks?.connectTimeout ?? null,
      healthyThreshold: null,
      unhealthyThreshold: null,
    };
  }
  const { listener, protocol } = native;
  const udpProtocol = listener.checkType?.toUpperCase() === "PING" ? "PING" : "UDP";
  return {
    nativeId: null,
    enabled: listener.healthCheck ?? false,
    protocol: protocol === "UDP" ? udpProtocol : "TCP",
    port: listener.checkPort,
    path: null,
    intervalSeconds: listener.delayLoop,
    timeoutSeconds: listener.connectTimeout,
    healthyThreshold: listener.healthyThreshold,
    unhealthyThreshold: listener.unhealthyThreshold,
  };
}

/** The defaults of checks, in seconds. Sources: Terraform provider (layer 4); CreateRule, CheckParams. */
export const DEFAULT_INTERVAL = 5;

/**
 * The text of the page requires the timeout to be below the interval; its example sends both as 20 and succeeds. So
 * equality passes here, and the cloud decides. Source: CreateTCPListeners page, sections 2 and 4.
 *
 * @param at the path for the message; nothing is reported when the input has no such path
 * @param given the interval; null for the cloud's default
 */
export function* timeoutFits(
  at: readonly string[] | null | undefined,
  given: number | null | undefined,
  timeout: number | null | undefined,
): Iterable<Violation> {
  const interval = given ?? DEFAULT_INTERVAL;
  if (!at || timeout == null || timeout <= interval) return;
  const which = given == null ? `${interval} by default` : `${interval}`;
  yield { at, message: mustBe("timeoutSeconds", `be at most the interval, ${which}`, timeout) };
}

/**
 * The fields that checks for this protocol support.
 *
 * @param protocol the listener's; undefined until it is known
 * @param current the existing monitor
 */
export function* monitorFits(
  monitor: HealthMonitorInput | null | undefined,
  protocol: ListenerProtocol | undefined,
  current?: HealthMonitor,
): Iterable<Violation> {
  const known = limits.healthMonitor.byProtocol.find((one) => one.protocol === protocol);
  if (!monitor || !known) return;
  const { checkProtocols, unsupportedFields } = known;
  if (monitor.protocol != null && !checkProtocols.includes(monitor.protocol)) {
    const limit = `${oneOf(checkProtocols)} for ${protocol}`;
    yield { at: ["protocol"], code: "UNSUPPORTED", message: mustBe("protocol", limit, monitor.protocol) };
  }
  for (const field of unsupportedFields) {
    if (monitor[field as keyof HealthMonitorInput] == null) continue;
    yield { at: [field], code: "UNSUPPORTED", message: `Checks for ${protocol} do not support \`${field}\`. Omit it.` };
  }
  if (protocol === "UDP" && monitor.port != null && (monitor.protocol ?? current?.protocol ?? "PING") === "PING")
    yield { at: ["port"], message: "A ping has no \\`port\\`: choose protocol UDP to check one." };
}

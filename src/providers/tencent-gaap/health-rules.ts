import type { KnownProtocol, ListenerProtocol } from "../../model/enums.js";
import type { HealthMonitorInput } from "../../model/inputs-shared.js";
import type { HealthMonitor } from "../../model/pool.js";
import type { Violation } from "../../model/rule.js";

/** Seconds and counts that the cloud accepts. Sources: CreateTCPListeners page (DelayLoop, ConnectTimeout); CheckParam of later versions (thresholds). */
const BOUNDS = {
  intervalSeconds: { least: 5, most: 300, what: "The interval is 5 to 300 seconds." },
  timeoutSeconds: { least: 2, most: 60, what: "The timeout is 2 to 60 seconds." },
  healthyThreshold: { least: 1, most: 10, what: "A threshold is 1 to 10." },
  unhealthyThreshold: { least: 1, most: 10, what: "A threshold is 1 to 10." },
} as const;

export function* numbersInBounds(monitor: HealthMonitorInput | null | undefined): Iterable<Violation> {
  if (!monitor) return;
  for (const [field, { least, most, what }] of Object.entries(BOUNDS)) {
    const value = monitor[field as keyof typeof BOUNDS];
    if (value != null && (value < least || value > most)) yield { at: [field], message: what };
  }
}

/**
 * The seed's text wants the timeout below the interval; its example sends both as 20 and is answered with success. So
 * equality passes here, and the cloud has the last word on it. Source: CreateTCPListeners page, sections 2 and 4.
 */
export function* timeoutFitsInterval(
  at: readonly string[],
  interval: number | null | undefined,
  timeout: number | null | undefined,
): Iterable<Violation> {
  if (interval == null || timeout == null || timeout <= interval) return;
  yield {
    at,
    message: `A check's timeout must not be longer than the interval; ${timeout} seconds is more than ${interval}.`,
  };
}

/** What the checks of each protocol can be told. UDP checks are younger than the seed, which knows none: CreateUDPListeners of the SDK has them. */
const PROTOCOLS = {
  TCP: { speaks: ["TCP"], lacks: ["port", "path"] },
  UDP: { speaks: ["UDP", "PING"], lacks: ["path"] },
  HTTP: { speaks: ["HTTP"], lacks: ["port", "healthyThreshold", "unhealthyThreshold"] },
  HTTPS: { speaks: ["HTTP"], lacks: ["port", "healthyThreshold", "unhealthyThreshold"] },
} as const satisfies Record<
  KnownProtocol,
  { readonly speaks: readonly string[]; readonly lacks: readonly (keyof HealthMonitorInput)[] }
>;

/** Fields that the checks of this protocol have. `protocol` is the listener's. */
export function* monitorFitsProtocol(
  monitor: HealthMonitorInput | null | undefined,
  protocol: ListenerProtocol | undefined,
  current?: HealthMonitor,
): Iterable<Violation> {
  if (!monitor || !protocol || protocol === "OTHER") return;
  const speaks: readonly string[] = PROTOCOLS[protocol].speaks;
  const { lacks } = PROTOCOLS[protocol];
  if (monitor.protocol != null && !speaks.includes(monitor.protocol)) {
    const code = "UNSUPPORTED" as const;
    yield {
      at: ["protocol"],
      code,
      message: `Checks behind ${protocol} speak ${speaks.join(" or ")}, not ${monitor.protocol}.`,
    };
  }
  for (const field of lacks) {
    if (monitor[field] == null) continue;
    yield { at: [field], code: "UNSUPPORTED", message: `Checks behind ${protocol} have no ${field}. Leave it out.` };
  }
  const speaking = monitor.protocol ?? current?.protocol ?? "PING";
  if (protocol === "UDP" && monitor.port != null && speaking === "PING") {
    yield { at: ["port"], message: "A ping goes to no port: choose protocol UDP to check one." };
  }
}

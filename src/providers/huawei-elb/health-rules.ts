import type { HealthMonitorInput } from "../../model/inputs-shared.js";
import type { Violation } from "../../model/rule.js";

/** Bounds of a health check's numbers. Source: create health check page. */
const BOUNDS = [
  { field: "intervalSeconds", most: 50, what: "The interval", unit: " seconds" },
  { field: "timeoutSeconds", most: 50, what: "The timeout", unit: " seconds" },
  { field: "healthyThreshold", most: 10, what: "A threshold", unit: "" },
  { field: "unhealthyThreshold", most: 10, what: "A threshold", unit: "" },
] as const;

const PROTOCOLS = ["TCP", "UDP", "HTTP"];
/** What the cloud has no default for. */
const REQUIRED = ["intervalSeconds", "timeoutSeconds", "healthyThreshold"] as const;

/**
 * What is wrong with a health monitor, whichever change it comes with.
 *
 * @param poolProtocol left out where it is not known (yet)
 */
export function* checkFits(
  check: HealthMonitorInput | null | undefined,
  poolProtocol: string | null | undefined,
): Iterable<Violation> {
  if (!check) return;
  const { protocol, path } = check;
  if (protocol && !PROTOCOLS.includes(protocol)) {
    yield {
      at: ["protocol"],
      code: "UNSUPPORTED",
      message: `Checks speak ${PROTOCOLS.join(", ")} on this cloud, not ${protocol}.`,
    };
  } else if (protocol && poolProtocol && (protocol === "UDP") !== (poolProtocol === "UDP")) {
    const fitting = poolProtocol === "UDP" ? "UDP" : "TCP or HTTP";
    yield { at: ["protocol"], message: `A ${poolProtocol} pool is checked in ${fitting}, not in ${protocol}.` };
  }
  if (path != null && protocol && protocol !== "HTTP")
    yield { at: ["path"], message: "Only HTTP checks ask for a path." };
  if (path != null && path.length > 80) yield { at: ["path"], message: "A path has at most 80 characters." };
  for (const { field, most, what, unit } of BOUNDS) {
    const value = check[field];
    if (value != null && value > most)
      yield { at: [field], message: `${what} is at most ${most}${unit} on this cloud.` };
  }
}

/** What a check that is to be set up lacks. One that is off and says nothing else is not set up at all. */
export function* checkIsWhole(check: HealthMonitorInput | null | undefined): Iterable<Violation> {
  if (!check || asksForNoCheck(check)) return;
  for (const field of REQUIRED) {
    if (check[field] == null)
      yield { at: [field], message: `A new health check needs ${field}: the cloud has no default for it.` };
  }
}

/** Whether the input only says that there are to be no checks. */
export function asksForNoCheck({ enabled, ...rest }: HealthMonitorInput): boolean {
  return enabled === false && Object.values(rest).every((value) => value == null);
}

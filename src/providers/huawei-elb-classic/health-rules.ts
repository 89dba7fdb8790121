import type { HealthMonitorInput } from "../../model/inputs-shared.js";
import type { Violation } from "../../model/rule.js";

/** Bounds of a health check's numbers. Source: create health check page. */
const BOUNDS = [
  { field: "intervalSeconds", most: 50, what: "The interval", unit: " seconds" },
  { field: "timeoutSeconds", most: 50, what: "The timeout", unit: " seconds" },
  { field: "healthyThreshold", most: 10, what: "A threshold", unit: "" },
  { field: "unhealthyThreshold", most: 10, what: "A threshold", unit: "" },
] as const;

const PROTOCOLS = ["HTTP", "TCP", "UDP"];

/** What is wrong with a health monitor, whichever change it comes with. */
export function* checkFits(check: HealthMonitorInput | null | undefined): Iterable<Violation> {
  if (!check) return;
  if (check.enabled === false) {
    const rest = Object.entries(check).filter(([field, value]) => field !== "enabled" && value != null);
    for (const [field] of rest)
      yield { at: [field], message: "A check that is switched off is deleted, with all its values. Leave this out." };
  }
  if (check.protocol && !PROTOCOLS.includes(check.protocol)) {
    yield {
      at: ["protocol"],
      code: "UNSUPPORTED",
      message: `Checks speak ${PROTOCOLS.join(", ")} on this cloud, not ${check.protocol}.`,
    };
  }
  if (check.path != null && check.protocol && check.protocol !== "HTTP")
    yield { at: ["path"], message: "Only HTTP checks ask for a path." };
  if (check.path != null && !/^\/[A-Za-z0-9\-/.%?#&_=]{0,79}$/.test(check.path)) {
    yield {
      at: ["path"],
      message: "A path starts with a slash and has at most 80 characters: letters, digits and - / . % ? # & _ = only.",
    };
  }
  for (const { field, most, what, unit } of BOUNDS) {
    const value = check[field];
    if (value != null && value > most)
      yield { at: [field], message: `${what} is at most ${most}${unit} on this cloud.` };
  }
}

import type { ProblemCode } from "../model/enums.js";
import type { AccountReport } from "./report.js";

/** What helps with a problem. What is not named here is the cloud's own affair. */
const ADVICE: Partial<Readonly<Record<ProblemCode, string>>> = {
  UNAUTHENTICATED:
    "Check the account's keys in the configuration: whether they are whole, belong to this cloud, and are neither switched off nor expired.",
  RATE_LIMITED: "Lower the account's limits.requestsPerSecond, or find out who else uses the same keys.",
  TIMED_OUT:
    "Check the network path from this machine to the account's endpoint (proxy, firewall, region); if the cloud is only slow, raise limits.responseTimeoutMs and server.limits.readDeadlineMs.",
  PROVIDER_UNAVAILABLE:
    "Check that the account's endpoint is right and can be reached from this machine, then look at the cloud's status page.",
  UNREADABLE:
    "Check that the account's endpoint is this cloud's API, and not a proxy or a sign-in page in front of it.",
  NOT_FOUND: "Check the account's region, project and endpoint.",
  INTERNAL_SERVER_ERROR: "This is an error of this program: report it with its message.",
};
const OTHERWISE =
  "Check the account's region, project and endpoint; the cloud's support can look up the request by its id.";

/** Seconds by which clocks may differ without a word. Clouds refuse signatures from five minutes on, Alibaba's from fifteen. */
const FINE_SECONDS = 30;

type Findings = Pick<AccountReport, "problem" | "clockOffsetSeconds" | "missingRights">;

/** What to do about an account, in a sentence; null when there is nothing to do. */
export function adviceFor({ problem, clockOffsetSeconds, missingRights }: Findings): string | null {
  if (problem?.code === "FORBIDDEN") {
    const rights = missingRights.join(", ") || "this operation";
    return `Grant the user of the account's keys the right to ${rights} at the cloud.`;
  }
  const isClockOff = clockOffsetSeconds !== null && Math.abs(clockOffsetSeconds) > FINE_SECONDS;
  // What is signed with a wrong time is refused like what is signed with a wrong key.
  if (isClockOff && (problem === null || problem.code === "UNAUTHENTICATED")) {
    const way = clockOffsetSeconds > 0 ? "behind" : "ahead of";
    const keys = problem ? "; if that does not help, check the account's keys" : "";
    return `Set this machine's clock, which is ${Math.abs(clockOffsetSeconds)} seconds ${way} the cloud's${keys}.`;
  }
  return problem && (ADVICE[problem.code] ?? OTHERWISE);
}

import { randomUUID } from "node:crypto";
import { ProblemError } from "../model/problem-error.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import { type CallLog, startCall } from "../transport/call.js";
import type { Clock } from "../transport/clock.js";
import { timeIn } from "../transport/identity.js";
import { noMetrics, type ObservedAttempt, type TransportMetrics } from "../transport/transport-metrics.js";
import { adviceFor } from "./advice.js";
import type { AccountReport } from "./report.js";

/** What the transport tells of an account's requests while it is looked at. */
interface Seen {
  /** Milliseconds by which the cloud's clock is ahead, by its latest answer. */
  clockOffsetMs: number | null;
  readonly forbidden: Set<string>;
}

/** Listens to the requests of all accounts. */
export function watchRequests(clock: Clock): { readonly metrics: TransportMetrics; of(accountId: string): Seen } {
  const seen = new Map<string, Seen>();
  const of = (accountId: string): Seen => {
    const known = seen.get(accountId) ?? { clockOffsetMs: null, forbidden: new Set() };
    seen.set(accountId, known);
    return known;
  };
  const observe = ({ accountId, action, outcome, date }: ObservedAttempt) => {
    const cloudTime = timeIn(date);
    // The header has whole seconds: on average it is half a second later there.
    if (cloudTime !== null) of(accountId).clockOffsetMs = cloudTime + 500 - clock.now();
    if (outcome === "FORBIDDEN") of(accountId).forbidden.add(action);
  };
  return { metrics: { ...noMetrics, observe }, of };
}

interface Terms {
  readonly clock: Clock;
  readonly log: CallLog;
  /** For this account alone. */
  readonly deadlineMs: number;
  readonly requests: ReturnType<typeof watchRequests>;
}

/** Reads one load balancer or accelerator of an account, as a query would. Nothing is changed. */
export async function lookAtAccount(
  { account, manifest, service }: ConnectedAccount,
  { clock, log, deadlineMs, requests }: Terms,
): Promise<AccountReport> {
  const call = startCall({ requestId: randomUUID(), log, timeoutMs: deadlineMs, clock });
  const startedAt = clock.now();
  const problem = await service
    .listParents({}, { after: null, limit: 1 }, call)
    .then(({ problems }) => problems[0] ?? null, asProblem)
    .finally(() => call.end());
  const { clockOffsetMs, forbidden } = requests.of(account.id);
  const findings = {
    problem: problem && {
      code: problem.code,
      message: problem.message,
      nativeCode: problem.nativeCode ?? null,
      requestId: problem.requestId ?? null,
    },
    clockOffsetSeconds: clockOffsetMs === null ? null : Math.round(clockOffsetMs / 1000) + 0,
    missingRights: [...forbidden],
  };
  return {
    id: account.id,
    cloud: manifest.key,
    works: problem === null,
    ...findings,
    latencyMs: clock.now() - startedAt,
    advice: adviceFor(findings),
  };
}

/** An internal error with one account does not prevent checking the others. */
function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  return new ProblemError({ code: "INTERNAL_SERVER_ERROR", message: String(error), cause: error });
}

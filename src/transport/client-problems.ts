import type { ProblemCode } from "../model/enums.js";
import { ProblemError, type ProblemFields } from "../model/problem-error.js";
import { whyOver } from "./call.js";
import type { CloudRequest, Effect } from "./cloud-client.js";
import type { ExchangeFailure } from "./exchange-failure.js";
import type { Signal } from "./signal.js";

/** The problem for a request without a complete answer. */
export function problemOfFailure(failure: ExchangeFailure, { effect }: CloudRequest, signal: Signal): ProblemError {
  const mayHaveHappened = failure.maySent && effect !== "read";
  return new ProblemError({ ...told(failure, signal), mayHaveHappened, cause: failure });
}

function told(failure: ExchangeFailure, signal: Signal): ProblemFields {
  const { kind, reason } = failure;
  const why = reason === undefined ? "" : ` (${reason})`;
  const outOfOrder = { code: "PROVIDER_UNAVAILABLE", retry: "transient" } as const;
  switch (kind) {
    case "unreachable":
      return { ...outOfOrder, message: `The cloud could not be reached${why}.` };
    case "noProxy":
      return { ...outOfOrder, message: `The proxy on the way to the cloud could not be reached${why}.` };
    case "proxyRefused": {
      const message = `The proxy on the way to the cloud would not connect (status ${failure.proxyStatus}).`;
      return failure.proxyStatus >= 500 ? { ...outOfOrder, message } : { code: "PROVIDER_UNAVAILABLE", message };
    }
    case "untrusted":
      return { code: "PROVIDER_UNAVAILABLE", message: `The cloud's certificate is not trusted${why}.` };
    case "broken":
      return { ...outOfOrder, message: `The connection to the cloud broke before its answer was complete${why}.` };
    case "tooLarge":
      return {
        code: "PROVIDER_UNAVAILABLE",
        message: "The cloud's answer is larger than the account's maxResponseBytes.",
      };
    case "unanswered":
      return { code: "TIMED_OUT", retry: "transient", message: "The cloud did not answer in time." };
    case "late":
    case "abandoned":
      return { code: "TIMED_OUT", retry: "transient", message: whyOver({ signal }).message };
  }
}

/**
 * Codes that leave the outcome of an earlier attempt open; all others are the cloud's verdict on the change. The reason
 * of PROVIDER_REJECTED is unknown, so it may mean that the change was already made.
 */
const NO_VERDICT: readonly ProblemCode[] = [
  "TIMED_OUT",
  "PROVIDER_UNAVAILABLE",
  "RATE_LIMITED",
  "PARENT_BUSY",
  "PROVIDER_REJECTED",
];

export interface LastWords {
  readonly provider: string;
  readonly action: string;
  readonly effect: Effect;
  /** Whether an earlier attempt of the same request may have been done. */
  readonly mayHaveHappenedBefore: boolean;
  /** Whether an earlier attempt has no readable answer. */
  readonly wasLostBefore: boolean;
}

/** The problem that is reported once retries are exhausted. */
export function finalProblem(
  problem: ProblemError,
  { provider, action, effect, mayHaveHappenedBefore, wasLostBefore }: LastWords,
): ProblemError {
  const mayHaveHappened = effect !== "read" && (problem.mayHaveHappened || mayHaveHappenedBefore);
  const named = problem.with({ ...namesByClass(problem), provider, mayHaveHappened });
  if (!mayHaveHappened || !NO_VERDICT.includes(named.code)) return named;
  // The answer to a later attempt says nothing about the one whose answer was lost.
  if (effect === "tokened" && wasLostBefore) return named.with({ nativeCode: undefined });
  if (effect !== "idempotent") return named;
  return named.with({
    code: "OUTCOME_UNKNOWN",
    message: `It is not known whether the cloud did ${action}: its answer was lost. Check whether the change was made before you try again. (${problem.message})`,
    cause: problem,
  });
}

/** Seconds until the retry for a busy parent when the cloud names none. */
const BUSY_SECONDS = 5;
const THROTTLED_SECONDS = 1;

function namesByClass({ retry, retryAfterSeconds }: ProblemError): Partial<ProblemFields> {
  if (retry === "busy") return { code: "PARENT_BUSY", retryAfterSeconds: retryAfterSeconds ?? BUSY_SECONDS };
  if (retry === "throttled") return { code: "RATE_LIMITED", retryAfterSeconds: retryAfterSeconds ?? THROTTLED_SECONDS };
  if (retry === "credentials" || retry === "clock") return { code: "UNAUTHENTICATED" };
  return {};
}

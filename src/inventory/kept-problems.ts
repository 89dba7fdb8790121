import type { CloudProvider } from "../model/cloud-provider.js";
import { ProblemError } from "../model/problem-error.js";
import type { RecordedProblem } from "../store/change-record.js";

/** A cloud's problem as it is kept, with its object. */
export type KeptProblem = RecordedProblem & {
  readonly nativeId: string | null;
  /** The reference in the log; internal errors only. */
  readonly reference: string | null;
};

/** @param problem if it is an internal error, it has been logged */
export function keptProblem(problem: ProblemError): KeptProblem {
  const { code, message, retry, provider, nativeCode, requestId, nativeId, reference, retryAfterSeconds } = problem;
  return {
    sort: "provider",
    code,
    message,
    path: null,
    isRetryable: retry !== "never",
    provider: provider ?? null,
    nativeCode: nativeCode ?? null,
    requestId: requestId ?? null,
    nativeId: nativeId ?? null,
    reference: reference ?? null,
    retryAfterSeconds: retryAfterSeconds ?? null,
  };
}

/** The problem that was kept. */
export function problemAgain(kept: RecordedProblem & Partial<KeptProblem>): ProblemError {
  const { code, message, isRetryable, provider, nativeCode, requestId, nativeId, reference, retryAfterSeconds } = kept;
  return new ProblemError({
    code,
    message,
    retry: isRetryable ? "transient" : "never",
    provider: (provider ?? undefined) as CloudProvider | undefined,
    nativeCode: nativeCode ?? undefined,
    requestId: requestId ?? undefined,
    nativeId: nativeId ?? undefined,
    retryAfterSeconds: retryAfterSeconds ?? undefined,
    reference: reference ?? undefined,
  });
}

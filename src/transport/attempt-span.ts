import { ProblemError } from "../model/problem-error.js";
import type { Attempt, AttemptTools } from "./attempt.js";
import type { Call } from "./call.js";
import type { CloudRequest } from "./cloud-client.js";
import { requestIdOf } from "./read-answer.js";
import type { Span } from "./span.js";

/** What preceded an attempt of a request. */
export interface Before {
  /** Earlier attempts of the same request. */
  readonly tries: number;
  /** Milliseconds of waiting since the latest of them. */
  readonly waitedMs: number;
}

/** Begins the span of one attempt; undefined when the call is not traced. */
export function beginAttempt(
  { action, method }: CloudRequest,
  { span, recorder }: Call,
  { dialect, accountId, endpoint }: AttemptTools,
  { tries, waitedMs }: Before,
): Span | undefined {
  if (!span) return undefined;
  const change = recorder?.change?.();
  return span.request(action, {
    "http.request.method": method,
    "http.request.resend_count": tries === 0 ? undefined : tries,
    "server.address": endpoint.hostname,
    "cloud_listeners.account": accountId,
    "cloud_listeners.provider": dialect.provider,
    "cloud_listeners.action": action,
    "cloud_listeners.retry_wait_ms": tries === 0 ? undefined : waitedMs,
    "cloud_listeners.change_id": change?.id,
    "cloud_listeners.lane_wait_ms": change?.waitedMs,
  });
}

/** Ends the span of an attempt with its outcome. */
export function endAttempt(
  span: Span | undefined,
  outcome: Attempt | { readonly error: unknown },
  { dialect }: Pick<AttemptTools, "dialect">,
  rateLimitWaitMs: number,
): void {
  if (!span) return;
  const problem = "error" in outcome ? outcome.error : outcome.problem;
  const response = "error" in outcome ? null : outcome.response;
  const { code, nativeCode, requestId } = problem instanceof ProblemError ? problem : ({} as Partial<ProblemError>);
  span.end(problem === null ? null : (code ?? "INTERNAL_SERVER_ERROR"), {
    "http.response.status_code": response?.status,
    "cloud_listeners.rate_limit_wait_ms": rateLimitWaitMs,
    "cloud_listeners.native_code": nativeCode,
    "cloud_listeners.upstream_request_id": requestId ?? (response ? requestIdOf(dialect, response) : undefined),
  });
}

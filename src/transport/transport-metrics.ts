import type { ProblemCode } from "../model/enums.js";
import type { RetryClass } from "../model/problem-error.js";

/** One request that was sent, or that failed before that. */
export interface ObservedAttempt {
  readonly provider: string;
  readonly accountId: string;
  readonly action: string;
  /** `ok`, or the problem's code. */
  readonly outcome: "ok" | ProblemCode;
  /** From passing the request to a connection to its last byte. */
  readonly seconds: number;
  /** The answer's Date header: the cloud's own time. */
  readonly date?: string;
}

/** A request that is about to be retried. */
export interface ObservedRetry {
  readonly provider: string;
  readonly accountId: string;
  readonly action: string;
  readonly reason: RetryClass;
}

/** A request that is not retried, although a retry might help, because the account's retry budget is used up. */
export type ObservedRefusal = Pick<ObservedRetry, "provider" | "accountId">;

export type ObservedSparing = Pick<ObservedAttempt, "provider" | "accountId" | "action">;

/** What the transport reports to metrics. */
export interface TransportMetrics {
  observe(attempt: ObservedAttempt): void;
  retried(retry: ObservedRetry): void;
  retryRefused(refusal: ObservedRefusal): void;
  /** A read that was answered from the cache, without calling the cloud. */
  spared(read: ObservedSparing): void;
}

export const noMetrics: TransportMetrics = {
  observe: () => undefined,
  retried: () => undefined,
  retryRefused: () => undefined,
  spared: () => undefined,
};

import type { ProblemCode } from "../model/enums.js";
import type { RetryClass } from "../model/problem-error.js";

/** One request that was sent, or that failed on its way out. */
export interface ObservedAttempt {
  readonly provider: string;
  readonly accountId: string;
  readonly action: string;
  /** `ok`, or the problem's code. */
  readonly outcome: "ok" | ProblemCode;
  /** From handing the request to a connection to its last byte. */
  readonly seconds: number;
  /** The answer's Date header, in which the cloud says what time it has. */
  readonly date?: string;
}

/** A request that is about to be sent again. */
export interface ObservedRetry {
  readonly provider: string;
  readonly accountId: string;
  readonly action: string;
  readonly reason: RetryClass;
}

/** A request that is not sent again, although another try might do, because the account's budget for that is empty. */
export type ObservedRefusal = Pick<ObservedRetry, "provider" | "accountId">;

export type ObservedSparing = Pick<ObservedAttempt, "provider" | "accountId" | "action">;

/** Where the transport tells what it does, for whoever counts. */
export interface TransportMetrics {
  observe(attempt: ObservedAttempt): void;
  retried(retry: ObservedRetry): void;
  retryRefused(refusal: ObservedRefusal): void;
  /** A read that was answered from what is kept, without asking the cloud. */
  spared(read: ObservedSparing): void;
}

export const noMetrics: TransportMetrics = {
  observe: () => undefined,
  retried: () => undefined,
  retryRefused: () => undefined,
  spared: () => undefined,
};

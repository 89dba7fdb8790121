import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhenResult,
  type IBreaker,
  SamplingBreaker,
} from "cockatiel";
import { ProblemError } from "../model/problem-error.js";
import type { Clock } from "./clock.js";

export interface BreakerOptions {
  readonly clock: Clock;
  /** Consecutive failures that open it. */
  readonly consecutiveFailures?: number;
  /** Milliseconds from opening to the one request that tests whether the endpoint is healthy again. */
  readonly halfOpenAfterMs?: number;
  /** Called each time it opens. */
  onOpen?(): void;
}

/** Stops requests to an unhealthy endpoint. */
export interface Breaker {
  /** @throws ProblemError PROVIDER_UNAVAILABLE with retryAfterSeconds when nothing may be sent now */
  check(): void;
  /**
   * Does the work unless open, and counts its result; work that throws is not counted.
   * @throws ProblemError as {@link check}
   */
  run<T extends { readonly isOutage: boolean }>(work: () => Promise<T>): Promise<T>;
}

const CONSECUTIVE_FAILURES = 10;
/** More than half of at least 20 requests within 10 seconds. */
const FAILURE_SHARE = { threshold: 0.5, duration: 10_000, minimumRps: 2 };
const HALF_OPEN_AFTER_MS = 5_000;

/**
 * A circuit breaker that opens after consecutive failures, or when most requests fail, and lets one request through
 * after a while. Others are refused meanwhile: the library would make them wait for that one, past their deadlines. The
 * library counts by the system's clock; the given clock determines the wait that callers get.
 */
export function createBreaker({ clock, onOpen, ...options }: BreakerOptions): Breaker {
  const { consecutiveFailures = CONSECUTIVE_FAILURES, halfOpenAfterMs = HALF_OPEN_AFTER_MS } = options;
  const policy = circuitBreaker(
    handleWhenResult((result) => (result as { isOutage: boolean }).isOutage),
    {
      halfOpenAfter: halfOpenAfterMs,
      breaker: either(new ConsecutiveBreaker(consecutiveFailures), new SamplingBreaker(FAILURE_SHARE)),
    },
  );
  let openedAt = 0;
  policy.onBreak(() => {
    openedAt = clock.now();
    onOpen?.();
  });

  const refusal = () => {
    const left = Math.max(0, openedAt + halfOpenAfterMs - clock.now());
    return new ProblemError({
      code: "PROVIDER_UNAVAILABLE",
      retry: "transient",
      retryAfterSeconds: Math.max(1, Math.ceil(left / 1000)),
      message: "The circuit to this cloud is open after repeated failures; no request is sent for a moment.",
    });
  };
  const check = () => {
    const isResting = policy.state === CircuitState.Open && clock.now() < openedAt + halfOpenAfterMs;
    if (isResting || policy.state === CircuitState.HalfOpen) throw refusal();
  };
  return {
    check,
    async run(work) {
      check();
      try {
        return await policy.execute(work);
      } catch (error) {
        throw error instanceof BrokenCircuitError ? refusal() : error;
      }
    },
  };
}

/** Opens as soon as one of the breakers opens. All of them receive every event. */
function either(...breakers: IBreaker[]): IBreaker {
  return {
    state: undefined,
    success: (state) => {
      for (const breaker of breakers) breaker.success(state);
    },
    failure: (state) => breakers.map((breaker) => breaker.failure(state)).includes(true),
  };
}

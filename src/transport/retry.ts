import { ExponentialBackoff, halfJitterGenerator, type IBackoff, noJitterGenerator } from "cockatiel";
import type { ProblemError } from "../model/problem-error.js";
import type { Call } from "./call.js";
import type { Clock } from "./clock.js";
import type { Effect } from "./cloud-client.js";
import type { RetryBudget } from "./retry-budget.js";

/** What can be fixed between two attempts. Each returns whether a retry is worthwhile. */
export interface Remedies {
  renewCredentials(): boolean;
  correctClock(): boolean;
}

/** Decides after each failed attempt of one request. */
export interface RetryPlan {
  /**
   * Milliseconds to wait before the next attempt, or null when there is to be none.
   * @param tookMs how long the failed attempt took: there is no next one if it would have less time, since the known
   *   failure says more than that the deadline passed
   */
  next(problem: ProblemError, remedies: Remedies, tookMs: number): number | null;
}

export interface RetryOptions {
  readonly effect: Effect;
  readonly call: Pick<Call, "deadlineAt" | "isPatient">;
  readonly clock: Clock;
  readonly budget: RetryBudget;
}

/** The most attempts, including the first, while the cloud is unhealthy. */
const MOST_TRIES = 4;
/**
 * An attempt with less time than this is not made. A change that is sent too late for its answer has an unknown
 * outcome.
 */
const LEAST_TIME_MS: Readonly<Record<Effect, number>> = { read: 100, idempotent: 300, tokened: 300, once: 300 };
/** How long before the deadline a busy parent is asked for the last time. */
const LAST_LOOK_MS = 500;

const outage = new ExponentialBackoff({ generator: halfJitterGenerator, initialDelay: 200, maxDelay: 5_000 });
const throttle = new ExponentialBackoff({ generator: halfJitterGenerator, initialDelay: 500, maxDelay: 8_000 });
/** Constant: lanes guarantee that nobody else waits for the same parent. */
const settling = new ExponentialBackoff({ generator: noJitterGenerator, initialDelay: 250, maxDelay: 3_000 });

/**
 * The only retry strategy, by retry class: transient only when a retry cannot do harm, a few times and within the
 * account's budget; throttled (unless the call is patient) and busy as long as there is time, since these were surely not
 * done; credentials and clock once, after fixing them.
 */
export function planRetries({ effect, call, clock, budget }: RetryOptions): RetryPlan {
  let tries = 1;
  let hasRenewed = false;
  let hasCorrected = false;
  const delays = { transient: rising(outage), throttled: rising(throttle), busy: rising(settling) };
  const timeLeft = () => call.deadlineAt - clock.now();
  let neededMs = LEAST_TIME_MS[effect];
  const ifItFits = (wait: number) => (wait + neededMs < timeLeft() ? wait : null);
  const asked = (problem: ProblemError) => (problem.retryAfterSeconds ?? 0) * 1000;

  return {
    next(problem, { renewCredentials, correctClock }, tookMs) {
      neededMs = Math.max(LEAST_TIME_MS[effect], tookMs);
      switch (problem.retry) {
        case "never":
          return null;
        case "transient": {
          if (tries >= MOST_TRIES || (effect === "once" && problem.mayHaveHappened)) return null;
          const wait = ifItFits(Math.max(delays.transient(), asked(problem)));
          if (wait === null || !budget.spend()) return null;
          tries += 1;
          return wait;
        }
        case "throttled":
          if (call.isPatient) return null;
          return ifItFits(Math.max(delays.throttled(), asked(problem)));
        case "busy": {
          const delay = Math.max(delays.busy(), asked(problem));
          const untilLastLook = timeLeft() - LAST_LOOK_MS;
          return ifItFits(untilLastLook > LAST_LOOK_MS ? Math.min(delay, untilLastLook) : delay);
        }
        case "credentials": {
          const isFirst = !hasRenewed;
          hasRenewed = true;
          return isFirst && renewCredentials() ? ifItFits(0) : null;
        }
        case "clock": {
          const isFirst = !hasCorrected;
          hasCorrected = true;
          return isFirst && correctClock() ? ifItFits(0) : null;
        }
      }
    },
  };
}

function rising(backoff: ExponentialBackoff<never>): () => number {
  let current: IBackoff<unknown> | undefined;
  return () => {
    current = current ? current.next(undefined) : backoff.next();
    return current.duration;
  };
}

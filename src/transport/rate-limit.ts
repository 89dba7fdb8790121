import { ProblemError } from "../model/problem-error.js";
import type { Call } from "./call.js";
import type { Clock } from "./clock.js";

type Turning = Pick<Call, "deadlineAt" | "signal" | "isPatient">;

/** Keeps a client below its cloud's rate limits. */
export interface RateLimit {
  /**
   * Resolves when a request of this action may be sent. First come, first served, except that patient calls start only
   * while no other waits, and leave a part of each interval free.
   * @throws ProblemError RATE_LIMITED with retryAfterSeconds when its turn would come after the call's deadline: at once,
   * without waiting
   */
  turn(action: string, call: Turning): Promise<void>;
  /** Milliseconds until the last of this many requests may start, after those that already wait. */
  leastTimeFor(action: string, requests: number): number;
}

/** The part of an interval's starts that patient calls leave to others; at least one start. */
const LEFT_TO_OTHERS = 0.25;

interface Waiter {
  start(): void;
}

/**
 * A limit for each action, "*" for all others. Holds for every interval: at a rate of 10, no 11 requests start within
 * any second. (A token bucket would allow twice the rate in its first second.)
 */
export function createRateLimit(requestsPerSecond: Readonly<Record<string, number>>, clock: Clock): RateLimit {
  for (const [action, rate] of Object.entries(requestsPerSecond)) {
    if (!(rate > 0)) throw new Error(`requestsPerSecond of ${action} must be above 0; got ${rate}.`);
  }
  const queues = new Map<string, RateQueue>();
  function queueOf(action: string): RateQueue | undefined {
    const rate = Object.hasOwn(requestsPerSecond, action) ? requestsPerSecond[action] : requestsPerSecond["*"];
    if (rate === undefined) return undefined;
    let queue = queues.get(action);
    if (!queue) {
      queue = new RateQueue(rate, clock);
      queues.set(action, queue);
    }
    return queue;
  }
  return {
    turn: (action, call) => queueOf(action)?.turn(call) ?? AT_ONCE,
    leastTimeFor: (action, requests) => queueOf(action)?.leastTimeFor(requests) ?? 0,
  };
}

const AT_ONCE = Promise.resolve();

class RateQueue {
  readonly #atOnce: number;
  readonly #windowMs: number;
  /** When the requests of the latest interval started, at most as many as may start at once. */
  readonly #starts: number[] = [];
  readonly #waiting: Waiter[] = [];
  /** Those who start when there is nobody else. */
  readonly #patient: Waiter[] = [];
  /** How many requests may have started in an interval for a patient one to follow. */
  readonly #mostForPatient: number;
  readonly #served = new Set<readonly Waiter[]>();

  constructor(
    rate: number,
    private readonly clock: Clock,
  ) {
    this.#atOnce = Math.max(1, Math.floor(rate));
    this.#windowMs = (this.#atOnce / rate) * 1000;
    this.#mostForPatient = this.#atOnce - Math.max(1, Math.floor(this.#atOnce * LEFT_TO_OTHERS));
  }

  leastTimeFor(requests: number): number {
    return requests === 0 ? 0 : this.#startAfter(this.#waiting.length + requests - 1) - this.clock.now();
  }

  turn(call: Turning): Promise<void> {
    if (call.isPatient) {
      const started = this.#wait(this.#patient, call);
      void this.#servePatient();
      return started;
    }
    const now = this.clock.now();
    const startsAt = this.#startAfter(this.#waiting.length);
    if (startsAt <= now && this.#waiting.length === 0) {
      this.#started(now);
      return AT_ONCE;
    }
    if (startsAt >= call.deadlineAt) return Promise.reject(tooMany(startsAt - now));
    const started = this.#wait(this.#waiting, call);
    void this.#serve();
    return started;
  }

  #wait(queue: Waiter[], call: Turning): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        queue.splice(queue.indexOf(waiter), 1);
        reject(tooMany(this.#startAfter(0) - this.clock.now()));
      };
      const waiter: Waiter = {
        start: () => {
          call.signal.removeEventListener("abort", leave);
          resolve();
        },
      };
      queue.push(waiter);
      call.signal.addEventListener("abort", leave, { once: true });
    });
  }

  /**
   * Milliseconds until a patient request may start, if nobody else comes before it. Where an interval has a single
   * start, it waits until a whole one has passed without any.
   */
  #patientWait(): number {
    const now = this.clock.now();
    if (this.#waiting.length > 0) return Math.max(1, this.#startAfter(this.#waiting.length) - now);
    const before = this.#starts[this.#starts.length - Math.max(1, this.#mostForPatient)];
    const pause = this.#mostForPatient > 0 ? this.#windowMs : 2 * this.#windowMs;
    return before === undefined ? 0 : Math.max(0, before + pause - now);
  }

  /** When a request with this many before it may start. Milliseconds since 1970. */
  #startAfter(others: number): number {
    const index = this.#starts.length + others - this.#atOnce;
    if (index < 0) return this.clock.now();
    const before = index < this.#starts.length ? this.#starts[index]! : this.#startAfter(index - this.#starts.length);
    return Math.max(this.clock.now(), before + this.#windowMs);
  }

  #started(at: number): void {
    this.#starts.push(at);
    const isForgotten = (start: number) => this.#starts.length > this.#atOnce || start + this.#windowMs <= at;
    while (isForgotten(this.#starts[0]!)) this.#starts.shift();
  }

  #servePatient(): Promise<void> {
    return this.#serveAll(this.#patient, () => this.#patientWait());
  }

  #serve(): Promise<void> {
    return this.#serveAll(this.#waiting, () => this.#startAfter(0) - this.clock.now());
  }

  /** Starts those of a queue one after the other, until it is empty. Does nothing while it is being served. */
  async #serveAll(queue: Waiter[], wait: () => number): Promise<void> {
    if (this.#served.has(queue)) return;
    this.#served.add(queue);
    try {
      while (queue.length > 0) {
        const ms = wait();
        if (ms > 0) {
          await this.clock.sleep(ms);
          continue;
        }
        this.#started(this.clock.now());
        queue.shift()?.start();
      }
    } finally {
      this.#served.delete(queue);
    }
  }
}

function tooMany(waitMs: number): ProblemError {
  return new ProblemError({
    code: "RATE_LIMITED",
    retry: "throttled",
    retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)),
    message: "More requests are queued for this cloud than it accepts before the deadline.",
  });
}

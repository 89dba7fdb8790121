import type { ProblemCode } from "../model/enums.js";
import type { Listener } from "../model/listener.js";
import type { Pool } from "../model/pool.js";
import { ProblemError } from "../model/problem-error.js";
import type { Call } from "../transport/call.js";

/** A change that stopped after the cloud had accepted a part of it, be it that only reading the result failed. */
export class StoppedHalfway extends Error {
  override readonly name = "StoppedHalfway";

  constructor(
    readonly problem: ProblemError,
    /** The actions that the cloud had accepted before, in their order, each once. */
    readonly completedSteps: readonly string[],
    /** The object as far as it exists; null when nothing is known of it. */
    readonly object: object | null,
  ) {
    super(problem.message, { cause: problem });
  }

  /** The same with the object as it reads now, where that can be had. */
  async showing(read: () => Promise<object | null>): Promise<StoppedHalfway> {
    const object = await read().catch(() => this.object);
    return new StoppedHalfway(this.problem, this.completedSteps, object);
  }
}

/** Codes that leave open how much was done once the cloud has accepted a part. */
const LEAVE_OPEN: readonly ProblemCode[] = ["TIMED_OUT", "PROVIDER_UNAVAILABLE", "RATE_LIMITED", "UNREADABLE"];

/** The call of a change, with an empty record of what was accepted. */
export class Underway implements Call {
  readonly requestId: string;
  readonly deadlineAt: number;
  readonly signal: Call["signal"];
  readonly log: Call["log"];
  readonly made: string[] = [];
  latest: Listener | Pool | null = null;

  constructor({ requestId, deadlineAt, signal, log }: Call) {
    this.requestId = requestId;
    this.deadlineAt = deadlineAt;
    this.signal = signal;
    this.log = log;
  }

  readonly exists = (object: Listener | Pool): void => {
    this.latest = object;
  };

  /** What a failure of the change amounts to, by what was accepted before. */
  verdict(error: unknown): unknown {
    if (!(error instanceof ProblemError) || this.made.length === 0) return error;
    const steps = [...new Set(this.made)];
    const code = LEAVE_OPEN.includes(error.code) ? "OUTCOME_UNKNOWN" : error.code;
    const message = `${error.message} The cloud had accepted before: ${steps.join(", ")}.`;
    return new StoppedHalfway(error.with({ code, retry: "never", message, cause: error }), steps, this.latest);
  }
}

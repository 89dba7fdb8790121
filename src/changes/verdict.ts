import type { ProblemCode } from "../model/enums.js";
import type { Listener } from "../model/listener.js";
import { oddRefIn } from "../model/odd-refs.js";
import type { Pool } from "../model/pool.js";
import type { ProblemError } from "../model/problem-error.js";
import type { Call } from "../transport/call.js";
import type { Recorder } from "../transport/recorder.js";
import { reportFault } from "../transport/report-fault.js";

/** A change that stopped after the cloud had accepted a part of it, even if only reading the result failed. */
export class StoppedHalfway extends Error {
  override readonly name = "StoppedHalfway";

  constructor(
    readonly problem: ProblemError,
    /** The actions that the cloud had accepted, in order, each once. */
    readonly completedSteps: readonly string[],
    /** The object as far as it exists; null when nothing is known of it. */
    readonly object: object | null,
  ) {
    super(problem.message, { cause: problem });
  }

  /** The same with the object read again, if possible. */
  async showing(read: () => Promise<object | null>): Promise<StoppedHalfway> {
    const object = await read().catch(() => this.object);
    return new StoppedHalfway(this.problem, this.completedSteps, object);
  }
}

/** Codes that leave open how much was done once the cloud has accepted a part. */
const LEAVE_OPEN: readonly ProblemCode[] = [
  "TIMED_OUT",
  "PROVIDER_UNAVAILABLE",
  "RATE_LIMITED",
  "UNREADABLE",
  "INTERNAL_SERVER_ERROR",
];

/**
 * The call of a change, with an empty record of accepted actions; the cloud's request ids go where the call notes them.
 */
export class Underway implements Call {
  readonly requestId: string;
  readonly deadlineAt: number;
  readonly signal: Call["signal"];
  readonly log: Call["log"];
  readonly ages: Call["ages"];
  readonly made: string[] = [];
  readonly upstreamRequestIds: string[];
  readonly open: string[] = [];
  readonly rehearsal: Call["rehearsal"];
  readonly span: Call["span"];
  latest: Listener | Pool | null = null;

  /** @param recorder records what is sent for it */
  constructor(
    { requestId, deadlineAt, signal, log, ages, upstreamRequestIds = [], rehearsal, span }: Call,
    readonly recorder: Recorder,
  ) {
    this.requestId = requestId;
    this.deadlineAt = deadlineAt;
    this.signal = signal;
    this.log = log;
    this.ages = ages;
    this.upstreamRequestIds = upstreamRequestIds;
    this.rehearsal = rehearsal;
    this.span = span;
  }

  readonly exists = (object: Listener | Pool): void => {
    // An object with an invalid name could not be asked for.
    if (!oddRefIn(object)) this.latest = object;
  };

  /**
   * What a failure of the change means, given what was accepted before.
   * @param root the input's path among the arguments, for the log
   */
  verdict(error: unknown, root: readonly string[]): ProblemError | StoppedHalfway {
    const problem = reportFault(error, this, { path: root });
    const steps = [...new Set(this.made)];
    if (steps.length > 0) {
      const code = LEAVE_OPEN.includes(problem.code) ? "OUTCOME_UNKNOWN" : problem.code;
      const message = `${problem.message} Accepted by the cloud before that: ${steps.join(", ")}.`;
      return new StoppedHalfway(problem.with({ code, retry: "never", message, cause: problem }), steps, this.latest);
    }
    if (problem.code !== "INTERNAL_SERVER_ERROR" || this.open.length === 0) return problem;
    const message = `${problem.message} It is not known whether the cloud did ${[...new Set(this.open)].join(", ")}. Check whether the change was made before you try again.`;
    return problem.with({ code: "OUTCOME_UNKNOWN", message, cause: problem });
  }
}

import type { CloudProvider } from "./cloud-provider.js";
import type { ProblemCode } from "./enums.js";

/**
 * Whether a problem may go away when the call is retried.
 * - `never`: the same call would fail the same way.
 * - `transient`: the cloud or the network failed.
 * - `throttled`: refused because of a rate limit; surely not done.
 * - `busy`: refused because an earlier change is still settling; surely not done.
 * - `credentials`: the token or signature was not accepted; may pass with fresh ones.
 * - `clock`: the signature's time was refused; may pass with the server's time.
 */
export type RetryClass = "never" | "transient" | "throttled" | "busy" | "credentials" | "clock";

/** The longest waiting time that is ever reported, in seconds: a day. */
const LONGEST_WAIT = 86_400;

/** Whole seconds to wait, clamped to the range from 0 to a day. */
function secondsToWait(seconds: number | undefined): number | undefined {
  if (seconds === undefined || Number.isNaN(seconds)) return undefined;
  return Math.min(Math.max(0, Math.ceil(seconds)), LONGEST_WAIT);
}

/** A rule that the arguments of a field break. */
export interface BrokenRule {
  /** Where, from the argument on: ["filter", "ids", "3"]. */
  readonly path: readonly string[];
  readonly message: string;
  /** The rule's name for programs. */
  readonly constraint: string;
}

export interface ProblemFields {
  readonly code: ProblemCode;
  readonly message: string;
  /** Defaults to never. */
  readonly retry?: RetryClass;
  /** The path from the member of the input object on: ["portRanges", "0", "toPort"]. */
  readonly path?: readonly string[];
  /** All rules that are broken, where several are looked at at once. */
  readonly brokenRules?: readonly BrokenRule[];
  readonly provider?: CloudProvider;
  /** The cloud's own error code. */
  readonly nativeCode?: string;
  /** The cloud's id of the failed request; its support asks for it. */
  readonly requestId?: string;
  /** The cloud's id of the one object that the problem is about, when known. */
  readonly nativeId?: string;
  /** Rounded up to whole seconds, from 0 to a day. */
  readonly retryAfterSeconds?: number;
  /** Whether the change may have been done although it failed: its answer was lost. Defaults to false. */
  readonly mayHaveHappened?: boolean;
  /** Reference under which the log has the details of an internal error; set when it was logged. */
  readonly reference?: string;
  readonly cause?: unknown;
}

/** A failure of a cloud, or of the network on the way to it. The only error that providers throw on purpose. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly code: ProblemCode;
  readonly retry: RetryClass;
  /**
   * The path in the input. Not named path: graphql-js treats an error with a path as one that it has located already.
   */
  readonly inputPath: readonly string[] | undefined;
  readonly brokenRules: readonly BrokenRule[] | undefined;
  readonly provider: CloudProvider | undefined;
  readonly nativeCode: string | undefined;
  readonly requestId: string | undefined;
  readonly nativeId: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly mayHaveHappened: boolean;
  readonly reference: string | undefined;

  constructor(fields: ProblemFields) {
    super(fields.message, { cause: fields.cause });
    this.code = fields.code;
    this.retry = fields.retry ?? "never";
    this.inputPath = fields.path;
    this.brokenRules = fields.brokenRules;
    this.provider = fields.provider;
    this.nativeCode = fields.nativeCode;
    this.requestId = fields.requestId;
    this.nativeId = fields.nativeId;
    this.retryAfterSeconds = secondsToWait(fields.retryAfterSeconds);
    this.mayHaveHappened = fields.mayHaveHappened ?? false;
    this.reference = fields.reference;
  }

  /** Returns the same problem with some of its fields replaced. */
  with(changes: Partial<ProblemFields>): ProblemError {
    const {
      code,
      message,
      retry,
      inputPath: path,
      brokenRules,
      provider,
      nativeCode,
      requestId,
      nativeId,
      retryAfterSeconds,
      mayHaveHappened,
      reference,
      cause,
    } = this;
    return new ProblemError({
      code,
      message,
      retry,
      path,
      brokenRules,
      provider,
      nativeCode,
      requestId,
      nativeId,
      retryAfterSeconds,
      mayHaveHappened,
      reference,
      cause,
      ...changes,
    });
  }
}

/** Turns any error into a problem. Anything but a ProblemError is an internal error, whose details stay inside. */
export function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  return new ProblemError({
    code: "INTERNAL_SERVER_ERROR",
    message: "Something went wrong on our side.",
    cause: error,
  });
}

import type { Listener } from "../model/listener.js";
import type { Pool } from "../model/pool.js";
import { ProblemError } from "../model/problem-error.js";
import { after, type Clock, systemClock } from "./clock.js";
import { ReadAges } from "./read-ages.js";
import type { Recorder } from "./recorder.js";
import { Interruption, type Signal } from "./signal.js";
import type { Span } from "./span.js";

/** Where log lines of a call go; shaped like pino. */
export interface CallLog {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  /** Avoids building lines that nobody logs. Omitted: all are wanted. */
  isLevelEnabled?(level: "debug"): boolean;
  /** The same with these fields in each line. */
  child?(fields: object): CallLog;
}

/**
 * The context of one GraphQL operation: deadline, abort signal, logger; passed through every layer down to the socket.
 */
export interface Call {
  /** The id of the GraphQL request, for log lines on both sides. */
  readonly requestId: string;
  /** The deadline, in milliseconds since 1970. */
  readonly deadlineAt: number;
  /**
   * Aborted when the deadline has passed or the client has disconnected. Stops reads and waiting, never a change that
   * was sent.
   */
  readonly signal: Signal;
  readonly log: CallLog;
  /**
   * Whether cached reads are acceptable, if an account has a cache. Never for the state that a change is decided on.
   */
  readonly acceptsKept?: boolean;
  /**
   * Whether nobody waits for it: its reads give way to all others, are few at a time, leave a part of the rate limit free,
   * and end at the first sign that the cloud has enough. Omitted: somebody waits.
   */
  readonly isPatient?: boolean;
  /** When what it has read was asked for. */
  readonly ages: ReadAges;
  /** Collects the actions of accepted changes, in order; omitted: not recorded. */
  readonly made?: string[];
  /** The same for the clouds' own ids of those requests, if they have any. */
  readonly upstreamRequestIds?: string[];
  /**
   * The same for actions of changes that may have been made: they were sent, and no complete answer told their outcome.
   */
  readonly open?: string[];
  /** Set for a planned change: nothing that changes anything is sent for it, and its steps are noted here. */
  readonly rehearsal?: Rehearsal;
  /** Receives what a change has created so far, so that a change that stops halfway can return it. */
  readonly exists?: (object: Listener | Pool) => void;
  /** Records what is sent for a change, before it is sent. Omitted: it is not a change, or there is no journal. */
  readonly recorder?: Recorder;
  /** The span of its requests. Omitted: not traced. */
  readonly span?: Span;
}

/** What a change would send. */
export interface Rehearsal {
  /** In the order in which they would be sent. */
  readonly steps: PlannedRequest[];
  /** What people should know before they apply it. */
  readonly warnings: string[];
}

/** A request that changes something. */
export interface PlannedRequest {
  /** The cloud's own name of the operation, as in its request: DeleteListener. */
  readonly action: string;
  /** What it does, for people: "Delete the listener web." */
  readonly description: string;
}

export interface CallOptions {
  readonly requestId: string;
  readonly log: CallLog;
  /** Milliseconds from now to the deadline. */
  readonly timeoutMs: number;
  /** Aborted when the client no longer wants the answer. */
  readonly clientSignal?: Signal;
  readonly clock?: Clock;
  readonly acceptsKept?: boolean;
  readonly isPatient?: boolean;
  readonly span?: Span;
  /** Of the operation that it is a part of. Omitted: it begins now. */
  readonly ages?: ReadAges;
}

/**
 * Starts an operation. Its signal is aborted with a ProblemError (TIMED_OUT) as the reason: at the deadline, or when
 * the client disconnects. `end` stops watching both; it does not abort. `giveUp` ends it and aborts: the answer is
 * sent, and nobody needs what is still being read for it.
 */
export function startCall(options: CallOptions): Call & { end(): void; giveUp(): void } {
  const { requestId, log, timeoutMs, clientSignal, clock = systemClock, acceptsKept, isPatient, span } = options;
  const { ages = new ReadAges(clock.now()) } = options;
  const over = new Interruption();
  const leave = () => over.abort(clientGone(clientSignal?.reason));
  const stopTimer = after(clock, timeoutMs, () => over.abort(deadlinePassed()), { isIdle: true });
  const end = () => {
    stopTimer();
    clientSignal?.removeEventListener("abort", leave);
  };
  if (clientSignal?.aborted) leave();
  else clientSignal?.addEventListener("abort", leave, { once: true });
  const giveUp = () => {
    end();
    over.abort(answered);
  };
  return {
    requestId,
    log,
    deadlineAt: clock.now() + timeoutMs,
    signal: over,
    acceptsKept,
    isPatient,
    ages,
    span,
    end,
    giveUp,
  };
}

/** The same operation with a separate record of the clouds' ids of accepted requests. */
export function noting(call: Call): Call & { readonly upstreamRequestIds: string[] } {
  return { ...call, upstreamRequestIds: [] };
}

/** A part of an operation that may be cancelled before the rest: it ends with the operation at the latest. */
export function partOf(call: Call): { readonly call: Call; giveUp(): void } {
  const { requestId, log, deadlineAt, acceptsKept, isPatient, ages, span } = call;
  const over = new Interruption();
  const leave = () => over.abort(whyOver(call));
  if (call.signal.aborted) leave();
  else call.signal.addEventListener("abort", leave, { once: true });
  const giveUp = () => {
    call.signal.removeEventListener("abort", leave);
    over.abort(answered);
  };
  return { call: { requestId, log, deadlineAt, signal: over, acceptsKept, isPatient, ages, span }, giveUp };
}

function deadlinePassed(): ProblemError {
  return new ProblemError({
    code: "TIMED_OUT",
    retry: "transient",
    message: "No answer arrived before the deadline.",
  });
}

/** Created once: every operation ends with it, and an error's stack costs more than all else of an ending. */
const answered = new ProblemError({ code: "TIMED_OUT", message: "The answer was sent without this." });

/** When the operation ends, its parts see the operation's reason, not their own. */
function clientGone(reason: unknown): ProblemError {
  if (reason instanceof ProblemError) return reason;
  return new ProblemError({
    code: "TIMED_OUT",
    message: "The client disconnected before there was an answer.",
    cause: reason,
  });
}

/** Why a call may do nothing more: its signal's reason, or the deadline. Created for a call that is over. */
export function whyOver({ signal }: Pick<Call, "signal">): ProblemError {
  return signal.aborted ? clientGone(signal.reason) : deadlinePassed();
}

/** Whether a call may do nothing more. */
export function isOver(call: Pick<Call, "signal" | "deadlineAt">, clock: Clock): boolean {
  return call.signal.aborted || clock.now() >= call.deadlineAt;
}

/**
 * Waits for `work`, but no longer than the call lasts.
 * @throws ProblemError TIMED_OUT when the call is over first; the work continues
 */
export function withinCall<T>(call: Pick<Call, "signal" | "deadlineAt">, clock: Clock, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    let stopTimer: () => void = () => undefined;
    const leave = () => {
      stopTimer();
      call.signal.removeEventListener("abort", giveUp);
    };
    const giveUp = () => {
      leave();
      reject(whyOver(call));
    };
    work.then(
      (value) => {
        leave();
        resolve(value);
      },
      (error: unknown) => {
        leave();
        reject(error);
      },
    );
    if (call.signal.aborted) return giveUp();
    call.signal.addEventListener("abort", giveUp, { once: true });
    stopTimer = after(clock, Math.max(0, call.deadlineAt - clock.now()), giveUp);
  });
}

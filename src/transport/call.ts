import type { Listener } from "../model/listener.js";
import type { Pool } from "../model/pool.js";
import { ProblemError } from "../model/problem-error.js";
import { after, type Clock, systemClock } from "./clock.js";
import type { Recorder } from "./recorder.js";
import { Interruption, type Signal } from "./signal.js";
import type { Span } from "./span.js";

/** Where log lines of a call go; shaped like pino. */
export interface CallLog {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  /** Spares the making of lines that nobody writes down. Left out, all are wanted. */
  isLevelEnabled?(level: "debug"): boolean;
  /** The same with these fields in each line. */
  child?(fields: object): CallLog;
}

/** One GraphQL operation's errand to the clouds: handed through every layer down to the socket. */
export interface Call {
  /** The id of the GraphQL request, for log lines on both sides. */
  readonly requestId: string;
  /** The moment, in milliseconds since 1970, by which an answer is due. */
  readonly deadlineAt: number;
  /** Aborted when the deadline has passed or the client has gone. Stops reads and waiting, never a change that was sent. */
  readonly signal: Signal;
  readonly log: CallLog;
  /** Whether answers that are kept from before will do, where an account keeps any. Never for what a change is decided on. */
  readonly acceptsKept?: boolean;
  /** Where the actions of changes that were made for it are noted, in their order; left out, nobody wants to know. */
  readonly made?: string[];
  /** The same for the clouds' own names of those requests, where they have any. */
  readonly upstreamRequestIds?: string[];
  /** The same for actions of changes that may have been made: they were sent, and no whole answer told what became of them. */
  readonly open?: string[];
  /** There for a change that is only to be planned: nothing that changes anything is sent for it, and its steps are noted here. */
  readonly rehearsal?: Rehearsal;
  /** Takes over what a change has made, as far as it exists, so that a change that stops half-way can show it. */
  readonly exists?: (object: Listener | Pool) => void;
  /** Writes down what is sent for a change, before it is sent. Left out: it is no change, or nobody keeps a journal. */
  readonly recorder?: Recorder;
  /** What the requests that are sent for it are parts of. Left out: nobody traces it. */
  readonly span?: Span;
}

/** What a change would send. */
export interface Rehearsal {
  /** In the order in which they would be sent. */
  readonly steps: PlannedRequest[];
  /** What people should know before they have it done. */
  readonly warnings: string[];
}

/** A request that changes something. */
export interface PlannedRequest {
  /** The cloud's own name of the operation, as its request has it: DeleteListener. */
  readonly action: string;
  /** What it does, for people: "Delete the listener web." */
  readonly description: string;
}

export interface CallOptions {
  readonly requestId: string;
  readonly log: CallLog;
  /** Milliseconds from now to the deadline. */
  readonly timeoutMs: number;
  /** Aborted when whoever asked does not want the answer any more. */
  readonly clientSignal?: Signal;
  readonly clock?: Clock;
  readonly acceptsKept?: boolean;
  readonly span?: Span;
}

/**
 * Starts an errand. Its signal is aborted with a ProblemError (TIMED_OUT) as the reason: at the deadline, or when the
 * client goes. `end` stops the watch over both; it does not abort. `giveUp` ends it and aborts: the answer is out, and
 * nobody wants what is still being read for it.
 */
export function startCall(options: CallOptions): Call & { end(): void; giveUp(): void } {
  const { requestId, log, timeoutMs, clientSignal, clock = systemClock, acceptsKept, span } = options;
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
  return { requestId, log, deadlineAt: clock.now() + timeoutMs, signal: over, acceptsKept, span, end, giveUp };
}

/** The same errand with a record of its own of what clouds call the requests that they accept for it. */
export function noting(call: Call): Call & { readonly upstreamRequestIds: string[] } {
  return { ...call, upstreamRequestIds: [] };
}

/** A part of an errand that may be given up before the rest: it ends with the errand at the latest. */
export function partOf(call: Call): { readonly call: Call; giveUp(): void } {
  const { requestId, log, deadlineAt, acceptsKept, span } = call;
  const over = new Interruption();
  const leave = () => over.abort(whyOver(call));
  if (call.signal.aborted) leave();
  else call.signal.addEventListener("abort", leave, { once: true });
  const giveUp = () => {
    call.signal.removeEventListener("abort", leave);
    over.abort(answered);
  };
  return { call: { requestId, log, deadlineAt, signal: over, acceptsKept, span }, giveUp };
}

function deadlinePassed(): ProblemError {
  return new ProblemError({
    code: "TIMED_OUT",
    retry: "transient",
    message: "No answer arrived before the deadline.",
  });
}

/** Made once: every operation ends with it, and an error's stack costs more than all else of an ending. */
const answered = new ProblemError({ code: "TIMED_OUT", message: "The answer was sent without this." });

/** What an operation's own parts see when the operation ends is told as the operation's reason, not as theirs. */
function clientGone(reason: unknown): ProblemError {
  if (reason instanceof ProblemError) return reason;
  return new ProblemError({
    code: "TIMED_OUT",
    message: "The client disconnected before there was an answer.",
    cause: reason,
  });
}

/** Why nothing more is to be done for a call: its signal's reason, or the deadline. Made for a call that is over. */
export function whyOver({ signal }: Pick<Call, "signal">): ProblemError {
  return signal.aborted ? clientGone(signal.reason) : deadlinePassed();
}

/** Whether nothing more is to be done for a call. */
export function isOver(call: Pick<Call, "signal" | "deadlineAt">, clock: Clock): boolean {
  return call.signal.aborted || clock.now() >= call.deadlineAt;
}

/** Waits for `work`, but no longer than the call lasts. @throws ProblemError TIMED_OUT when the call is over first; the work goes on */
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

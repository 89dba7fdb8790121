import type { GraphQLError } from "graphql";
import { type Call, whyOver } from "../../transport/call.js";
import type { Clock } from "../../transport/clock.js";
import type { AnswerLine, AnswerTurns } from "./answer-turns.js";
import { costLimitError } from "./cost-limit-error.js";

/** Milliseconds after the deadline in which what was read in time may still be assembled. */
const GRACE_MS = 1_000;
/** The cost of reporting an error, as the time of so many bytes. */
const ERROR_WORK = 2_000;
/** Bytes, by the smallest that the answer can be, up to which it is written in one go. */
const SHORT = 128 * 1024;
/** Work between two checks of the clock. */
const LOOK_AFTER = 4 * 1024;

export interface AnswerBudgetOptions {
  /** Bytes. */
  readonly limit: number;
  readonly call: Pick<Call, "deadlineAt" | "signal">;
  readonly clock: Clock;
  readonly turns: AnswerTurns;
  /** Called when the answer is ended early, to cancel reads that are still in flight for it. */
  readonly giveUp: () => void;
  /** The answer to a change is assembled however long it takes: it says what was done. */
  readonly isChange: boolean;
}

/**
 * The remaining size and time of one operation's answer. An answer is counted while it is assembled, page by page and
 * before each page's objects are created, by the minimum size of its JSON. Beyond the limit or the deadline nothing
 * more is created, and the operation ends with only that error.
 */
export class AnswerBudget {
  #spent = 0;
  #unwatched = LOOK_AFTER;
  #isWatching = false;
  #end: Error | null = null;
  readonly #line: AnswerLine;

  constructor(private readonly options: AnswerBudgetOptions) {
    this.#line = options.turns.open();
  }

  /** The limit in bytes. */
  get limit(): number {
    return this.options.limit;
  }

  get isChange(): boolean {
    return this.options.isChange;
  }

  /** Whether it is too large to be written in one go. */
  get isLong(): boolean {
    return this.#spent > SHORT;
  }

  /** Why the answer was ended; null while it may continue. */
  get end(): Error | null {
    return this.#end;
  }

  /**
   * Counts what is about to be created. Returns a promise when others must have a turn first.
   * @param work the cost of creating it besides its bytes
   * @throws GraphQLError COST_LIMIT, or the ProblemError TIMED_OUT when the call is over
   */
  charge(bytes: number, work: number): Promise<void> | null {
    this.#unwatched += bytes + work;
    if (this.#unwatched >= LOOK_AFTER) this.check();
    else if (this.#end) throw this.#end;
    this.#spent += bytes;
    if (this.#spent > this.options.limit) this.#stop(tooLarge(this.options));
    const turn = this.options.turns.take(this.#line, bytes + work);
    if (turn) this.#watch();
    return turn;
  }

  /**
   * Rethrows the error of a field, in turn, because there may be many. A member, so that it is created once for all
   * fields.
   */
  readonly pass = async (error: unknown): Promise<never> => {
    await this.charge(0, ERROR_WORK);
    throw error;
  };

  /** @throws the reason why the answer was ended */
  check(): void {
    if (this.#end) throw this.#end;
    this.#unwatched = 0;
    if (this.#isLate()) this.#stop(whyOver(this.options.call));
  }

  /** Must be called when the answer is written, however it ended. */
  close(): void {
    this.#end ??= closed;
    this.options.turns.close(this.#line);
  }

  /** A call that is over no longer waits for its turn. */
  #watch(): void {
    if (this.#isWatching) return;
    this.#isWatching = true;
    const { call, turns } = this.options;
    if (call.signal.aborted) turns.hurry(this.#line);
    else call.signal.addEventListener("abort", () => turns.hurry(this.#line), { once: true });
  }

  #stop(error: Error): never {
    this.#end ??= error;
    this.options.giveUp();
    throw this.#end;
  }

  /** Whether the client has disconnected, or the time for assembling the answer has run out. */
  #isLate(): boolean {
    const { call, clock, isChange } = this.options;
    if (isChange) return false;
    const now = clock.now();
    return now >= call.deadlineAt + GRACE_MS || (call.signal.aborted && now < call.deadlineAt);
  }
}

/** The error for fields that are still resolved for a finished answer. Created once. */
const closed = new Error("The answer was sent without this.");

export function tooLarge({ limit, isChange }: Pick<AnswerBudgetOptions, "limit" | "isChange">): GraphQLError {
  const then = isChange
    ? "The changes themselves were made or refused: read their outcome with a smaller selection."
    : "Ask for smaller pages with `first`, fewer levels, or fewer fields.";
  return costLimitError(
    `The answer must be at most ${limit.toLocaleString("en-US")} bytes (server.limits.maxAnswerBytes). ${then}`,
    { limit },
  );
}

/**
 * Work done in one go, some milliseconds; then everything else has its turn. Work is measured in assembled bytes. Most
 * answers are done in one stretch: an interruption costs a tenth of the work.
 */
const STRETCH = 256 * 1024;
/** Work up to which an answer counts as just begun. */
const YOUNG = 64 * 1024;
/** Work up to which an answer is short: more than the pages of ordinary queries take. */
const SHORT = 512 * 1024;
/** The most long answers that are assembled at the same time; the others wait for one to end. */
const LONG_AT_ONCE = 2;
/** Work of one operation that shares one turn, because a list's entries consist of hundreds of small pieces. */
const PORTION = 8 * 1024;

/** Pieces of one answer that share a turn. */
interface Portion {
  work: number;
  readonly turn: Promise<void>;
  readonly go: () => void;
}

function portionOf(work: number): Portion {
  let go!: () => void;
  const turn = new Promise<void>((resolve) => {
    go = resolve;
  });
  return { work, turn, go };
}

/** One operation among those whose answers are being assembled. */
export class AnswerLine {
  /** All its work so far. */
  work = 0;
  hasPlace = false;
  isLate = false;
  isClosed = false;
  readonly waiting: Portion[] = [];

  constructor(readonly arrival: number) {}
}

/**
 * Decides whose answer is assembled next. All operations of the process share the stretches, so that many answers that
 * become ready at the same moment, because they waited for the same read, do not block everyone else. An answer that
 * has just begun goes first, since most are finished then; then the oldest operation, so that answers are finished one
 * after the other rather than all being half done, and only a few long ones are assembled at a time.
 */
export class AnswerTurns {
  #arrivals = 0;
  #inStretch = 0;
  #places = LONG_AT_ONCE;
  #isScheduled = false;
  readonly #lines = new Set<AnswerLine>();

  open(): AnswerLine {
    this.#arrivals += 1;
    return new AnswerLine(this.#arrivals);
  }

  /** Counts work that is about to be done; a promise when others must have their turn first. */
  take(line: AnswerLine, work: number): Promise<void> | null {
    if (line.isClosed) return null;
    if (this.#lines.size === 0 && this.#inStretch + work <= STRETCH && this.#mayGoOn(line, work)) {
      this.#begin(line, work);
      this.#schedule();
      return null;
    }
    const last = line.waiting.at(-1);
    if (last && last.work + work <= PORTION) {
      last.work += work;
      return last.turn;
    }
    const portion = portionOf(work);
    line.waiting.push(portion);
    this.#lines.add(line);
    this.#schedule();
    return portion.turn;
  }

  /** Gives a line past its deadline a turn at once, so that its waiting work sees the deadline. */
  hurry(line: AnswerLine): void {
    line.isLate = true;
    this.#schedule();
  }

  /** Ends a line and gives its place to the next one. */
  close(line: AnswerLine): void {
    if (line.isClosed) return;
    line.isClosed = true;
    this.#lines.delete(line);
    for (const { go } of line.waiting.splice(0)) go();
    if (line.hasPlace) this.#places += 1;
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#inStretch = 0;
      this.#serve();
      if (this.#lines.size > 0 && this.#next()) this.#schedule();
    });
  }

  #serve(): void {
    while (this.#inStretch < STRETCH) {
      const line = this.#next();
      if (!line) return;
      const { work, go } = line.waiting.shift()!;
      if (line.waiting.length === 0) this.#lines.delete(line);
      this.#begin(line, work);
      go();
    }
  }

  #begin(line: AnswerLine, work: number): void {
    this.#inStretch += work;
    line.work += work;
    if (line.work <= SHORT || line.hasPlace || line.isLate || line.isClosed) return;
    line.hasPlace = true;
    this.#places -= 1;
  }

  /** The operation that may continue next: one that has just begun, or else the oldest. */
  #next(): AnswerLine | undefined {
    let first: AnswerLine | undefined;
    for (const line of this.#lines)
      if (this.#mayGoOn(line, line.waiting[0]!.work) && (!first || isBefore(line, first))) first = line;
    return first;
  }

  #mayGoOn({ work, hasPlace, isLate }: AnswerLine, more: number): boolean {
    return hasPlace || isLate || work + more <= SHORT || this.#places > 0;
  }
}

const hasHardlyBegun = ({ work }: AnswerLine): boolean => work < YOUNG;

function isBefore(one: AnswerLine, other: AnswerLine): boolean {
  const isYoung = hasHardlyBegun(one);
  return isYoung === hasHardlyBegun(other) ? one.arrival < other.arrival : isYoung;
}

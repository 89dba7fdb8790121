import { ProblemError } from "../../model/problem-error.js";
import type { KnownEnd } from "./known-ends.js";
import {
  hasNoEnd,
  hasNoList,
  ignoresThePlace,
  keepsMoving,
  MOST_AT_ONCE,
  MOST_ENTRIES,
  MOST_PAGES,
} from "./page-limits.js";
import { type Entries, type Entry, entryKey, listingOfEntries, type Reading, type Until } from "./reading.js";
import { adjoiningSpan, type Beginnings, overlappingSpan, type Span } from "./spans.js";

export interface PositionedPage<T> {
  /** Null: the answer had no list, which means an empty one unless the answer says otherwise. */
  readonly items: readonly Entry<T>[] | null;
  /** The cloud's total over all pages; null when it reports none, or nothing that could be a number of entries. */
  readonly total: number | null;
}

/** A list with pages by offset or page number. */
export interface PositionedList<T> {
  /** For problems: "the listeners of accelerator ga-1". */
  readonly what: string;
  /** The largest page size. */
  readonly mostPerPage: number;
  readonly beginnings: Beginnings;
  read(span: Span): Promise<PositionedPage<T>>;
  idOf(item: T): string;
  /** Omitted: the cloud reports no totals. */
  readonly end?: KnownEnd;
}

/** How often in a row reading goes back without getting further. */
const MOST_SETBACKS = 3;

/**
 * Reads a list to its end, whatever length the cloud reports: until a page is short, or has nothing new. The total is
 * only a hint of how many pages may be read in parallel, and a reason to ask once more after a short page.
 *
 * Each page begins with the last entry of the one before. If it does not, the list has shrunk meanwhile, and unseen
 * entries may be on pages that were already read: reading goes back. A list that cannot be read like that, because the
 * cloud splits pages in its own way or refuses such pages, is read page by page, and is complete when it has as many
 * entries as every page has reported.
 */
export async function readByPosition<T>(list: PositionedList<T>, until: Until = () => false): Promise<Reading<T>> {
  const first = await new Pass(list, until, "overlapping").run();
  if (!first.hasMoved) return first;
  const second = await new Pass(list, until, "adjoining").run();
  if (!second.hasMoved) return second;
  const { items, problems } = listingOfEntries(
    new Map([...first.found, ...second.found]).values(),
    keepsMoving(list.what),
  );
  return { items, problems, isOver: true };
}

interface PassResult<T> extends Reading<T> {
  readonly found: Entries<T>;
  /** Whether entries may be missing. */
  readonly hasMoved: boolean;
}

const isRefused = (error: unknown): boolean => error instanceof ProblemError && error.code === "INVALID_INPUT";

/** One pass through a list from its start. */
class Pass<T> {
  readonly #list: PositionedList<T>;
  readonly #until: Until;
  readonly #overlaps: boolean;
  readonly #found: Entries<T> = new Map();
  /** The cloud's idea of a full page for that request. */
  #pageSize: number;
  /** Entries up to the end of what was read. */
  #reached = 0;
  #pages = 0;
  /** Pages to request in parallel. */
  #width = 1;
  /** The same when the cloud reports no total: more each time that it turned out to be too few. */
  #guess = 1;
  #setbacks = 0;
  #furthest = 0;
  #lastTotal: number | null = null;
  /** Whether the pages agree about the total. */
  #isSteady = true;
  /** Whether something was read after a point at which no page met the one before. */
  #hasSeams = false;
  /** A total that makes the page before the last one. */
  #doubted: number | null = null;

  constructor(list: PositionedList<T>, until: Until, pages: "overlapping" | "adjoining") {
    this.#list = list;
    this.#until = until;
    this.#overlaps = pages === "overlapping";
    this.#pageSize = list.mostPerPage;
  }

  async run(): Promise<PassResult<T>> {
    for (;;) {
      const spans = this.#nextSpans();
      const answers = await Promise.allSettled(spans.map((span) => this.#list.read(span)));
      for (const [index, answer] of answers.entries()) {
        if (answer.status === "rejected") {
          // A cloud may accept only one page size, or only offsets that are multiples of it.
          if (spans[index]!.overlaps && isRefused(answer.reason)) return this.#result(true, true);
          // Pages beyond the end may be refused, so a failure only counts in its turn.
          throw answer.reason;
        }
        const next = this.#take(answer.value, spans[index]!);
        if (next === "elsewhere") break;
        if (next !== "on") return next;
      }
    }
  }

  /** The consequence of one page: its neighbour, a page elsewhere than expected, or the end. */
  #take(page: PositionedPage<T>, { start, size, overlaps }: Span): "on" | "elsewhere" | PassResult<T> {
    const { what, idOf, end } = this.#list;
    const found = this.#found;
    const { total } = page;
    if (page.items === null && (start > 0 || total)) return this.#end(hasNoList(what));
    const items = page.items ?? [];
    if (overlaps && !items.some((item) => found.has(entryKey(item, idOf)))) return this.#goBack();

    const before = found.size;
    for (const item of items) {
      const key = entryKey(item, idOf);
      if (!found.has(key)) found.set(key, item);
    }
    this.#pages += 1;
    // Repeated entries may make a page longer than it is.
    this.#reached = start + Math.min(items.length, size);
    this.#hasSeams ||= before > 0 && !overlaps && found.size > before;
    this.#isSteady &&= this.#pages === 1 || this.#lastTotal === total;
    this.#lastTotal = total;
    if (found.size > this.#furthest) {
      this.#furthest = found.size;
      this.#setbacks = 0;
    }

    const isFull = items.length >= size;
    const isSaidToBeAll = total === found.size;
    const moreThanFound = total !== null && total > found.size;
    if (found.size === before) {
      if (isFull) return this.#end(ignoresThePlace(what));
      if (total !== null && total === this.#doubted) end?.learn(total);
      return this.#end();
    }
    if (isFull ? isSaidToBeAll && end?.isAt(total) : !moreThanFound) return this.#end();
    if (this.#pages >= MOST_PAGES || found.size >= MOST_ENTRIES) return this.#end(hasNoEnd(what));

    // A short first page with more to follow reveals the cloud's page size.
    if (this.#pages === 1) this.#pageSize = Math.min(size, items.length);
    this.#doubted = isFull && isSaidToBeAll ? total : null;
    const perPage = Math.max(1, this.#pageSize - 1);
    const pagesLeft = moreThanFound ? Math.ceil((total - this.#reached) / perPage) : 1;
    if (this.#until({ found, pages: this.#pages, pagesLeft: total === null ? null : pagesLeft }))
      return this.#result(false, false);
    this.#width = isFull && !isSaidToBeAll ? Math.min(MOST_AT_ONCE, moreThanFound ? pagesLeft : this.#guess) : 1;
    if (this.#pages > 1) this.#guess *= 2;
    return isFull ? "on" : "elsewhere";
  }

  #nextSpans(): Span[] {
    const { beginnings } = this.#list;
    const spans: Span[] = [];
    for (let at = this.#reached; spans.length < this.#width; ) {
      const span = this.#overlaps
        ? overlappingSpan(at, this.#pageSize, beginnings)
        : adjoiningSpan(at, this.#pages + spans.length, this.#pageSize, beginnings);
      spans.push(span);
      at = span.start + span.size;
    }
    return spans;
  }

  /** Reads again from before the last page, whose end has moved. */
  #goBack(): "elsewhere" | PassResult<T> {
    this.#pages += 1;
    this.#setbacks += 1;
    if (this.#setbacks > MOST_SETBACKS) return this.#result(true, true);
    const ids = [...this.#found.keys()];
    for (const id of ids.slice(Math.max(0, ids.length - this.#pageSize))) this.#found.delete(id);
    this.#reached = this.#found.size;
    this.#width = 1;
    return "elsewhere";
  }

  #end(problem?: ProblemError): PassResult<T> {
    const isProven = !this.#hasSeams || (this.#isSteady && this.#lastTotal === this.#found.size);
    return this.#result(true, !problem && !isProven, problem);
  }

  #result(isOver: boolean, hasMoved: boolean, problem?: ProblemError): PassResult<T> {
    const { items, problems } = listingOfEntries(this.#found.values(), problem);
    return { items, problems, isOver, hasMoved, found: this.#found };
  }
}

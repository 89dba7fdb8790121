import { type Call, partOf } from "../transport/call.js";
import { after, type Clock } from "../transport/clock.js";
import type { Reading } from "./account-reading.js";
import type { ReadAhead } from "./read-ahead.js";

/** The accounts of a page, in the list's order. */
export interface Sources<T> {
  /** The accounts' ids. */
  readonly ids: readonly string[];
  /** Whether the page begins somewhere within the first account's entries. */
  readonly beginsWithin: boolean;
  /** Names the list with its conditions, for the memory of yields. */
  readonly list: string;
  /** The number of entries wanted from all accounts together; Infinity means all. */
  readonly wanted: number;
  /** Reads the account with this index. Does not reject because of a cloud's failure. */
  read(index: number, call: Call): Promise<Reading<T>>;
}

/** Milliseconds that the first account has for the whole page when nothing is known about it. */
const DOUBT_MS = 25;
/** Milliseconds until the page stops waiting for an account that had entries last time. */
const PATIENCE_MS = 400;

/**
 * Reads as many accounts as the page needs, in parallel, and returns their readings in order: until the page is full,
 * or all of them.
 *
 * It starts the accounts that, by their last yield, fill the page. If the first one's yield is unknown, it has the
 * first moment to itself; unknown yields of others count as zero, so they start together. A slow account is not waited
 * for, and when an account returns less than half of its last yield, remembered yields are no longer used. Reads that
 * are no longer needed are cancelled.
 */
export function readSideBySide<T>(
  sources: Sources<T>,
  readAhead: ReadAhead,
  { call, clock }: { readonly call: Call; readonly clock: Clock },
): Promise<readonly Reading<T>[]> {
  if (sources.ids.length === 1) return Promise.all([sources.read(0, call)]);
  return new Promise((resolve, reject) => new SideBySide(sources, readAhead, call, clock, resolve, reject).goOn());
}

/** An account whose reading has started. */
interface Begun<T> {
  /** Null: it has not ended. */
  reading: Reading<T> | null;
  isLate: boolean;
  giveUp(): void;
}

class SideBySide<T> {
  readonly #begun: Begun<T>[] = [];
  /** The accounts that can matter: later ones are not needed, whatever the others return. */
  #end: number;
  #underWay = 0;
  #trustsMemory = true;
  #isOver = false;

  constructor(
    private readonly sources: Sources<T>,
    private readonly readAhead: ReadAhead,
    private readonly call: Call,
    private readonly clock: Clock,
    private readonly resolve: (readings: readonly Reading<T>[]) => void,
    private readonly reject: (error: unknown) => void,
  ) {
    this.#end = sources.ids.length;
  }

  goOn(): void {
    if (this.#isOver) return;
    const readings = this.#begun.slice(0, this.#end).map(({ reading }) => reading);
    const settled = readings.filter((reading) => reading !== null);
    if (settled.length === this.#end) {
      this.#isOver = true;
      this.resolve(settled);
    } else this.#beginMore();
  }

  /** Starts accounts in order until the started ones are likely to fill the page. */
  #beginMore(): void {
    let likely = 0;
    for (let index = 0; index < this.#end && likely < this.sources.wanted; index += 1) {
      if (index === this.#begun.length && !this.#begin(index)) return;
      likely += this.#likelyOf(index);
    }
  }

  #begin(index: number): boolean {
    if (this.#underWay >= this.readAhead.most) return false;
    const needsPlace = this.#underWay > 0;
    if (needsPlace && !this.readAhead.takePlace()) return false;
    const part = partOf(this.call);
    const begun: Begun<T> = { reading: null, isLate: false, giveUp: () => part.giveUp() };
    this.#begun.push(begun);
    this.#underWay += 1;
    const stopTimer = this.#watch(index, begun);
    const leave = () => {
      stopTimer();
      this.#underWay -= 1;
      if (needsPlace) this.readAhead.giveBackPlace();
    };
    this.sources.read(index, part.call).then(
      (reading) => {
        leave();
        this.#ended(index, reading);
      },
      (error: unknown) => {
        leave();
        this.#isOver = true;
        this.reject(error);
      },
    );
    return true;
  }

  /** Stops relying on an account that others have waited for too long. */
  #watch(index: number, begun: Begun<T>): () => void {
    if (index === this.sources.ids.length - 1 || this.#likelyOf(index) === 0) return () => undefined;
    return after(this.clock, this.#isDoubtful(index) ? DOUBT_MS : PATIENCE_MS, () => {
      begun.isLate = true;
      this.goOn();
    });
  }

  #ended(index: number, reading: Reading<T>): void {
    if (this.#isOver || index >= this.#end) return;
    this.#begun[index]!.reading = reading;
    this.#learn(index, reading);
    this.#cut();
    this.goOn();
  }

  /** Cancels the accounts after the one with which the page is full. */
  #cut(): void {
    let items = 0;
    for (let index = 0; index < this.#end; index += 1) {
      items += this.#begun[index]?.reading?.items.length ?? 0;
      if (items < this.sources.wanted) continue;
      this.#end = index + 1;
      for (const { reading, giveUp } of this.#begun.slice(this.#end)) if (!reading) giveUp();
    }
  }

  #learn(index: number, { items, isExhausted }: Reading<T>): void {
    const { list, ids, wanted } = this.sources;
    // A cancelled list says nothing about yields.
    if (this.#beginsWithin(index) || this.call.signal.aborted) return;
    const before = this.#known(index);
    if (before && 2 * items.length < Math.min(before.items, wanted)) this.#trustsMemory = false;
    this.readAhead.known.learn(list, ids[index]!, { items: items.length, isAll: isExhausted });
  }

  #likelyOf(index: number): number {
    const begun = this.#begun[index];
    if (begun?.reading) return begun.reading.items.length;
    if (begun?.isLate) return 0;
    if (this.#isDoubtful(index)) return this.sources.wanted;
    return this.#trustsMemory ? (this.#known(index)?.items ?? 0) : 0;
  }

  /** Whether the first account is likely to fill the page alone. */
  #isDoubtful(index: number): boolean {
    // A list that is read to its end needs every account.
    if (index > 0 || this.sources.wanted === Number.POSITIVE_INFINITY) return false;
    const known = this.#known(0);
    return !known || (!known.isAll && known.items < this.sources.wanted);
  }

  #known(index: number) {
    const { list, ids } = this.sources;
    return this.#beginsWithin(index) ? undefined : this.readAhead.known.of(list, ids[index]!);
  }

  #beginsWithin(index: number): boolean {
    return index === 0 && this.sources.beginsWithin;
  }
}

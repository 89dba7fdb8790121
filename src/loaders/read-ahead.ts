import { KnownYields } from "./known-yields.js";

export interface ReadAheadLimits {
  /** The most accounts that one list reads at the same time. */
  readonly maxAccountsAtOnce: number;
  /** The most accounts that all lists read at the same time, besides the one that each is reading. */
  readonly maxAccountsReadAhead: number;
}

/** State that the lists of all operations share: how many accounts they read in parallel, and the remembered yields. */
export class ReadAhead {
  readonly known = new KnownYields();
  readonly most: number;
  #places: number;

  constructor(limits: ReadAheadLimits) {
    this.most = limits.maxAccountsAtOnce;
    this.#places = limits.maxAccountsReadAhead;
  }

  /** Whether an account may be read while another one of the same list is; its slot must be returned. */
  takePlace(): boolean {
    if (this.#places === 0) return false;
    this.#places -= 1;
    return true;
  }

  giveBackPlace(): void {
    this.#places += 1;
  }
}

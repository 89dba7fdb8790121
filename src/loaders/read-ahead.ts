import { KnownYields } from "./known-yields.js";

export interface ReadAheadLimits {
  /** Accounts that one list reads at the same time. */
  readonly maxAccountsAtOnce: number;
  /** Accounts that all lists read at the same time besides the one that each has in hand. */
  readonly maxAccountsReadAhead: number;
}

/** What the lists of all operations share: how many accounts they read side by side, and what accounts had last time. */
export class ReadAhead {
  readonly known = new KnownYields();
  readonly most: number;
  #places: number;

  constructor(limits: ReadAheadLimits) {
    this.most = limits.maxAccountsAtOnce;
    this.#places = limits.maxAccountsReadAhead;
  }

  /** Whether an account may be read while another one of the same list is; its place is to be given back. */
  takePlace(): boolean {
    if (this.#places === 0) return false;
    this.#places -= 1;
    return true;
  }

  giveBackPlace(): void {
    this.#places += 1;
  }
}

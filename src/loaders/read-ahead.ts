import type { ServerLimits } from "../config/server.js";
import { KnownYields } from "./known-yields.js";

/** What the lists of all operations share: how many accounts they read side by side, and what accounts had last time. */
export class ReadAhead {
  readonly known = new KnownYields();
  /** Accounts that one list reads at the same time. */
  readonly most: number;
  #places: number;

  constructor(limits: Pick<ServerLimits, "maxAccountsAtOnce" | "maxAccountsReadAhead">) {
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

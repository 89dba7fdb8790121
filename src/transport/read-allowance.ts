import { ProblemError } from "../model/problem-error.js";
import type { Call } from "./call.js";

/** How much one call may read from one account: this many of its largest answers. */
const MOST_LARGEST = 16;

/**
 * Bounds the memory that a cloud can make one call use: pages are bounded individually, and lists only by their
 * entries.
 */
export interface ReadAllowance {
  /**
   * Must be called before a read.
   * @throws ProblemError UNREADABLE when the call has read as much as it may
   */
  check(call: Pick<Call, "signal">): void;
  count(call: Pick<Call, "signal">, characters: number): void;
}

export function createReadAllowance({ maxResponseBytes }: { readonly maxResponseBytes: number }): ReadAllowance {
  const most = MOST_LARGEST * maxResponseBytes;
  const read = new WeakMap<object, number>();
  return {
    check({ signal }) {
      if ((read.get(signal) ?? 0) < most) return;
      throw new ProblemError({
        code: "UNREADABLE",
        message: `The cloud's answers to one request must be at most ${most.toLocaleString("en")} bytes, ${MOST_LARGEST} times the account's maxResponseBytes; the rest is not read.`,
      });
    },
    count({ signal }, characters) {
      read.set(signal, (read.get(signal) ?? 0) + characters);
    },
  };
}

/** Keeps retries from multiplying the load on a cloud that is failing already. */
export interface RetryBudget {
  /** Told of every request, but not of its repeats. */
  earn(): void;
  /** Whether one more repeat is within the budget; if so, it is spent. */
  spend(): boolean;
}

export interface RetryBudgetOptions {
  /** Repeats that each request pays for. */
  readonly share?: number;
  /** Repeats that can be saved up; there from the start, so that a quiet account can repeat as well. */
  readonly reserve?: number;
  /** Told of each repeat that is not within the budget. */
  refused?(): void;
}

/** A token bucket that fills with requests instead of with time: one repeat for five requests, ten in reserve. */
export function createRetryBudget({ share = 0.2, reserve = 10, refused }: RetryBudgetOptions = {}): RetryBudget {
  let saved = reserve;
  return {
    earn() {
      saved = Math.min(reserve, saved + share);
    },
    spend() {
      if (saved < 1) {
        refused?.();
        return false;
      }
      saved -= 1;
      return true;
    },
  };
}

/** Keeps retries from multiplying the load on a cloud that is already failing. */
export interface RetryBudget {
  /** Called for every request, but not for its retries. */
  earn(): void;
  /** Whether one more retry is within the budget; if so, it is spent. */
  spend(): boolean;
}

export interface RetryBudgetOptions {
  /** Retries that each request earns. */
  readonly share?: number;
  /** Retries that can be saved up; available from the start, so that a quiet account can retry as well. */
  readonly reserve?: number;
  /** Called for each retry that is not within the budget. */
  refused?(): void;
}

/** A token bucket that fills with requests instead of with time: one retry for five requests, ten in reserve. */
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

/** A caller has exceeded its budget. */
export interface OverBudget {
  readonly limit: number;
  readonly spent: number;
  readonly retryAfterSeconds: number;
}

export function messageOf({ limit, spent, retryAfterSeconds }: OverBudget): string {
  return `Your operations in this minute cost ${spent} by the sizes of their lists; the limit is ${limit} (server.limits.callerCostPerMinute). Try again in ${retryAfterSeconds} s.`;
}

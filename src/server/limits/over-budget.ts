/** A caller has spent more than its budget. */
export interface OverBudget {
  readonly limit: number;
  readonly spent: number;
  readonly retryAfterSeconds: number;
}

export function messageOf({ limit, spent, retryAfterSeconds }: OverBudget): string {
  return `Your operations of this minute cost ${spent} by the sizes of their lists; ${limit} are allowed (server.limits.callerCostPerMinute). Try again in ${retryAfterSeconds} s.`;
}

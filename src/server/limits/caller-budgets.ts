import { type IRateLimiterRes, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import type { Logger } from "../log.js";
import { Refusal } from "../refusal.js";
import { messageOf, type OverBudget } from "./over-budget.js";

/** What callers may spend in a minute, by the cost of their operations. */
export interface CallerBudgets {
  /**
   * Refuses a caller whose budget is used up, before anything of its request is read.
   * @throws Refusal
   */
  admit(caller: string): Promise<void>;
  /**
   * Takes an operation's cost from its caller's budget.
   * @returns the excess, or null when there was enough left
   */
  charge(caller: string, cost: number): Promise<OverBudget | null>;
  close(): Promise<void>;
}

const WINDOW_SECONDS = 60;

export interface CallerBudgetOptions {
  /** Cost per minute. */
  readonly costPerMinute: number;
  /** redis://…, where replicas share their callers' budgets; null: each counts by itself. */
  readonly sharedState: string | null;
  readonly log: Logger;
}

/**
 * Budgets of callers, in memory or in Redis. Without Redis, each replica counts by itself until it is back: a limit
 * that is too generous for a while is less harmful than a graph that waits for its counter.
 */
export async function callerBudgets({ costPerMinute, sharedState, log }: CallerBudgetOptions): Promise<CallerBudgets> {
  const rule = { points: costPerMinute, duration: WINDOW_SECONDS, keyPrefix: "cloud-listeners" };
  const own = new RateLimiterMemory(rule);
  const redis = sharedState === null ? null : await connect(sharedState, log);
  const limiter = redis ? new RateLimiterRedis({ ...rule, storeClient: redis, insuranceLimiter: own }) : own;
  const over = ({ consumedPoints, msBeforeNext }: IRateLimiterRes): OverBudget => ({
    limit: costPerMinute,
    spent: consumedPoints ?? costPerMinute,
    retryAfterSeconds: Math.max(1, Math.ceil((msBeforeNext ?? 0) / 1000)),
  });
  return {
    async admit(caller) {
      const state = await limiter.get(caller);
      if (!state || (state.consumedPoints ?? 0) < costPerMinute) return;
      const { limit, spent, retryAfterSeconds } = over(state);
      throw new Refusal("caller_budget", messageOf({ limit, spent, retryAfterSeconds }), { retryAfterSeconds });
    },
    async charge(caller, cost) {
      try {
        await limiter.consume(caller, cost);
        return null;
      } catch (refused) {
        if (refused instanceof RateLimiterRes) return over(refused);
        throw refused;
      }
    },
    close: async () => redis?.disconnect(),
  };
}

/** Milliseconds for one answer of Redis. A request waits for two at most, one before its document is read and one after. */
const REDIS_TIMEOUT_MS = 25;
const SILENT_MS = 60_000;

/** Fails at once while Redis is unavailable: nothing is queued until it returns. */
async function connect(address: string, log: Logger) {
  const { Redis } = await import("ioredis");
  const client = new Redis(address, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: REDIS_TIMEOUT_MS,
    connectTimeout: 1_000,
    retryStrategy: (times) => Math.min(times * 200, 5_000),
  });
  let quietUntil = 0;
  client.on("error", (err) => {
    if (Date.now() < quietUntil) return;
    quietUntil = Date.now() + SILENT_MS;
    log.warn({ err }, "cannot reach Redis; this replica counts its callers' costs by itself");
  });
  return client;
}

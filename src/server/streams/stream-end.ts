import type { FormattedExecutionResult } from "graphql";
import type { SubscriptionsConfig } from "../../config/subscriptions.js";
import type { Refusal } from "../refusal.js";

/** Why a stream ended. The names are values of a metric's label. */
export type StreamEnd =
  /** There is nothing more to report. */
  | "completed"
  /** The client ended it or has disconnected. */
  | "client"
  | "age"
  /** The client did not receive an event in time. */
  | "slow"
  /** The caller's credentials are no longer valid, or cannot be checked. */
  | "unauthenticated"
  /** An event was refused before it was executed, for example because the caller's budget is spent. */
  | "refused"
  /** The source of the events failed. */
  | "failed"
  | "stopping";

type Limits = Pick<SubscriptionsConfig, "maxSecondsPerStream" | "slowClientSeconds">;

const AGAIN = "Subscribe again to continue.";

/** The last event of a stream that this server ends: an error that says why. */
export const lastWords = {
  age: ({ maxSecondsPerStream }: Limits) =>
    word(
      "STREAM_ENDED",
      `The stream has been open for ${maxSecondsPerStream} s, the limit (server.subscriptions.maxSecondsPerStream). ${AGAIN}`,
    ),
  slow: ({ slowClientSeconds }: Limits) =>
    word(
      "STREAM_ENDED",
      `The client did not receive an event within ${slowClientSeconds} s, the limit (server.subscriptions.slowClientSeconds), or too many bytes were waiting for clients. ${AGAIN}`,
    ),
  stopping: () => word("STREAM_ENDED", `This server is shutting down. ${AGAIN}`),
  refusal: ({ code, message, reason }: Refusal) => word(code, message, reason !== "unauthenticated"),
} as const;

function word(code: string, message: string, isRetryable = true): FormattedExecutionResult {
  return { errors: [{ message, extensions: { code, isRetryable } }] };
}

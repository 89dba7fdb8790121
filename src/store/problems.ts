import { ProblemError } from "../model/problem-error.js";
import type { RecordedProblem } from "./change-record.js";
import { StoreError } from "./store-error.js";

/** Nothing can be recorded, so nothing is changed. */
export function storeUnavailable(error: unknown): ProblemError | unknown {
  if (!(error instanceof StoreError) || error.kind === "broken") return error;
  return new ProblemError({
    code: "STORE_UNAVAILABLE",
    retry: "transient",
    retryAfterSeconds: 5,
    message: `${WORDS[error.kind]} A change is recorded before it is sent, so nothing more was sent. Try again later.`,
    cause: error,
  });
}

const WORDS = {
  conflict: "The store of changes refused the same entry twice.",
  busy: "The store of changes is locked by another process.",
  unreachable: "The store of changes cannot be reached.",
  full: "The disk of the store of changes is full.",
  "read-only": "The store of changes is not writable.",
} as const;

/** This process no longer holds the change. It sends nothing more for it. */
export const notOurTurn = (): ProblemError =>
  new ProblemError({
    code: "PARENT_BUSY",
    message: "Another process is making a change on this load balancer or accelerator.",
  });

/** The end of a change for which nothing was sent. */
export const NEVER_SENT: RecordedProblem = {
  sort: "provider",
  code: "TIMED_OUT",
  message: "The process that was to make this change ended before anything was sent.",
  path: null,
  isRetryable: true,
};

/** The end of a change whose process died and whose outcome cannot be looked up. */
export const NOBODY_KNOWS: RecordedProblem = {
  sort: "provider",
  code: "OUTCOME_UNKNOWN",
  message:
    "The process that made this change ended before it had an answer. Check with the cloud before you try again, or use recheckCloudChange.",
  path: null,
  isRetryable: false,
};

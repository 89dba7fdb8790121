import { ProblemError } from "../model/problem-error.js";
import type { RecordedProblem } from "./change-record.js";
import { StoreError } from "./store-error.js";

/** Nothing can be written down, so nothing is changed. */
export function storeUnavailable(error: unknown): ProblemError | unknown {
  if (!(error instanceof StoreError) || error.kind === "broken") return error;
  return new ProblemError({
    code: "STORE_UNAVAILABLE",
    retry: "transient",
    retryAfterSeconds: 5,
    message: `${WORDS[error.kind]} A change is written down before it is sent, so nothing more was sent. Try again later.`,
    cause: error,
  });
}

const WORDS = {
  conflict: "The store of changes refused an entry twice.",
  busy: "The store of changes is locked by something else.",
  unreachable: "The store of changes cannot be reached.",
  full: "The disk of the store of changes is full.",
  "read-only": "The store of changes cannot be written to.",
} as const;

/** This process is not the one that has the change. Nothing of it is sent from here any more. */
export const notOurTurn = (): ProblemError =>
  new ProblemError({
    code: "PARENT_BUSY",
    message: "Another process has this load balancer's or accelerator's turn.",
  });

/** How a change ends that nobody has sent anything for. */
export const NEVER_SENT: RecordedProblem = {
  sort: "provider",
  code: "TIMED_OUT",
  message: "The process that was to make this change ended before anything was sent.",
  path: null,
  isRetryable: true,
};

/** How a change ends whose process died, where nobody can look what became of it. */
export const NOBODY_KNOWS: RecordedProblem = {
  sort: "provider",
  code: "OUTCOME_UNKNOWN",
  message:
    "The process that made this change ended before it had an answer. Look at the cloud before you try again, or have it looked at again.",
  path: null,
  isRetryable: false,
};

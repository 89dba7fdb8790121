import type { CombinedError } from "urql";

/** Something that could not be read, in words for people. */
export interface Failure {
  readonly message: string;
  /** The graph's own code, for example NOT_FOUND; null when the graph did not answer at all. */
  readonly code: string | null;
  /** What to quote to those who run the graph. */
  readonly reference: string | null;
}

const UNREACHABLE =
  "The graph did not answer. It may be down, or your connection is. Nothing can be said about your listeners right now.";

const UNKNOWN_CALLER = "The graph does not know who you are. Sign in, and load this page again.";
const UNAUTHORIZED = 401;

/** What went wrong with a query, one entry for each thing. */
export function failuresOf(error: CombinedError): readonly Failure[] {
  if (error.response?.status === UNAUTHORIZED)
    return [{ message: UNKNOWN_CALLER, code: "UNAUTHENTICATED", reference: null }];
  if (error.graphQLErrors.length === 0) return [{ message: UNREACHABLE, code: null, reference: null }];
  const failures = error.graphQLErrors.map(({ message, extensions }) => ({
    message,
    code: textOf(extensions?.code),
    reference: textOf(extensions?.requestId),
  }));
  // One outage may affect many fields of an answer; it is reported once.
  return [...new Map(failures.map((failure) => [failure.message, failure])).values()];
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

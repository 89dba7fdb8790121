import type { ExecutionResult } from "graphql";
import { createClient, NetworkError, type RequestParams } from "graphql-sse";

/** What GraphiQL sends. */
interface FollowedRequest {
  readonly query: string;
  readonly variables?: unknown;
  readonly operationName?: string | null;
}

/**
 * Follows a subscription, event by event, until GraphiQL stops or the graph has nothing more to tell.
 * @param answerOf reads the graph's answer when it refuses to begin
 */
export function follow(
  url: string,
  { query, variables, operationName }: FollowedRequest,
  headers: Readonly<Record<string, string>>,
  answerOf: (response: Response) => Promise<ExecutionResult>,
): AsyncIterableIterator<ExecutionResult> {
  const client = createClient({ url, headers: { ...headers }, retryAttempts: 0 });
  const request: RequestParams = {
    query,
    operationName: operationName ?? undefined,
    variables: variables as RequestParams["variables"],
  };
  const events = client.iterate(request);
  let isRefused = false;
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      if (isRefused) return { done: true, value: undefined };
      try {
        return (await events.next()) as IteratorResult<ExecutionResult>;
      } catch (error) {
        if (!(error instanceof NetworkError && error.response instanceof Response)) throw error;
        isRefused = true;
        return { done: false, value: await answerOf(error.response) };
      }
    },
    // Takes effect at once, also while an event is awaited.
    async return() {
      client.dispose();
      return { done: true, value: undefined };
    },
  };
}

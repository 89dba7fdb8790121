import type { IncomingMessage, ServerResponse } from "node:http";
import type { FormattedExecutionResult } from "graphql";
import type { SubscriptionsConfig } from "../../config/subscriptions.js";
import type { Signal } from "../../transport/signal.js";
import type { Subscription } from "./subscription.js";

const JSON_TYPES = /application\/(?:[\w.-]+\+)?json|\*\/\*/;

/** Whether a client accepts only events: some clients list all media types with every request. */
export function asksForEvents({ method, headers: { accept = "" } }: IncomingMessage): boolean {
  return method !== "HEAD" && accept.includes("text/event-stream") && !JSON_TYPES.test(accept);
}

/** A comment: the first byte that some browsers wait for, and later the heartbeat. */
const SIGN_OF_LIFE = ":\n\n";
const COMPLETE = "event: complete\ndata:\n\n";
const nextEvent = (result: string): string => `event: next\ndata: ${result}\n\n`;

const HEAD = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store",
  // Otherwise nginx buffers answers.
  "x-accel-buffering": "no",
  "x-content-type-options": "nosniff",
};

type Headers = Readonly<Record<string, string>>;

/** Answers with one result as a stream. */
export function answerAsEvent(response: ServerResponse, result: FormattedExecutionResult, headers: Headers): void {
  response.writeHead(200, { ...HEAD, ...headers });
  response.end(nextEvent(JSON.stringify(result)) + COMPLETE);
}

export interface EventStreamOptions {
  readonly headers: Headers;
  /** Aborted when the client disconnects. */
  readonly presence: Signal;
  readonly config: Pick<SubscriptionsConfig, "heartbeatSeconds">;
}

/**
 * Sends a subscription's events, each after the last one has left the process, until there are no more.
 * Source: graphql-sse, PROTOCOL.md, "distinct connections mode". Its handler keeps events for a slow client without a
 * limit, so this is our own.
 */
export async function sendEvents(
  response: ServerResponse,
  subscription: Subscription,
  { headers, presence, config }: EventStreamOptions,
): Promise<void> {
  const leave = () => void subscription.return();
  if (presence.aborted) leave();
  else presence.addEventListener("abort", leave, { once: true });
  response.writeHead(200, { ...HEAD, ...headers });
  response.write(SIGN_OF_LIFE);
  const pulse = setInterval(() => {
    if (response.writableLength === 0) response.write(SIGN_OF_LIFE);
  }, config.heartbeatSeconds * 1000);
  try {
    for await (const result of subscription) {
      const text = nextEvent(result);
      await subscription.deliver(text.length, (hasLeft) => void response.write(text, hasLeft));
    }
    response.end(COMPLETE);
  } finally {
    clearInterval(pulse);
    presence.removeEventListener("abort", leave);
  }
}

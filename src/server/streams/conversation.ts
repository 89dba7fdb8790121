import type { IncomingMessage } from "node:http";
import type { WebSocket as GraphqlSocket } from "graphql-ws";
import type { WebSocket } from "ws";
import type { SubscriptionsConfig } from "../../config/subscriptions.js";
import type { Visit } from "../connections.js";
import type { SocketSubscriptions } from "./socket-subscriptions.js";
import type { Subscription } from "./subscription.js";

/** Maximum bytes waiting for a client; with more, nothing more is read from it. */
const MOST_UNREAD = 64 * 1024;
/** Maximum messages of one client between two heartbeats. A client that follows 100 changes needs a few for each. */
const MOST_MESSAGES = 1_000;
const PONG = '{"type":"pong"}';

/** Codes of graphql-transport-ws and of the WebSocket protocol. */
export const CLOSE = { forbidden: 4403, tooMany: 4429, internal: 4500, idle: 1000, tryAgain: 1013 } as const;

export interface ConversationOptions {
  readonly request: IncomingMessage;
  readonly visit: Visit;
  readonly config: SubscriptionsConfig;
  readonly subscriptions: SocketSubscriptions;
}

/** The conversation over one WebSocket. */
export interface Conversation {
  /** Must be called regularly: closes it when its client is gone or has had no subscription for too long. */
  look(): void;
}

/** The state that the subscriptions of one WebSocket share. */
export interface SocketState {
  readonly request: IncomingMessage;
  readonly visit: Visit;
  /** Number of streams that are open or starting. */
  streams: number;
  /** The open subscriptions. */
  readonly open: Set<Subscription>;
  isClosed: boolean;
  close(code: number, reason: string): void;
}

/** The part of a message that fits into a close frame. */
const REASON_BYTES = 123;
const shortReason = (reason: string): string =>
  Buffer.byteLength(reason) <= REASON_BYTES
    ? reason
    : Buffer.from(reason)
        .subarray(0, REASON_BYTES - 3)
        .toString("latin1");

/** Reads and writes the messages of one WebSocket for graphql-ws, only as fast as its client receives the answers. */
export function converse(
  socket: WebSocket,
  { request, visit, config, subscriptions }: ConversationOptions,
): Conversation {
  let messages = 0;
  let isAlive = true;
  let followedAt = performance.now();
  const close = (code: number, reason: string) => socket.close(code, shortReason(reason));
  const state: SocketState = { request, visit, streams: 0, open: new Set(), isClosed: false, close };
  const send = (text: string) =>
    new Promise<void>((resolve) => {
      if (socket.readyState !== socket.OPEN) return resolve();
      socket.send(text, () => {
        if (socket.isPaused && socket.bufferedAmount <= MOST_UNREAD) socket.resume();
        // The end of the socket ends those that wait for a client that is gone.
        resolve();
      });
    });
  const adapter: GraphqlSocket = {
    protocol: socket.protocol,
    send,
    close,
    onPing: () => {
      if (socket.bufferedAmount <= MOST_UNREAD) void send(PONG);
    },
    onMessage: (hear) => {
      socket.on("message", (data) => {
        messages += 1;
        if (messages > MOST_MESSAGES)
          return close(CLOSE.tooMany, `More than ${MOST_MESSAGES} messages in ${config.heartbeatSeconds} s.`);
        if (socket.bufferedAmount > MOST_UNREAD) socket.pause();
        hear(String(data)).catch((error: unknown) => {
          subscriptions.failed(error);
          close(CLOSE.internal, "Something went wrong on our side.");
        });
      });
    },
  };
  const closed = subscriptions.opened(adapter, state);
  socket.on("pong", () => {
    isAlive = true;
  });
  // Frames that are too large or malformed; ws closes the socket with their code.
  socket.on("error", () => undefined);
  socket.once("close", (code, reason) => {
    state.isClosed = true;
    // graphql-ws loses a subscription whose id is used again while it starts.
    for (const subscription of state.open) void subscription.return();
    void closed(code, String(reason));
  });
  return {
    look() {
      if (!isAlive) return socket.terminate();
      messages = 0;
      const now = performance.now();
      if (state.streams > 0) followedAt = now;
      if (now - followedAt > config.maxSecondsPerStream * 1000)
        close(
          CLOSE.idle,
          `No subscription for ${config.maxSecondsPerStream} s (server.subscriptions.maxSecondsPerStream).`,
        );
      isAlive = false;
      socket.ping();
    },
  };
}

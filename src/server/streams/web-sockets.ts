import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { handleProtocols } from "graphql-ws";
import { type WebSocket, WebSocketServer } from "ws";
import type { ServerConfig } from "../../config/server.js";
import type { Connections, Visit } from "../connections.js";
import type { Cors } from "../cors.js";
import { STOPPING } from "../graphql-route.js";
import type { Metrics } from "../metrics.js";
import { publicPath } from "../public-path.js";
import { rawAnswer } from "../raw-answer.js";
import { Refusal } from "../refusal.js";
import { isForGraph } from "../routes.js";
import type { OnWebSocket } from "../upgrades.js";
import { type Conversation, converse } from "./conversation.js";
import { requireOwnPage } from "./own-page.js";
import type { SocketSubscriptions } from "./socket-subscriptions.js";

/** Maximum bytes of one message: a document of the maximum length and its variables. */
const LARGEST_MESSAGE = 256 * 1024;
/** Milliseconds for a client to confirm that a WebSocket is closed. */
const CLOSE_TIMEOUT_MS = 3_000;
/** Codes of the WebSocket protocol. Source: RFC 6455, section 7.4.1. */
export const GOING_AWAY = 1001;

export interface WebSocketsOptions {
  readonly config: Pick<ServerConfig, "subscriptions" | "publicUrl">;
  readonly cors: Cors;
  readonly metrics: Pick<Metrics, "requestsRefused">;
  readonly subscriptions: SocketSubscriptions;
  isDraining(): boolean;
}

export interface WebSockets {
  /** @param connections the connections of the port */
  accept(connections: Connections): OnWebSocket;
  /** Closes all WebSockets, after the last messages of their streams. */
  stop(): void;
  /** Closes the connections. */
  close(): void;
}

/** WebSockets at the path of the graph, for the protocol graphql-transport-ws. */
export function webSockets({ config, cors, metrics, subscriptions, isDraining }: WebSocketsOptions): WebSockets {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_MESSAGE,
    perMessageDeflate: false,
    // Handles each message in its own turn: one packet may hold thousands.
    allowSynchronousEvents: false,
    closeTimeout: CLOSE_TIMEOUT_MS,
    handleProtocols,
  } as ConstructorParameters<typeof WebSocketServer>[0]);
  const conversations = new Map<WebSocket, Conversation>();
  const base = publicPath(config.publicUrl);
  const look = () => {
    for (const conversation of conversations.values()) conversation.look();
  };
  const timer = setInterval(look, config.subscriptions.heartbeatSeconds * 1000).unref();

  /** @throws Refusal */
  function check(request: IncomingMessage, visit: Visit): void {
    if (visit.refusal) throw visit.refusal;
    if (isDraining()) throw STOPPING;
    if (!config.subscriptions.enabled)
      throw new Refusal("upgrade", "This graph offers no subscriptions (server.subscriptions.enabled).");
    if (!isForGraph(request, base)) throw new Refusal("upgrade", "WebSockets are for the graph, at /graphql.");
    requireOwnPage(request, cors(request), config.publicUrl);
  }

  function refuse(socket: Duplex, refusal: Refusal): void {
    metrics.requestsRefused.inc({ reason: refusal.reason });
    socket.end(rawAnswer(refusal));
    (socket as Socket).destroySoon();
  }

  return {
    accept: (connections) => (request, socket, head) => {
      const visit = connections.begin(request);
      if (!visit) return;
      socket.once("close", () => connections.end(request, visit));
      socket.on("error", () => undefined);
      try {
        check(request, visit);
      } catch (error) {
        if (error instanceof Refusal) return refuse(socket, error);
        throw error;
      }
      server.handleUpgrade(request, socket, head, (webSocket) => {
        conversations.set(
          webSocket,
          converse(webSocket, { request, visit, config: config.subscriptions, subscriptions }),
        );
        webSocket.once("close", () => conversations.delete(webSocket));
      });
    },
    stop() {
      setImmediate(() => {
        for (const webSocket of conversations.keys()) webSocket.close(GOING_AWAY, "This server is shutting down.");
      });
    },
    close() {
      clearInterval(timer);
      for (const webSocket of conversations.keys()) webSocket.terminate();
    },
  };
}

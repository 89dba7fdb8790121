import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { ServerLimits } from "../config/server.js";
import { answerBrokenRequests } from "./broken-requests.js";
import type { Connections } from "./connections.js";
import type { Logger } from "./log.js";
import type { Metrics } from "./metrics.js";

export interface Place {
  readonly host: string;
  readonly port: number;
  /** What to say to whoever chose a port that is in use. */
  readonly whenInUse: string;
}

export interface HttpListenerOptions extends Place {
  readonly limits: Pick<ServerLimits, "headersTimeoutMs" | "bodyTimeoutMs" | "idleConnectionMs">;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly connections: Connections;
  readonly onRequest: RequestListener;
}

export interface HttpListener {
  /** Scheme, host and port, without a slash at the end. */
  readonly origin: string;
  /** Closes all connections and lets go of the port. */
  close(): Promise<void>;
}

/** Milliseconds between two looks at requests that are late, at most. */
const SLOWEST_LOOK_MS = 1_000;

/** Listens for requests, each within its time. @throws Error with a cause when the port cannot be had */
export async function listenHttp(options: HttpListenerOptions): Promise<HttpListener> {
  const { limits, log, onRequest, connections, host } = options;
  const { headersTimeoutMs, bodyTimeoutMs, idleConnectionMs } = limits;
  const server = createServer(
    {
      headersTimeout: headersTimeoutMs,
      // The body's own time is kept where it is read. This ends the bodies that nobody reads, of refused requests.
      requestTimeout: headersTimeoutMs + bodyTimeoutMs,
      connectionsCheckingInterval: Math.min(SLOWEST_LOOK_MS, headersTimeoutMs / 2),
      keepAliveTimeout: idleConnectionMs,
      // Node would answer with an empty body.
      requireHostHeader: false,
    },
    onRequest,
  );
  // Node would answer it with an empty body.
  server.on("checkExpectation", onRequest);
  answerBrokenRequests(server, options);
  connections.watch(server);
  await listen(server, options);
  // A connection that cannot be accepted, for want of file descriptors for example, is no reason to end.
  server.on("error", (err) => log.warn({ err }, "could not accept a connection"));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://${host.includes(":") ? `[${host}]` : host}:${port}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function listen(server: Server, { host, port, whenInUse }: HttpListenerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) =>
      reject(
        new Error(
          `Cannot listen on ${host}:${port}. ${error.code === "EADDRINUSE" ? whenInUse : `(${error.message})`}`,
          {
            cause: error,
          },
        ),
      );
    server.once("error", fail);
    server.listen(port, host, () => {
      server.off("error", fail);
      resolve();
    });
  });
}

import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer, type ServerOptions, type Server as TlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { isDeepStrictEqual } from "node:util";
import type { ServerLimits } from "../config/server.js";
import type { TlsConfig } from "../config/tls.js";
import { answerBrokenRequests } from "./broken-requests.js";
import type { Connections } from "./connections.js";
import type { Logger } from "./log.js";
import type { Metrics } from "./metrics.js";
import { readTlsFiles } from "./tls-files.js";
import { acceptUpgrades, type OnWebSocket } from "./upgrades.js";

export interface Place {
  readonly host: string;
  readonly port: number;
  /** The advice for a port that is in use. */
  readonly whenInUse: string;
}

export interface HttpListenerOptions extends Place {
  readonly limits: Pick<ServerLimits, "headersTimeoutMs" | "bodyTimeoutMs" | "idleConnectionMs">;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly connections: Connections;
  readonly onRequest: RequestListener;
  /** Receives connections that are to become WebSockets. Omitted: there are none. */
  readonly onWebSocket?: OnWebSocket;
  /** Omitted: plain HTTP. */
  readonly tls?: TlsConfig;
}

export interface HttpListener {
  /** Scheme, host and port, without a slash at the end. */
  readonly origin: string;
  /**
   * Reads the certificate's files again. Open connections keep theirs.
   * @returns whether they have changed
   * @throws Error when they cannot be used; the certificate stays as it was
   */
  renewCertificate(): boolean;
  /** Closes all connections and releases the port. */
  close(): Promise<void>;
}

const LEAST_TLS = "TLSv1.2";
/** The most milliseconds between two checks for late requests. */
const SLOWEST_LOOK_MS = 1_000;

/**
 * Listens for requests, each within its time.
 * @throws Error with a cause when the port is not available
 */
export async function listenHttp(options: HttpListenerOptions): Promise<HttpListener> {
  const { limits, log, onRequest, connections, host, tls } = options;
  const { headersTimeoutMs, bodyTimeoutMs, idleConnectionMs } = limits;
  const rules = {
    headersTimeout: headersTimeoutMs,
    // The body's own time is checked where it is read. This ends the bodies that nobody reads, of refused requests.
    requestTimeout: headersTimeoutMs + bodyTimeoutMs,
    connectionsCheckingInterval: Math.min(SLOWEST_LOOK_MS, headersTimeoutMs / 2),
    keepAliveTimeout: idleConnectionMs,
    // Node would answer with an empty body.
    requireHostHeader: false,
  };
  let files = tls && readTlsFiles(tls);
  const server = tls
    ? createTlsServer({ ...rules, ...files, ...tlsRules(tls, headersTimeoutMs) }, onRequest)
    : createServer(rules, onRequest);
  // Node would answer it with an empty body.
  server.on("checkExpectation", onRequest);
  answerBrokenRequests(server, options);
  connections.watch(server);
  if (options.onWebSocket) acceptUpgrades(server, options.onWebSocket);
  await listen(server, options);
  // A connection that cannot be accepted, for example because file descriptors ran out, is no reason to exit.
  server.on("error", (err) => log.warn({ err }, "could not accept a connection"));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `${tls ? "https" : "http"}://${host.includes(":") ? `[${host}]` : host}:${port}`,
    renewCertificate() {
      if (!tls) return false;
      const next = readTlsFiles(tls);
      if (isDeepStrictEqual(next, files)) return false;
      (server as TlsServer).setSecureContext({ ...next, minVersion: LEAST_TLS });
      files = next;
      return true;
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function tlsRules(tls: TlsConfig, handshakeTimeout: number): ServerOptions {
  const asks = tls.clientAuthoritiesFile !== undefined;
  return {
    minVersion: LEAST_TLS,
    handshakeTimeout,
    requestCert: asks,
    // A client without a certificate, or with one from an unknown authority, is not authenticated by it.
    rejectUnauthorized: asks && tls.clientCertificates === "required",
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

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import type { GraphQLSchema } from "graphql";
import type { ChangeRunner } from "../changes/change-runner.js";
import type { ServerConfig } from "../config/server.js";
import type { StudioReporting } from "../config/studio.js";
import { createApollo } from "./apollo.js";
import { graphqlRoute } from "./graphql-route.js";
import { landingPage } from "./landing-page.js";
import type { Logger } from "./log.js";
import type { Metrics } from "./metrics.js";
import { respond, respondError, respondJson } from "./respond.js";

export interface ServerOptions {
  readonly schema: GraphQLSchema;
  readonly config: ServerConfig;
  readonly introspection: boolean;
  readonly studio: StudioReporting;
  readonly changes: ChangeRunner;
  readonly log: Logger;
  readonly metrics: Metrics;
}

export interface RunningServer {
  /** Scheme, host and port, without a slash at the end. */
  readonly origin: string;
  /** Takes no more requests, waits for those in flight up to the configured bound, and lets go of the port. */
  stop(): Promise<void>;
}

/**
 * Longer than gateways and load balancers keep a connection that nobody uses (60 s is common), so that it is they who
 * close it: a request that meets a connection which is just being closed has no answer.
 */
const IDLE_CONNECTION_MS = 75_000;

/** Starts the HTTP server: /graphql, /healthz, /readyz, /metrics, and what people see at /. */
export async function startServer({
  schema,
  config,
  introspection,
  studio,
  changes,
  log,
  metrics,
}: ServerOptions): Promise<RunningServer> {
  const apollo = await createApollo({ schema, introspection, config, studio, log, changes, metrics });
  await apollo.start();
  const graphql = graphqlRoute({ apollo, config, log, metrics });
  const page = landingPage(config, () => origin);
  let isDraining = false;
  let origin = "";

  const plainRoutes: Readonly<Record<string, (response: ServerResponse) => void | Promise<void>>> = {
    "/healthz": (response) => respondJson(response, 200, { status: "alive" }),
    "/readyz": (response) =>
      isDraining ? respondJson(response, 503, { status: "draining" }) : respondJson(response, 200, { status: "ready" }),
    "/metrics": async (response) =>
      respond(response, 200, metrics.registry.contentType, await metrics.registry.metrics()),
  };

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = targetOf(request);
    if (!target) return respondError(response, 400, "BAD_REQUEST", "The request's target is not a path.");
    const { pathname, search } = target;
    if (isDraining) response.setHeader("connection", "close");
    const allowed = pathname === "/graphql" ? GRAPHQL_METHODS : READ_METHODS;
    if (!allowed.includes(request.method ?? "")) {
      const allow = allowed.join(", ");
      return respondError(response, 405, "BAD_REQUEST", `This takes ${allow}.`, { allow });
    }
    if (pathname === "/graphql") return graphql.handle(request, response, search);
    const plain = plainRoutes[pathname];
    if (plain) return plain(response);
    if (!page(response, pathname))
      respondError(response, 404, "NOT_FOUND", "There is nothing here. The graph is at /graphql.");
  }

  const server = createServer({ keepAliveTimeout: IDLE_CONNECTION_MS }, (request, response) => {
    route(request, response).catch((error: unknown) => {
      log.error({ err: error }, "could not answer a request");
      if (!response.headersSent)
        respondError(response, 500, "INTERNAL_SERVER_ERROR", "Something went wrong on our side.");
    });
  });
  await listen(server, config);
  const { port } = server.address() as AddressInfo;
  const host = config.host.includes(":") ? `[${config.host}]` : config.host;
  origin = `http://${host}:${port}`;

  return {
    origin,
    async stop() {
      isDraining = true;
      const bound = new AbortController();
      const tooLate = delay(config.limits.drainMs, true, { signal: bound.signal }).catch(() => false);
      // The port stays open meanwhile, so that /readyz can say no.
      if (await Promise.race([graphql.drain().then(() => false), tooLate])) {
        log.warn({ drainMs: config.limits.drainMs }, "operations are still in flight; cutting them off");
      }
      bound.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await apollo.stop();
    },
  };
}

const READ_METHODS = ["GET", "HEAD"];
const GRAPHQL_METHODS = ["GET", "HEAD", "POST", "OPTIONS"];

/** Path and query as they were sent: what the client says of hosts plays no part. */
function targetOf({ url = "/" }: IncomingMessage): { pathname: string; search: string } | null {
  if (!url.startsWith("/")) return null;
  const at = url.indexOf("?");
  return at < 0 ? { pathname: url, search: "" } : { pathname: url.slice(0, at), search: url.slice(at) };
}

function listen(server: Server, { host, port }: ServerConfig): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const inUse = error.code === "EADDRINUSE" ? ` It is in use; choose another with --port or server.port.` : "";
      reject(new Error(`Cannot listen on ${host}:${port}.${inUse}`, { cause: error }));
    });
    server.listen(port, host, () => {
      server.removeAllListeners("error");
      resolve();
    });
  });
}

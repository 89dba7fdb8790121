import { createHash, randomUUID, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type ApolloServer, HeaderMap } from "@apollo/server";
import type { Secret } from "../config/secret.js";
import type { ServerConfig } from "../config/server.js";
import { Interruption, type Signal } from "../transport/signal.js";
import { corsHeaders, STUDIO_ORIGIN } from "./cors.js";
import type { Logger } from "./log.js";
import type { Metrics } from "./metrics.js";
import type { OperationContext } from "./operation-context.js";
import { BodyError, readJsonBody } from "./read-body.js";
import { respondError } from "./respond.js";

export interface GraphqlRouteOptions {
  readonly apollo: ApolloServer<OperationContext>;
  readonly config: ServerConfig;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/** Characters of an answer that is written as text. */
const SHORT_ANSWER = 4096;
const REQUEST_ID = /^[\w.-]{1,128}$/;

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

function isAuthorised(request: IncomingMessage, bearerToken: Secret | undefined): boolean {
  if (!bearerToken) return true;
  return timingSafeEqual(digest(request.headers.authorization ?? ""), digest(`Bearer ${bearerToken.reveal()}`));
}

function askedTimeout(request: IncomingMessage): number | null {
  const asked = Number(request.headers["x-request-timeout-ms"]);
  return Number.isFinite(asked) && asked > 0 ? asked : null;
}

function headerMapOf(request: IncomingMessage): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  return headers;
}

export interface GraphqlRoute {
  handle(request: IncomingMessage, response: ServerResponse, search: string): Promise<void>;
  /** Turns further operations away. Resolves when those in flight are answered. */
  drain(): Promise<void>;
}

/** Answers /graphql: authorisation, overload, CORS, request id and body, and then Apollo Server. */
export function graphqlRoute({ apollo, config, log, metrics }: GraphqlRouteOptions): GraphqlRoute {
  const origins = config.landingPage === "studio" ? [...config.corsOrigins, STUDIO_ORIGIN] : config.corsOrigins;
  let inFlight = 0;
  let whenIdle: (() => void) | undefined;
  let isDraining = false;

  async function handle(request: IncomingMessage, response: ServerResponse, search: string): Promise<void> {
    const asked = request.headers["x-request-id"];
    const requestId = typeof asked === "string" && REQUEST_ID.test(asked) ? asked : randomUUID();
    const headers = { "x-request-id": requestId, ...corsHeaders(request, origins) };
    if (request.method === "OPTIONS") {
      response.writeHead(204, headers).end();
      return;
    }
    if (!isAuthorised(request, config.bearerToken)) {
      respondError(response, 401, "UNAUTHENTICATED", "This graph asks for a bearer token.", {
        ...headers,
        "www-authenticate": "Bearer",
      });
      return;
    }
    if (isDraining) {
      respondError(response, 503, "PROVIDER_UNAVAILABLE", "This server is stopping. Try another one.", {
        ...headers,
        "retry-after": "1",
      });
      return;
    }
    if (inFlight >= config.limits.maxConcurrentOperations) {
      respondError(response, 503, "RATE_LIMITED", "Too many operations at once. Try again shortly.", {
        ...headers,
        "retry-after": "1",
      });
      return;
    }
    inFlight += 1;
    metrics.operationsInFlight.inc();
    const client = new Interruption();
    response.once("close", () => {
      if (!response.writableFinished) client.abort(new Error("The client has gone."));
    });
    try {
      const body = request.method === "POST" ? await readJsonBody(request, config.limits.maxBodyBytes) : undefined;
      const answer = await apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: {
          method: request.method ?? "GET",
          headers: headerMapOf(request),
          search,
          body,
        },
        context: async () =>
          ({
            requestId,
            log,
            clientSignal: client as Signal,
            askedTimeoutMs: askedTimeout(request),
          }) as OperationContext,
      });
      if (answer.body.kind !== "complete") throw new Error("Incremental delivery is not part of this graph.");
      const { string } = answer.body;
      // A short text goes out in one piece with its head. A long one is copied twice, for its length and for the socket.
      const content = string.length < SHORT_ANSWER ? string : Buffer.from(string);
      response.writeHead(answer.status ?? 200, {
        ...Object.fromEntries(answer.headers),
        ...headers,
        // Without it Node sends the body in chunks, each with a line before and after it.
        "content-length": Buffer.byteLength(content),
        "x-content-type-options": "nosniff",
      });
      response.end(content);
    } catch (error) {
      if (error instanceof BodyError) {
        respondError(response, error.status, "BAD_REQUEST", error.message, { ...headers, connection: "close" });
      } else if (!client.aborted) {
        log.error({ err: error, requestId }, "could not answer a request");
        respondError(
          response,
          500,
          "INTERNAL_SERVER_ERROR",
          `Something went wrong on our side. Quote this reference when you report it: ${requestId}`,
          headers,
        );
      }
    } finally {
      inFlight -= 1;
      metrics.operationsInFlight.dec();
      if (inFlight === 0) whenIdle?.();
    }
  }

  return {
    handle,
    drain() {
      isDraining = true;
      return inFlight === 0 ? Promise.resolve() : new Promise((resolve) => (whenIdle = resolve));
    },
  };
}

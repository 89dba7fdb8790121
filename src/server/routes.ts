import type { IncomingMessage, ServerResponse } from "node:http";
import type { Visit } from "./connections.js";
import type { GraphqlHandler } from "./graphql-route.js";
import type { LandingPage } from "./landing-page.js";
import type { Metrics } from "./metrics.js";
import { withoutPublicPath } from "./public-path.js";
import { Refusal, respondRefusal } from "./refusal.js";
import { respondError } from "./respond.js";

export type PlainRoute = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export interface Routes {
  /** By path. All are read. */
  readonly plain: Readonly<Record<string, PlainRoute>>;
  /** Omitted: there is no graph on this port. */
  readonly graphql?: GraphqlHandler;
  readonly page?: LandingPage;
  readonly metrics: Pick<Metrics, "requestsRefused">;
  /** What a proxy in front may put before each path, with a slash at both ends. */
  readonly publicPath?: string;
}

export type RequestHandler = (request: IncomingMessage, response: ServerResponse, visit: Visit) => Promise<void>;

/** Paths that also work on connections beyond the limits. */
const HEALTH = ["/healthz", "/readyz"];
const GRAPH = "/graphql";
const READ_METHODS = ["GET", "HEAD"];
const GRAPHQL_METHODS = ["GET", "HEAD", "POST", "OPTIONS"];

/** Routes each request to its handler. */
export function routed({ plain, graphql, page, metrics, publicPath = "/" }: Routes): RequestHandler {
  return async (request, response, visit) => {
    const { host, expect = "100-continue" } = request.headers;
    if (host === undefined && request.httpVersion === "1.1")
      return respondRefusal(response, new Refusal("malformed", "An HTTP/1.1 request must have a Host header."));
    if (expect.toLowerCase() !== "100-continue")
      return respondRefusal(response, new Refusal("expectation", "The header Expect must be 100-continue or absent."));
    const target = targetOf(request);
    if (!target) return respondError(response, 400, "BAD_REQUEST", "The request must be for a path, such as /graphql.");
    const { search } = target;
    const pathname = withoutPublicPath(target.pathname, publicPath);
    if (visit.refusal && !HEALTH.includes(pathname)) {
      metrics.requestsRefused.inc({ reason: visit.refusal.reason });
      return respondRefusal(response, visit.refusal);
    }
    const isGraph = graphql !== undefined && pathname === GRAPH;
    const allowed = isGraph ? GRAPHQL_METHODS : READ_METHODS;
    if (!allowed.includes(request.method ?? "")) {
      const allow = allowed.join(", ");
      return respondError(response, 405, "BAD_REQUEST", `The method must be ${allow}; got ${request.method}.`, {
        allow,
      });
    }
    if (isGraph) return graphql(request, response, search, visit);
    const route = Object.hasOwn(plain, pathname) ? plain[pathname] : undefined;
    if (route) return route(request, response);
    if (page?.(request, response, pathname)) return;
    respondError(response, 404, "NOT_FOUND", `This path does not exist.${graphql ? " The graph is at /graphql." : ""}`);
  };
}

/** Whether a request is for the graph. */
export function isForGraph(request: IncomingMessage, publicPath: string): boolean {
  const target = targetOf(request);
  return target !== null && withoutPublicPath(target.pathname, publicPath) === GRAPH;
}

/** Path and query as they were sent: the client's claims about hosts play no part. */
function targetOf({ url = "/" }: IncomingMessage): { pathname: string; search: string } | null {
  if (!url.startsWith("/")) return null;
  const at = url.indexOf("?");
  return at < 0 ? { pathname: url, search: "" } : { pathname: url.slice(0, at), search: url.slice(at) };
}

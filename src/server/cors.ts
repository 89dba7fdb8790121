import type { IncomingMessage } from "node:http";
import { isIPv4 } from "node:net";
import { normalOrigin } from "../config/address.js";
import type { ServerConfig } from "../config/server.js";
import { shown } from "../model/shown.js";
import { Refusal } from "./refusal.js";

/** Where Apollo Studio's explorer runs. */
const STUDIO_ORIGIN = "https://studio.apollographql.com";

/** Headers that this server reads, and those that common clients and tracers send by default. */
const ALLOWED_HEADERS = [
  ...["content-type", "authorization", "x-request-id", "x-request-timeout-ms", "x-include-cost"],
  ...["idempotency-key"],
  ...["apollo-require-preflight", "apollographql-client-name", "apollographql-client-version"],
  ...["x-apollo-operation-name", "x-apollo-operation-id", "graphql-client-name", "graphql-client-version"],
  ...["traceparent", "tracestate", "baggage"],
];

/** Whether an origin is a page of this machine, on whatever port. Names below localhost never leave it: RFC 6761, 6.3. */
function isLoopback(origin: string): boolean {
  const { hostname } = new URL(origin);
  if (isIPv4(hostname)) return hostname.startsWith("127.");
  return hostname === "[::1]" || hostname === "localhost" || hostname.endsWith(".localhost");
}

/** The CORS headers for a request's origin; only `vary` when it is not allowed, for the sake of caches. */
export type Cors = (request: IncomingMessage) => Readonly<Record<string, string>>;

/**
 * Who may call from a browser, by the configuration.
 * @param letsLoopbackIn whether pages of this machine may as well, on any port
 */
export function corsOf(
  { corsOrigins, corsHeaders, landingPage }: Pick<ServerConfig, "corsOrigins" | "corsHeaders" | "landingPage">,
  letsLoopbackIn: boolean,
): Cors {
  const allowed = new Set(corsOrigins.map(normalOrigin));
  if (landingPage === "studio") allowed.add(STUDIO_ORIGIN);
  const headers = [...new Set([...ALLOWED_HEADERS, ...corsHeaders.map((name) => name.toLowerCase())])].join(", ");
  return ({ headers: { origin } }): Record<string, string> => {
    const asked = normalOrigin(origin);
    if (origin === undefined || asked === null || !(allowed.has(asked) || (letsLoopbackIn && isLoopback(asked))))
      return { vary: "origin" };
    return {
      "access-control-allow-origin": origin,
      "access-control-allow-methods": "GET, POST, OPTIONS",
      "access-control-allow-headers": headers,
      "access-control-expose-headers": "x-request-id, retry-after",
      "access-control-max-age": "600",
      vary: "origin",
    };
  };
}

export function foreignPage(origin: string): Refusal {
  const message = `Pages of the origin ${shown(origin)} may not call this graph: server.corsOrigins does not list it.`;
  return new Refusal("origin", message);
}

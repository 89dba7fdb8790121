import type { IncomingMessage } from "node:http";
import { normalOrigin } from "../config/address.js";

/** Where Apollo Studio's explorer runs. */
export const STUDIO_ORIGIN = "https://studio.apollographql.com";

const ALLOWED_HEADERS =
  "content-type, authorization, apollo-require-preflight, x-apollo-operation-name, x-request-id, x-request-timeout-ms, x-include-cost";

/** Origins as browsers write them, by the list that they were given in. */
const normalOrigins = new WeakMap<readonly string[], ReadonlySet<string | null>>();

function allows(origins: readonly string[], origin: string): boolean {
  const allowed = normalOrigins.get(origins) ?? new Set(origins.map(normalOrigin));
  normalOrigins.set(origins, allowed);
  const asked = normalOrigin(origin);
  return asked !== null && allowed.has(asked);
}

/** The CORS headers that a request's origin earns; only `vary` when it is not a configured one, for the sake of caches. */
export function corsHeaders(request: IncomingMessage, origins: readonly string[]): Record<string, string> {
  const { origin } = request.headers;
  if (origin === undefined || !allows(origins, origin)) return { vary: "origin" };
  return {
    "access-control-allow-origin": origin,
    "access-control-allow-methods": "GET, POST, OPTIONS",
    "access-control-allow-headers": ALLOWED_HEADERS,
    "access-control-expose-headers": "x-request-id, retry-after",
    "access-control-max-age": "600",
    vary: "origin",
  };
}

import type { IncomingMessage } from "node:http";
import { normalOrigin } from "../../config/address.js";
import { foreignPage } from "../cors.js";

/**
 * Browsers ask nobody before they open a WebSocket or an event source of another origin; the server has to check whose
 * page it is. Requests without an origin are not from pages.
 * @param cors the CORS headers of its answer
 * @throws Refusal for a page that may not call this graph
 */
export function requireOwnPage(
  { headers: { origin, host } }: Pick<IncomingMessage, "headers">,
  cors: Readonly<Record<string, string>>,
  publicUrl: string | undefined,
): void {
  if (origin === undefined || cors["access-control-allow-origin"] !== undefined) return;
  const asked = normalOrigin(origin);
  const isOwn = asked !== null && (new URL(asked).host === host || asked === (publicUrl && new URL(publicUrl).origin));
  if (!isOwn) throw foreignPage(origin);
}

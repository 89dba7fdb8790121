import type { IncomingMessage } from "node:http";
import { normalOrigin } from "../../config/address.js";
import { foreignPage } from "../cors.js";

/** What browsers call other pages than their server's own. Source: Fetch Metadata Request Headers, section 2.3. */
const ELSEWHERE = ["cross-site", "same-site"];

/**
 * Browsers ask nobody before they open a WebSocket or an event source of another origin; the server has to check whose
 * page it is. Requests that name neither an origin nor a site are not from pages.
 * @param cors the CORS headers of its answer
 * @throws Refusal for a page that may not call this graph
 */
export function requireOwnPage(
  { headers: { origin, host, "sec-fetch-site": site } }: Pick<IncomingMessage, "headers">,
  cors: Readonly<Record<string, string>>,
  publicUrl: string | undefined,
): void {
  // A page can ask without its origin, as long as it does not want to read the answer.
  if (origin === undefined && ELSEWHERE.includes(String(site))) throw foreignPage("null");
  if (origin === undefined || cors["access-control-allow-origin"] !== undefined) return;
  const asked = normalOrigin(origin);
  const isOwn = asked !== null && (new URL(asked).host === host || asked === (publicUrl && new URL(publicUrl).origin));
  if (!isOwn) throw foreignPage(origin);
}

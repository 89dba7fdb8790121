import type { IncomingMessage } from "node:http";
import { normalOrigin } from "../../config/address.js";
import { foreignPage } from "../cors.js";

/** Browsers' values for pages of other origins. Source: Fetch Metadata Request Headers, section 2.3. */
const ELSEWHERE = ["cross-site", "same-site"];

/**
 * Checks the page that opens a WebSocket or an event source, because browsers open those of other origins without a
 * check. Requests that name neither an origin nor a site do not come from pages.
 * @param cors the CORS headers of its answer
 * @throws Refusal for a page that may not call this graph
 */
export function requireOwnPage(
  { headers: { origin, host, "sec-fetch-site": site } }: Pick<IncomingMessage, "headers">,
  cors: Readonly<Record<string, string>>,
  publicUrl: string | undefined,
): void {
  // A page can send a request without its origin if it does not read the answer.
  if (origin === undefined && ELSEWHERE.includes(String(site))) throw foreignPage("null");
  if (origin === undefined || cors["access-control-allow-origin"] !== undefined) return;
  const asked = normalOrigin(origin);
  const isOwn = asked !== null && (new URL(asked).host === host || asked === (publicUrl && new URL(publicUrl).origin));
  if (!isOwn) throw foreignPage(origin);
}

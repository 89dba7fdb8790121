import type { Clock } from "./clock.js";
import type { Proxies } from "./dispatcher.js";
import { createConnections, type HttpAnswer } from "./http.js";
import { Interruption } from "./signal.js";

/**
 * Fetches a document.
 * @throws ExchangeFailure when there is no complete answer in time
 */
export type FetchText = (headers: Readonly<Record<string, string>>) => Promise<HttpAnswer>;

const LIMITS = {
  maxConnections: 1,
  connectTimeoutMs: 3_000,
  responseTimeoutMs: 3_000,
  maxResponseBytes: 256 * 1024,
  requestsPerSecond: {},
};

/**
 * Access to one document that is not a cloud's, such as an issuer's public keys. Does not follow redirects: the
 * configuration names the address.
 */
export function createFetchText(
  url: URL,
  clock: Clock,
  proxies: Proxies | null,
): { readonly fetchText: FetchText; close(): Promise<void> } {
  const connections = createConnections({ accountId: "", endpoint: url, limits: LIMITS }, clock, proxies);
  return {
    fetchText: (headers) =>
      connections.exchange(
        { method: "GET", url, headers: { host: url.host, ...headers }, body: "" },
        {
          deadlineAt: clock.now() + LIMITS.connectTimeoutMs + LIMITS.responseTimeoutMs,
          signal: new Interruption(),
          finishesOnceSent: false,
        },
      ),
    close: () => connections.close(),
  };
}

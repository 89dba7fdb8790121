import type { IncomingMessage, ServerResponse } from "node:http";
import type { ServerConfig } from "../config/server.js";
import { isAuthorised } from "./bearer-token.js";
import type { Metrics } from "./metrics.js";
import { Refusal, respondRefusal } from "./refusal.js";
import { respond } from "./respond.js";

/** The setting with the token for /metrics; null when it is open. */
export type MetricsToken = "server.metrics.bearerToken" | "server.bearerToken" | null;

/**
 * Metrics without a separate token are protected enough by a separate port: whoever configures it decides who can reach
 * it.
 */
export function metricsToken({ bearerToken, metrics }: Pick<ServerConfig, "bearerToken" | "metrics">): MetricsToken {
  if (metrics.bearerToken) return "server.metrics.bearerToken";
  return metrics.port === undefined && bearerToken ? "server.bearerToken" : null;
}

/** Answers /metrics, to callers who may read it. */
export function metricsRoute(
  config: Pick<ServerConfig, "bearerToken" | "metrics">,
  { registry, requestsRefused }: Metrics,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const tokens = {
    "server.metrics.bearerToken": config.metrics.bearerToken,
    "server.bearerToken": config.bearerToken,
  };
  const setting = metricsToken(config);
  const token = setting ? tokens[setting] : undefined;
  let rendering: Promise<string> | undefined;
  return async (request, response) => {
    if (isAuthorised(request, token)) {
      // Takes milliseconds, so all requests in one turn of the event loop share it.
      rendering ??= registry.metrics();
      setImmediate(() => {
        rendering = undefined;
      });
      return respond(response, 200, registry.contentType, await rendering);
    }
    const refusal = new Refusal(
      "unauthenticated",
      `The metrics require a bearer token, that of ${setting}: send the header "Authorization: Bearer …".`,
    );
    requestsRefused.inc({ reason: refusal.reason });
    respondRefusal(response, refusal);
  };
}

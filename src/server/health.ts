import type { ServerLimits } from "../config/server.js";
import type { OperationSlots } from "./operation-slots.js";
import { respondJson } from "./respond.js";
import type { PlainRoute } from "./routes.js";

export interface HealthOptions {
  readonly slots: OperationSlots;
  readonly limits: Pick<ServerLimits, "saturatedAfterMs" | "maxConcurrentOperations">;
  isDraining(): boolean;
}

interface Health {
  readonly status: 200 | 503;
  readonly body: { readonly status: string; readonly reason?: string };
}

/** Whether the process is alive, and whether it is to be sent requests. */
export function healthRoutes(options: HealthOptions): Readonly<Record<"/healthz" | "/readyz", PlainRoute>> {
  return {
    "/healthz": (_request, response) => respondJson(response, 200, { status: "alive" }),
    "/readyz": (_request, response) => {
      const { status, body } = readiness(options);
      respondJson(response, status, body);
    },
  };
}

/**
 * Whether the server is to be sent requests. Being full for a moment is what Retry-After is for; only a server that
 * stays full says that it is not ready, so that load balancers do not take it out and in again with every burst.
 */
function readiness({ slots, limits, isDraining }: HealthOptions): Health {
  if (isDraining()) {
    const reason = "This server is stopping: it finishes what is in flight and takes nothing new.";
    return { status: 503, body: { status: "draining", reason } };
  }
  const fullForMs = slots.fullForMs();
  if (fullForMs === null || fullForMs < limits.saturatedAfterMs) return { status: 200, body: { status: "ready" } };
  const reason = `It has been full for ${Math.round(fullForMs / 1000)} s: ${limits.maxConcurrentOperations} operations in flight is all that it takes at once.`;
  return { status: 503, body: { status: "saturated", reason } };
}

import type { ServerLimits } from "../config/server.js";
import type { OperationSlots } from "./operation-slots.js";
import { respondJson } from "./respond.js";
import type { PlainRoute } from "./routes.js";

export interface HealthOptions {
  readonly slots: OperationSlots;
  readonly limits: Pick<ServerLimits, "saturatedAfterMs" | "maxConcurrentOperations">;
  isDraining(): boolean;
  /** The reason why changes cannot be recorded at the moment, as text; null when they can. */
  storeTrouble(): string | null;
}

interface Health {
  readonly status: 200 | 503;
  readonly body: { readonly status: string; readonly reason?: string };
}

/** The share of a server's slots that is still taken when it is ready again after it was full. */
const READY_AGAIN = 0.75;

/** Whether the process is alive, and whether it should receive requests. */
export function healthRoutes(options: HealthOptions): Readonly<Record<"/healthz" | "/readyz", PlainRoute>> {
  const { slots, limits, isDraining, storeTrouble } = options;
  let isSaturated = false;

  /**
   * Retry-After handles a momentary overload. Only a server that stays full reports not ready, and then until there is
   * room again, so that load balancers do not remove and add it with every burst.
   */
  function readiness(): Health {
    if (isDraining()) return DRAINING;
    isSaturated = isSaturated ? slots.load > READY_AGAIN : slots.fullForMs > limits.saturatedAfterMs;
    if (isSaturated) return saturated(limits.maxConcurrentOperations);
    const trouble = storeTrouble();
    return trouble === null ? READY : degraded(trouble);
  }

  return {
    "/healthz": (_request, response) => respondJson(response, 200, { status: "alive" }),
    "/readyz": (_request, response) => {
      const { status, body } = readiness();
      respondJson(response, status, body);
    },
  };
}

const READY: Health = { status: 200, body: { status: "ready" } };
const DRAINING: Health = {
  status: 503,
  body: {
    status: "draining",
    reason: "This server is stopping: it finishes what is in flight and accepts nothing new.",
  },
};
/** Ready, because reads still work, and another server would have the same store. */
const degraded = (reason: string): Health => ({ status: 200, body: { status: "degraded", reason } });
const saturated = (most: number): Health => ({
  status: 503,
  body: {
    status: "saturated",
    reason: `This server is at its limit of ${most} concurrent operations; it is ready again when a quarter of them has finished.`,
  },
});

import type { HealthMonitor, Pool } from "../../model/pool.js";
import { nativePool } from "./mapping.js";
import { readCheckParams } from "./wire.js";

/** The health checks of a pool, which are those of its listener or rule. */
export function toHealthMonitor(pool: Pool): HealthMonitor {
  const native = nativePool(pool);
  if (native.kind === "rule") {
    const { healthCheck, checkParams } = native.rule;
    const checks = checkParams && readCheckParams(checkParams);
    return {
      enabled: healthCheck ?? false,
      protocol: "HTTP",
      port: null,
      path: checks?.path ?? null,
      intervalSeconds: checks?.delayLoop ?? null,
      timeoutSeconds: checks?.connectTimeout ?? null,
      healthyThreshold: null,
      unhealthyThreshold: null,
    };
  }
  const { listener, protocol } = native;
  const udpProtocol = listener.checkType?.toUpperCase() === "PING" ? "PING" : "UDP";
  return {
    enabled: listener.healthCheck ?? false,
    protocol: protocol === "UDP" ? udpProtocol : "TCP",
    // 0 stands for the port that traffic uses.
    port: listener.checkPort || null,
    path: null,
    intervalSeconds: listener.delayLoop,
    timeoutSeconds: listener.connectTimeout,
    healthyThreshold: listener.healthyThreshold,
    unhealthyThreshold: listener.unhealthyThreshold,
  };
}

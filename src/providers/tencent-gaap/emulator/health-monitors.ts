import type { Fields } from "../../../sandbox/fields.js";
import { refuse } from "./errors.js";
import { between, oneOf, switched, text } from "./fields.js";

/** The fields of health checks, which are part of listeners and rules. */

export const timing = {
  DelayLoop: between(5, 300),
  ConnectTimeout: between(2, 60),
} as const satisfies Fields;
export const layer4Checks = {
  HealthCheck: switched,
  ...timing,
  HealthyThreshold: between(1, 10),
  UnhealthyThreshold: between(1, 10),
} as const satisfies Fields;
export const udpChecks = {
  CheckType: oneOf("PORT", "PING"),
  CheckPort: between(1, 65_535),
  ContextType: oneOf("TEXT"),
  SendContext: text,
  RecvContext: text,
} as const satisfies Fields;

/**
 * The vendor's text wants the timeout below the interval, its example has them equal and succeeds: equal ones pass here.
 */
export function requireTimely({ DelayLoop, ConnectTimeout }: Readonly<Record<string, unknown>>): void {
  if (typeof DelayLoop === "number" && typeof ConnectTimeout === "number" && ConnectTimeout > DelayLoop)
    refuse("InvalidParameterValue", "ConnectTimeout must be less than DelayLoop.");
}

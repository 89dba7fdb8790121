import { inBounds, integerIn, oneOfWords, type Parameters } from "./check-fields.js";
import { refuse } from "./refusal.js";

/**
 * Checks of the numbers that health checks are told by. The vendor's text wants the timeout below the interval, its
 * example has them equal and succeeds: equal ones pass here. `current` holds what a change leaves as it is.
 */
export function checkHealthValues(parameters: Parameters, current: Parameters = {}): void {
  oneOfWords(parameters, "HealthCheck", [0, 1]);
  oneOfWords(parameters, "FailoverSwitch", [0, 1]);
  inBounds(parameters, "DelayLoop", 5, 300);
  inBounds(parameters, "ConnectTimeout", 2, 60);
  inBounds(parameters, "HealthyThreshold", 1, 10);
  inBounds(parameters, "UnhealthyThreshold", 1, 10);
  const delay = integerIn(parameters, "DelayLoop") ?? integerIn(current, "DelayLoop");
  const timeout = integerIn(parameters, "ConnectTimeout") ?? integerIn(current, "ConnectTimeout");
  if (delay !== undefined && timeout !== undefined && timeout > delay) {
    refuse("InvalidParameterValue", "ConnectTimeout must be less than DelayLoop.");
  }
  oneOfWords(parameters, "CheckType", ["PORT", "PING"]);
  inBounds(parameters, "CheckPort", 1, 65_535);
  oneOfWords(parameters, "ContextType", ["TEXT"]);
}

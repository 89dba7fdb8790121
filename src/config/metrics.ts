import { Host, Optional, SecretText, WholeNumber } from "./fields.js";
import type { Secret } from "./secret.js";

/**
 * Who may read /metrics, which names accounts, clouds, callers and operations. Without either setting it requires the
 * graph's own bearer token if there is one, and is open otherwise.
 */
export class MetricsConfig {
  /**
   * A separate port for /metrics, with /healthz and /readyz; the graph's port then has no /metrics. 0 is any free port.
   */
  @Optional()
  @WholeNumber({ min: 0, max: 65_535 })
  port?: number;

  /** The address that port listens on. */
  @Host()
  host = "127.0.0.1";

  /** A separate bearer token for /metrics, on either port. */
  @Optional()
  @SecretText({ inHeader: true })
  bearerToken?: Secret;

  /**
   * The most operation names to distinguish; clients choose them, and each makes some 15 series. Others count as
   * "other".
   */
  @WholeNumber({ min: 0, max: 10_000 })
  maxOperationNames = 50;

  /** The most callers to distinguish; others count as "other". */
  @WholeNumber({ min: 0, max: 10_000 })
  maxCallers = 100;

  /** The most client programs to distinguish, by the name that they send; others count as "other". */
  @WholeNumber({ min: 0, max: 10_000 })
  maxClientNames = 20;
}

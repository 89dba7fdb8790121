import { Host, Optional, SecretText, WholeNumber } from "./fields.js";
import type { Secret } from "./secret.js";

/**
 * Who may read /metrics, which names accounts, clouds, callers and operations. Without either setting it asks for the graph's own
 * bearer token when there is one, and is open otherwise.
 */
export class MetricsConfig {
  /** A port of its own for /metrics, with /healthz and /readyz; the graph's port then has no /metrics. 0 is any free port. */
  @Optional()
  @WholeNumber({ min: 0, max: 65_535 })
  port?: number;

  /** The address that port listens on. */
  @Host()
  host = "127.0.0.1";

  /** A bearer token of its own for /metrics, on whichever port it is. */
  @Optional()
  @SecretText({ inHeader: true })
  bearerToken?: Secret;

  /** Names of operations that are told apart; clients choose them, and each is some 15 series. Others count as "other". */
  @WholeNumber({ min: 0, max: 10_000 })
  maxOperationNames = 50;

  /** Callers that are told apart; others count as "other". */
  @WholeNumber({ min: 0, max: 10_000 })
  maxCallers = 100;

  /** Client programs that are told apart, by the name that they give themselves; others count as "other". */
  @WholeNumber({ min: 0, max: 10_000 })
  maxClientNames = 20;
}

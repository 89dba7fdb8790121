import type { ProblemError } from "../model/problem-error.js";
import type { UnsignedRequest } from "../signing/request.js";
import type { Call } from "./call.js";

/**
 * The effect of sending a request twice.
 * - `read`: none.
 * - `idempotent`: the same as sending it once (a whole-value PUT, a DELETE).
 * - `tokened`: the same as sending it once, as long as it is the same request: a create with the cloud's token. The
 *   same create in another request has another token and runs again; the failure says mayHaveHappened.
 * - `once`: a duplicate. Never sent again when it may have been done; the failure says mayHaveHappened instead.
 */
export type Effect = "read" | "idempotent" | "tokened" | "once";

export type QueryValue = string | number | boolean | readonly (string | number | boolean)[] | undefined;

export interface CloudRequest {
  /** The operation's name, for rate limits, logs and metrics: CreateListener, or "POST /v1/listeners". */
  readonly action: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Percent-encoded path, from the endpoint on. */
  readonly path: string;
  /** Omitted and undefined values are not sent; an array repeats its key. */
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object or array is sent as JSON with its content type; a string is sent unchanged. */
  readonly body?: object | string;
  readonly effect: Effect;
  /**
   * The query parameter for the cloud's idempotency token. The token is the same for all attempts of a request, and is
   * recorded with it.
   */
  readonly tokenParameter?: string;
  /**
   * Called once when the cloud refuses because something is busy. Returns a problem if waiting would not help (it is
   * frozen, not busy), or null to wait. Omitted: busy answers are retried.
   */
  readonly whyBusy?: (call: Call) => Promise<ProblemError | null>;
}

export interface CloudResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as text. */
  readonly text: string;
  /** The body as JSON; undefined when it is empty or not JSON. */
  readonly json: unknown;
}

/** What a cloud's folder defines about its use of HTTP. */
export interface CloudDialect {
  /** The provider's enum value, for problems. */
  readonly provider: string;
  /** The headers to send, including the signature or token. May fetch a token first, within `call`'s deadline. */
  sign(request: UnsignedRequest, at: Date, call: Call): Record<string, string> | Promise<Record<string, string>>;
  /**
   * The problem for a response, from the cloud's one table, or null for a success. Called for every status. The client
   * itself handles what no table can know: broken sockets, timeouts, answers that are not JSON. A `transient` problem
   * of a change always gets mayHaveHappened; all other classes mean that the change was not done.
   */
  problemIn(response: CloudResponse, request: CloudRequest): ProblemError | null;
  /**
   * The cloud's id of the request, if an answer's body has it. Omitted, or undefined: taken from a header, if there is
   * one.
   */
  requestIdIn?(response: CloudResponse): string | undefined;
  /** Drops a cached token, so that the next {@link sign} gets a new one. Called once after a `credentials` problem. */
  renewCredentials?(): void;
}

/**
 * The client of one account's endpoint. Pools connections, applies the rate limit and the circuit breaker, signs,
 * sends, and retries according to the retry class, all within the call's deadline.
 */
export interface CloudClient {
  /** @throws ProblemError when the cloud refused or could not be reached; any other error is a bug. */
  send(request: CloudRequest, call: Call): Promise<CloudResponse>;
  /**
   * The minimum milliseconds that this many requests of one action take under the account's rate limit; 0 without a
   * limit.
   */
  leastTimeFor(action: string, requests: number): number;
  /** Closes idle connections; requests in flight are finished. */
  close(): Promise<void>;
}

/** Numbers an account can set in the configuration; see config/account.ts for their meaning and defaults. */
export interface ClientLimits {
  readonly maxConnections: number;
  readonly connectTimeoutMs: number;
  readonly responseTimeoutMs: number;
  readonly maxResponseBytes: number;
  /** Requests per second by action name; "*" is for all other actions. No entry: no limit. */
  readonly requestsPerSecond: Readonly<Record<string, number>>;
  /** Omitted or 0: reads are not cached. */
  readonly readCacheSeconds?: number;
}

import type { ProblemError } from "../model/problem-error.js";
import type { UnsignedRequest } from "../signing/request.js";
import type { Call } from "./call.js";

/**
 * What sending a request twice would do.
 * - `read`: nothing.
 * - `idempotent`: nothing more than sending it once (a whole-value PUT, a DELETE).
 * - `tokened`: nothing more than sending it once, as long as it is the same request: a create with the cloud's token. The
 *   same create in another request has another token, and is done as well; the failure says mayHaveHappened.
 * - `once`: harm. Never sent again when it may have been done; the failure says mayHaveHappened instead.
 */
export type Effect = "read" | "idempotent" | "tokened" | "once";

export type QueryValue = string | number | boolean | readonly (string | number | boolean)[] | undefined;

export interface CloudRequest {
  /** The operation's name, for rate limits, logs and metrics: CreateListener, or "POST /v1/listeners". */
  readonly action: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Percent-encoded path, from the endpoint on. */
  readonly path: string;
  /** Left-out and undefined values are not sent; an array repeats its key. */
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object or array is sent as JSON with its content type; a string as it is. */
  readonly body?: object | string;
  readonly effect: Effect;
  /**
   * The query parameter in which the cloud takes a token by which it knows a request that comes again. It is the same for
   * every try of a request, and goes on record with it.
   */
  readonly tokenParameter?: string;
  /**
   * Asked once, when the cloud refuses because something is busy: the problem that no waiting would end (it is frozen, not
   * busy), or null to wait. Left out: a busy answer is waited out.
   */
  readonly whyBusy?: (call: Call) => Promise<ProblemError | null>;
}

export interface CloudResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as text. */
  readonly text: string;
  /** The body as JSON; undefined when it is empty or no JSON. */
  readonly json: unknown;
}

/** What a cloud's folder says about its way of talking HTTP. */
export interface CloudDialect {
  /** The provider's enum value, for problems. */
  readonly provider: string;
  /** Headers to send, with the signature or token among them. May fetch a token first, with `call`'s deadline. */
  sign(request: UnsignedRequest, at: Date, call: Call): Record<string, string> | Promise<Record<string, string>>;
  /**
   * The problem that a response stands for, from the cloud's one table, or null when it is a success. Called for every
   * status. The client itself handles what no table can know: broken sockets, timeouts, answers that are no JSON. A
   * `transient` problem of a change always gets mayHaveHappened; all other classes tell of a change that was not done.
   */
  problemIn(response: CloudResponse, request: CloudRequest): ProblemError | null;
  /**
   * The cloud's own name for the request, where an answer's body has it. Left out, or undefined: the header with such a
   * name has it, if anything does.
   */
  requestIdIn?(response: CloudResponse): string | undefined;
  /** Throws away a cached token, so that the next {@link sign} gets a new one. Called once after a `credentials` problem. */
  renewCredentials?(): void;
}

/**
 * One account's line to one endpoint. Pools connections, keeps the rate limit and the circuit breaker, signs, sends,
 * and tries again by the retry class of what went wrong, all within the call's deadline.
 */
export interface CloudClient {
  /** @throws ProblemError when the cloud refused or could not be reached; nothing else on purpose. */
  send(request: CloudRequest, call: Call): Promise<CloudResponse>;
  /** Milliseconds that so many requests of one action need at least, by the account's rate limit; 0 where there is none. */
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
  /** Requests per second by action name; "*" is for each action that is not named. No entry: no limit. */
  readonly requestsPerSecond: Readonly<Record<string, number>>;
  /** Left out or 0: answers are not kept. */
  readonly readCacheSeconds?: number;
}

import type { ServerResponse } from "node:http";
import { respondError } from "./respond.js";

interface Kind {
  readonly status: number;
  readonly code: string;
  /** Whether the connection cannot be used any more: nobody reads the rest of the request. */
  readonly closes?: boolean;
}

/** Why requests are refused before GraphQL sees them, with their status. The names are values of a metric's label. */
const REASONS = {
  origin: { status: 403, code: "FORBIDDEN" },
  unauthenticated: { status: 401, code: "UNAUTHENTICATED" },
  caller_budget: { status: 429, code: "RATE_LIMITED" },
  document_unknown: { status: 400, code: "PERSISTED_QUERY_NOT_FOUND" },
  document_untrusted: { status: 403, code: "DOCUMENT_NOT_TRUSTED" },
  issuer_keys: { status: 503, code: "PROVIDER_UNAVAILABLE" },
  draining: { status: 503, code: "PROVIDER_UNAVAILABLE" },
  operations: { status: 503, code: "RATE_LIMITED" },
  client_operations: { status: 429, code: "RATE_LIMITED" },
  streams: { status: 503, code: "RATE_LIMITED" },
  caller_streams: { status: 429, code: "RATE_LIMITED" },
  body_room: { status: 503, code: "RATE_LIMITED" },
  client_body_room: { status: 429, code: "RATE_LIMITED" },
  body_time: { status: 408, code: "BAD_REQUEST", closes: true },
  body_size: { status: 413, code: "BAD_REQUEST" },
  body_pieces: { status: 400, code: "BAD_REQUEST", closes: true },
  body_type: { status: 415, code: "BAD_REQUEST" },
  idempotency_key: { status: 400, code: "BAD_REQUEST" },
  body_syntax: { status: 400, code: "BAD_REQUEST" },
  connections: { status: 503, code: "RATE_LIMITED" },
  client_connections: { status: 429, code: "RATE_LIMITED" },
  pipelining: { status: 429, code: "RATE_LIMITED" },
  headers_time: { status: 408, code: "BAD_REQUEST" },
  headers_size: { status: 431, code: "BAD_REQUEST" },
  expectation: { status: 417, code: "BAD_REQUEST" },
  unfinished: { status: 400, code: "BAD_REQUEST" },
  callback: { status: 403, code: "FORBIDDEN" },
  upgrade: { status: 400, code: "BAD_REQUEST" },
  malformed: { status: 400, code: "BAD_REQUEST" },
  query_cut_off: { status: 503, code: "PROVIDER_UNAVAILABLE" },
  change_cut_off: { status: 503, code: "OUTCOME_UNKNOWN" },
} as const satisfies Record<string, Kind>;

export type RefusalReason = keyof typeof REASONS;

/** Seconds to wait that are named to clients who may come again. */
const RETRY_AFTER = "1";

/** A refused request. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly #closes: boolean;
  readonly #retryAfter: string;

  constructor(
    readonly reason: RefusalReason,
    message: string,
    options: ErrorOptions & { readonly retryAfterSeconds?: number } = {},
  ) {
    super(message, options);
    this.#retryAfter = options.retryAfterSeconds === undefined ? RETRY_AFTER : String(options.retryAfterSeconds);
    const { status, code, closes = false }: Kind = REASONS[reason];
    this.status = status;
    this.code = code;
    this.#closes = closes;
  }

  /** The members of its answer besides the message. */
  get headers(): Record<string, string> {
    return {
      ...(this.status === 503 || this.status === 429 ? { "retry-after": this.#retryAfter } : {}),
      ...(this.status === 401 ? { "www-authenticate": "Bearer" } : {}),
      ...(this.#closes ? { connection: "close" } : {}),
    };
  }
}

export function respondRefusal(
  response: ServerResponse,
  refusal: Refusal,
  headers: Readonly<Record<string, string>> = {},
): void {
  respondError(response, refusal.status, refusal.code, refusal.message, { ...headers, ...refusal.headers });
}

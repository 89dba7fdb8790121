import { ProxyFailure, refusalOfProxy } from "./proxy-failure.js";

/**
 * How an exchange of one request for one answer can fail.
 * - `unreachable`: no connection was established.
 * - `noProxy`: the proxy on the way could not be reached.
 * - `proxyRefused`: the proxy on the way refused to connect.
 * - `untrusted`: the other side could not authenticate itself.
 * - `unanswered`: no complete answer within the time for one answer.
 * - `late`: no complete answer by the call's deadline.
 * - `broken`: the connection broke, or the answer was not HTTP.
 * - `tooLarge`: the answer is longer than allowed.
 * - `abandoned`: the caller has cancelled.
 */
export type ExchangeFailureKind =
  | "unreachable"
  | "noProxy"
  | "proxyRefused"
  | "untrusted"
  | "unanswered"
  | "late"
  | "broken"
  | "tooLarge"
  | "abandoned";

/** A request without a complete answer. */
export class ExchangeFailure extends Error {
  override readonly name = "ExchangeFailure";

  constructor(
    readonly kind: ExchangeFailureKind,
    /** Whether the request may have reached the cloud. False: it certainly has not. */
    readonly maySent: boolean,
    cause?: unknown,
  ) {
    super(`The exchange failed: ${kind}.`, { cause });
  }

  /** The system's or the HTTP client's code of the failure, such as ECONNREFUSED. */
  get reason(): string | undefined {
    const code = (this.cause as { code?: unknown } | undefined)?.code;
    return typeof code === "string" ? code : undefined;
  }

  /** The status of a proxy that refused to connect. */
  get proxyStatus(): number {
    return refusalOfProxy(this.cause as Error) ?? 0;
  }
}

const KINDS: Readonly<Record<string, ExchangeFailureKind>> = {
  UND_ERR_HEADERS_TIMEOUT: "unanswered",
  UND_ERR_BODY_TIMEOUT: "unanswered",
  UND_ERR_RES_EXCEEDED_MAX_SIZE: "tooLarge",
  UND_ERR_HEADERS_OVERFLOW: "tooLarge",
};

/** Node's codes for certificates and handshakes: CERT_HAS_EXPIRED, DEPTH_ZERO_SELF_SIGNED_CERT, ERR_TLS_CERT_ALTNAME_INVALID. */
const NOT_TRUSTED = /CERT|^ERR_TLS_|^UNABLE_TO_/;

/**
 * Classifies an error of the HTTP client.
 * @throws the error itself when the request can never be sent, which is an internal error
 */
export function failureOf(error: Error & { code?: string }, wasSent: boolean): ExchangeFailure {
  const code = error.code ?? "";
  if (code === "UND_ERR_INVALID_ARG") throw error;
  if (error instanceof ProxyFailure) return new ExchangeFailure("noProxy", false, error);
  if (!wasSent && refusalOfProxy(error) !== undefined) return new ExchangeFailure("proxyRefused", false, error);
  if (!wasSent) return new ExchangeFailure(NOT_TRUSTED.test(code) ? "untrusted" : "unreachable", false, error);
  return new ExchangeFailure(KINDS[code] ?? "broken", true, error);
}

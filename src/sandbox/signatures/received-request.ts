/** A request as received, before any check. */
export interface ReceivedRequest {
  readonly method: string;
  /** Raw path without the query, as received. */
  readonly path: string;
  /** Raw query string without "?". */
  readonly query: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * The result of a verifier.
 * - `missing`: the request carries no signature of this kind.
 * - `malformed`: its signature cannot be parsed.
 * - `unknown-key`: no such key exists.
 * - `expired`: the time in it is too far from the clock, on either side.
 * - `mismatch`: the signature does not match the request.
 * - `replayed`: the signature is valid, but the nonce was used before.
 */
export type Verdict =
  | { ok: true; keyId: string }
  | { ok: false; reason: "missing" | "malformed" | "unknown-key" | "mismatch" | "expired" | "replayed" };

export type RejectionReason = Extract<Verdict, { ok: false }>["reason"];

export function reject(reason: RejectionReason): Verdict {
  return { ok: false, reason };
}

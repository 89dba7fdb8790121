/** A request as it came in, before anyone believes it. */
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
 * What a verifier says.
 * - `missing`: the request carries no signature of this kind.
 * - `malformed`: it carries something that cannot be one.
 * - `unknown-key`: nobody has that key.
 * - `expired`: the time in it is too far from the clock, on either side.
 * - `mismatch`: the signature is not that of this request.
 * - `replayed`: all is well, but the nonce was used before.
 */
export type Verdict =
  | { ok: true; keyId: string }
  | { ok: false; reason: "missing" | "malformed" | "unknown-key" | "mismatch" | "expired" | "replayed" };

export type RejectionReason = Extract<Verdict, { ok: false }>["reason"];

export function reject(reason: RejectionReason): Verdict {
  return { ok: false, reason };
}

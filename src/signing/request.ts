/** A request as it will go over the wire. `url` is absolute and carries the query; `body` is the exact text to be sent ("" when none). */
export interface UnsignedRequest {
  readonly method: string;
  readonly url: URL;
  /** Lower-case names by convention. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * The headers that a signer starts from: lower-case names, and `host` as HTTP clients send it (port only when it is not the
 * scheme's own) unless the request names one. An `authorization` from an earlier attempt is dropped.
 */
export function headersBeforeSigning(request: UnsignedRequest): Record<string, string> {
  const headers: Record<string, string> = { host: request.url.host };
  for (const [name, value] of Object.entries(request.headers)) headers[name.toLowerCase()] = value;
  delete headers.authorization;
  return headers;
}

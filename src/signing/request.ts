/**
 * A request as it will be sent. `url` is absolute and includes the query; `body` is the exact text ("" when there is
 * none).
 */
export interface UnsignedRequest {
  readonly method: string;
  readonly url: URL;
  /** Lower-case names by convention. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * The headers that a signer starts from, with lower-case names. `host` is as HTTP clients send it (with the port only
 * when it is not the scheme's default), unless the request has one. Drops the `authorization` of an earlier attempt.
 */
export function headersBeforeSigning(request: UnsignedRequest): Record<string, string> {
  const headers: Record<string, string> = { host: request.url.host };
  for (const [name, value] of Object.entries(request.headers)) headers[name.toLowerCase()] = value;
  delete headers.authorization;
  return headers;
}

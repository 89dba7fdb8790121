import { canonicalHeaders } from "./canonical-headers.js";
import { headersBeforeSigning, type UnsignedRequest } from "./request.js";
import { hmacSha256, sha256Hex } from "./sha256.js";

const algorithm = "TC3-HMAC-SHA256";

/** A Tencent Cloud API key; only a temporary key has a token. */
export interface Tc3Credentials {
  readonly secretId: string;
  readonly secretKey: string;
  readonly token?: string;
}

/** What is signed besides the request. */
export interface Tc3Details {
  /** Sent as `x-tc-timestamp`, in whole seconds; the cloud refuses a difference of more than 5 minutes. */
  readonly at: Date;
  /** First label of the public host, such as `gaap`, whichever host the request is sent to. */
  readonly service: string;
  /** Operation name, such as `DescribeTCPListeners`. */
  readonly action: string;
  /** API version, such as `2018-05-29`. */
  readonly version: string;
  /** Omitted for services without regions. */
  readonly region?: string;
}

/**
 * Signs for Tencent Cloud API 3.0, and returns all headers to send.
 *
 * Signs `content-type` and `host` only, as the vendor's SDKs do. Gives a request without a content type the one that
 * the cloud expects: JSON for a POST, form for a GET.
 *
 * Source: Tencent Cloud help page on signature V3; tencentcloud-sdk-nodejs 4.1.313 `tencentcloud/common/sign`, which
 * signs the host name without its port, while this signs the host as it is sent. The two agree on every public
 * endpoint.
 */
export function signTc3HmacSha256(
  request: UnsignedRequest,
  credentials: Tc3Credentials,
  details: Tc3Details,
): Record<string, string> {
  const timestamp = String(Math.floor(details.at.getTime() / 1000));
  const date = details.at.toISOString().slice(0, 10);
  const headers = headersBeforeSigning(request);
  headers["content-type"] ??= request.method === "GET" ? "application/x-www-form-urlencoded" : "application/json";
  headers["x-tc-action"] = details.action;
  headers["x-tc-version"] = details.version;
  headers["x-tc-timestamp"] = timestamp;
  if (details.region !== undefined) headers["x-tc-region"] = details.region;
  if (credentials.token !== undefined) headers["x-tc-token"] = credentials.token;

  const signed = canonicalHeaders(headers, (name) => name === "content-type" || name === "host");
  const canonicalRequest = [
    request.method,
    request.url.pathname,
    // As sent: this cloud neither sorts nor re-encodes the query.
    request.url.search.slice(1),
    signed.lines,
    signed.names,
    sha256Hex(request.body),
  ].join("\n");
  const scope = `${date}/${details.service}/tc3_request`;
  const textToSign = [algorithm, timestamp, scope, sha256Hex(canonicalRequest)].join("\n");
  const dateKey = hmacSha256(`TC3${credentials.secretKey}`, date);
  const signingKey = hmacSha256(hmacSha256(dateKey, details.service), "tc3_request");
  const signature = hmacSha256(signingKey, textToSign).toString("hex");
  headers.authorization = `${algorithm} Credential=${credentials.secretId}/${scope}, SignedHeaders=${signed.names}, Signature=${signature}`;
  return headers;
}

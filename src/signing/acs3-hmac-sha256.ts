import { canonicalHeaders } from "./canonical-headers.js";
import { canonicalPath, canonicalQuery } from "./canonical-url.js";
import { headersBeforeSigning, type UnsignedRequest } from "./request.js";
import { hmacSha256, sha256Hex } from "./sha256.js";

const algorithm = "ACS3-HMAC-SHA256";

/** An Alibaba Cloud access key; only a temporary (STS) key has a token. */
export interface Acs3Credentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
}

/** What is signed besides the request. */
export interface Acs3Details {
  /** Sent as `x-acs-date`, in whole seconds; the cloud refuses a difference of more than 15 minutes. */
  readonly at: Date;
  /** Never used before with this key; the cloud refuses a second use. */
  readonly nonce: string;
  /** Operation name, such as `ListListeners`. */
  readonly action: string;
  /** API version, such as `2019-11-20`. */
  readonly version: string;
}

/**
 * Signs for Alibaba Cloud with signature method V3, and returns all headers to send.
 *
 * Signs `host`, `content-type` and every header that starts with `x-acs-`; other headers are sent unsigned.
 *
 * Source: Alibaba Cloud help page on signature V3; @alicloud/openapi-util 0.3.3 `getAuthorization`.
 */
export function signAcs3HmacSha256(
  request: UnsignedRequest,
  credentials: Acs3Credentials,
  details: Acs3Details,
): Record<string, string> {
  const bodyHash = sha256Hex(request.body);
  const headers = headersBeforeSigning(request);
  headers["x-acs-action"] = details.action;
  headers["x-acs-version"] = details.version;
  headers["x-acs-date"] = `${details.at.toISOString().slice(0, "YYYY-MM-DDTHH:MM:SS".length)}Z`;
  headers["x-acs-signature-nonce"] = details.nonce;
  headers["x-acs-content-sha256"] = bodyHash;
  if (credentials.securityToken !== undefined) {
    headers["x-acs-accesskey-id"] = credentials.accessKeyId;
    headers["x-acs-security-token"] = credentials.securityToken;
  }

  const signed = canonicalHeaders(headers, isSigned);
  const canonicalRequest = [
    request.method,
    canonicalPath(request.url),
    canonicalQuery(request.url),
    signed.lines,
    signed.names,
    bodyHash,
  ].join("\n");
  const textToSign = `${algorithm}\n${sha256Hex(canonicalRequest)}`;
  const signature = hmacSha256(credentials.accessKeySecret, textToSign).toString("hex");
  // No spaces after the commas, unlike the other two signatures in this folder.
  headers.authorization = `${algorithm} Credential=${credentials.accessKeyId},SignedHeaders=${signed.names},Signature=${signature}`;
  return headers;
}

function isSigned(name: string): boolean {
  return name === "host" || name === "content-type" || name.startsWith("x-acs-");
}

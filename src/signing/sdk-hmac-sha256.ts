import { canonicalHeaders } from "./canonical-headers.js";
import { canonicalPath, canonicalQuery } from "./canonical-url.js";
import { headersBeforeSigning, type UnsignedRequest } from "./request.js";
import { hmacSha256, sha256Hex } from "./sha256.js";

const algorithm = "SDK-HMAC-SHA256";

/** A Huawei Cloud access key; only a temporary key has a token. */
export interface SdkHmacCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly securityToken?: string;
}

/**
 * Signs for Huawei Cloud's API gateway with an access key (AK/SK), and returns all headers to send.
 *
 * Signs every header, so none may change in transit. The caller sets the account header (`x-project-id`, `x-domain-id`)
 * and `content-type`. With `x-sdk-content-sha256: UNSIGNED-PAYLOAD` the body is left out of the signature. The gateway
 * refuses a time more than 15 minutes off and a signed body above 12 MB.
 *
 * Source: Huawei Cloud "API Request Signing Guide", page api-sign-0001; huaweicloud-sdk-nodejs-v3
 * `core/auth/AKSKSigner.ts`.
 *
 * @param at the time to sign with; sent as `x-sdk-date`, in whole seconds.
 */
export function signSdkHmacSha256(
  request: UnsignedRequest,
  credentials: SdkHmacCredentials,
  at: Date,
): Record<string, string> {
  const date = at.toISOString().replace(/[-:]|\.\d+/g, "");
  const headers = headersBeforeSigning(request);
  headers["x-sdk-date"] = date;
  if (credentials.securityToken !== undefined) headers["x-security-token"] = credentials.securityToken;

  const signed = canonicalHeaders(headers, () => true);
  const path = canonicalPath(request.url);
  const canonicalRequest = [
    request.method,
    // Only the signed form ends with a slash; the URL that is sent does not.
    path.endsWith("/") ? path : `${path}/`,
    canonicalQuery(request.url),
    signed.lines,
    signed.names,
    headers["x-sdk-content-sha256"] ?? sha256Hex(request.body),
  ].join("\n");
  const textToSign = [algorithm, date, sha256Hex(canonicalRequest)].join("\n");
  const signature = hmacSha256(credentials.secretAccessKey, textToSign).toString("hex");
  headers.authorization = `${algorithm} Access=${credentials.accessKeyId}, SignedHeaders=${signed.names}, Signature=${signature}`;
  return headers;
}

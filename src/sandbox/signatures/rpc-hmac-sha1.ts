import { hmac, isSameText } from "./digests.js";
import { instantOfExtended, isWithinMinutes } from "./instants.js";
import type { NonceMemory } from "./nonce-memory.js";
import { encode, parametersOf, respellPairs } from "./parameters.js";
import { type ReceivedRequest, reject, type Verdict } from "./received-request.js";

/**
 * Checks Alibaba Cloud's older RPC signature (SignatureVersion 1.0), whose parts are parameters of the query, of a form
 * body, or of both. It covers the parameters and the method; headers, host and thus `x-acs-action` are not part of it.
 *
 * `Timestamp` may be 15 minutes off. A nonce counts as used only when all other checks pass.
 *
 * Source: Alibaba Cloud help page on signature V2; @alicloud/openapi-util 0.3.3 `getRPCSignature`.
 *
 * @param keys secret by access key id.
 */
export function verifyRpcHmacSha1(
  request: ReceivedRequest,
  keys: ReadonlyMap<string, string>,
  now: Date,
  nonces: NonceMemory,
): Verdict {
  const parameters = parametersOf(request);
  if (parameters === null) return reject("malformed");
  const signature = parameters.get("Signature");
  const keyId = parameters.get("AccessKeyId");
  if (!signature || !keyId) return reject("missing");

  const instant = instantOfExtended(parameters.get("Timestamp") ?? "");
  const nonce = parameters.get("SignatureNonce");
  if (instant === null || !nonce) return reject("malformed");
  if (parameters.get("SignatureMethod") !== "HMAC-SHA1" || parameters.get("SignatureVersion") !== "1.0") {
    return reject("malformed");
  }

  const secret = keys.get(keyId);
  if (secret === undefined) return reject("unknown-key");
  if (!isWithinMinutes(15, instant, now)) return reject("expired");

  const signed = respellPairs([...parameters].filter(([name]) => name !== "Signature"));
  const textToSign = `${request.method}&${encode(request.path)}&${encode(signed)}`;
  const expected = hmac("sha1", `${secret}&`, textToSign).toString("base64");
  if (!isSameText(signature, expected)) return reject("mismatch");
  return nonces.use(keyId, nonce, now) ? { ok: true, keyId } : reject("replayed");
}

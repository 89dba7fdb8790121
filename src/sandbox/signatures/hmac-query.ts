import { hmac, isSameText } from "./digests.js";
import { instantOfSeconds, isWithinMinutes } from "./instants.js";
import { byBytes, parametersOf } from "./parameters.js";
import { type ReceivedRequest, reject, type Verdict } from "./received-request.js";
import { signableHosts } from "./tencent-hosts.js";

const hashes: ReadonlyMap<string, "sha1" | "sha256"> = new Map([
  ["HmacSHA1", "sha1"],
  ["HmacSHA256", "sha256"],
]);

/**
 * Checks Tencent Cloud's older signatures, HmacSHA1 and HmacSHA256, whose parts are parameters of the query or of a
 * form body. Without a `SignatureMethod` it is HmacSHA1. `Timestamp` may be 5 minutes off. The host counts with and
 * without its port.
 *
 * The values in the signed text are not encoded, so a value with `&` and `=` in it can pass for two parameters. That
 * gap is in the cloud's scheme, not only in this check.
 *
 * Source: Tencent Cloud help page on signature V1; tencentcloud-sdk-nodejs 4.1.313 `common/abstract_client`.
 *
 * @param keys secret by secret id.
 */
export function verifyHmacQuery(request: ReceivedRequest, keys: ReadonlyMap<string, string>, now: Date): Verdict {
  const parameters = parametersOf(request);
  if (parameters === null) return reject("malformed");
  const signature = parameters.get("Signature");
  const keyId = parameters.get("SecretId");
  if (!signature || !keyId) return reject("missing");

  const hash = hashes.get(parameters.get("SignatureMethod") ?? "HmacSHA1");
  const instant = instantOfSeconds(parameters.get("Timestamp") ?? "");
  const host = request.headers.host;
  if (hash === undefined || instant === null || host === undefined) return reject("malformed");
  if (!/^\d+$/.test(parameters.get("Nonce") ?? "")) return reject("malformed");

  const secret = keys.get(keyId);
  if (secret === undefined) return reject("unknown-key");
  if (!isWithinMinutes(5, instant, now)) return reject("expired");

  const signed = [...parameters]
    .filter(([name]) => name !== "Signature")
    .sort((a, b) => byBytes(a[0], b[0]))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
  const matches = signableHosts(host).some((spelling) => {
    const textToSign = `${request.method}${spelling}${request.path}?${signed}`;
    return isSameText(signature, hmac(hash, secret, textToSign).toString("base64"));
  });
  return matches ? { ok: true, keyId } : reject("mismatch");
}

import { headerLines, readAuthorization } from "./authorization.js";
import { hexSha256, hmac, isSameText } from "./digests.js";
import { instantOfBasic, isWithinMinutes } from "./instants.js";
import { parsePairs, respellPairs, respellPath } from "./parameters.js";
import { type ReceivedRequest, reject, type Verdict } from "./received-request.js";

const algorithm = "SDK-HMAC-SHA256";

/**
 * Checks a Huawei Cloud AK/SK signature.
 *
 * `x-sdk-date` must be among the signed headers and at most 15 minutes off. A body hash in `x-sdk-content-sha256` must be that
 * of the body, unless it is the literal UNSIGNED-PAYLOAD, which leaves the body out of the signature.
 *
 * Source: Huawei Cloud "API Request Signing Guide", page api-sign-0001.
 *
 * @param keys secret by access key id.
 */
export function verifySdkHmacSha256(request: ReceivedRequest, keys: ReadonlyMap<string, string>, now: Date): Verdict {
  const authorization = readAuthorization(request, algorithm, "Access");
  if (typeof authorization === "string") return reject(authorization);

  const date = request.headers["x-sdk-date"];
  const instant = date === undefined ? null : instantOfBasic(date);
  const path = respellPath(request.path);
  const pairs = parsePairs(request.query);
  if (instant === null || !authorization.signedHeaders.includes("x-sdk-date")) return reject("malformed");
  if (path === null || pairs === null) return reject("malformed");

  const secret = keys.get(authorization.credential);
  if (secret === undefined) return reject("unknown-key");
  if (!isWithinMinutes(15, instant, now)) return reject("expired");

  const lines = headerLines(request, authorization.signedHeaders);
  const bodyHash = signedBodyHash(request);
  if (lines === null || bodyHash === null) return reject("mismatch");
  const slashed = path.endsWith("/") ? path : `${path}/`;
  const names = authorization.signedHeaders.join(";");
  const canonical = `${request.method}\n${slashed}\n${respellPairs(pairs)}\n${lines}\n${names}\n${bodyHash}`;
  const expected = hmac("sha256", secret, `${algorithm}\n${date}\n${hexSha256(canonical)}`).toString("hex");
  if (!isSameText(authorization.signature, expected)) return reject("mismatch");
  return { ok: true, keyId: authorization.credential };
}

function signedBodyHash(request: ReceivedRequest): string | null {
  const announced = request.headers["x-sdk-content-sha256"];
  if (announced === "UNSIGNED-PAYLOAD") return announced;
  const actual = hexSha256(request.body);
  return announced === undefined || announced === actual ? actual : null;
}

import { headerLines, readAuthorization } from "./authorization.js";
import { hexSha256, hmac, isSameText } from "./digests.js";
import { instantOfExtended, isWithinMinutes } from "./instants.js";
import type { NonceMemory } from "./nonce-memory.js";
import { parsePairs, respellPairs, respellPath } from "./parameters.js";
import { type ReceivedRequest, reject, type Verdict } from "./received-request.js";

const algorithm = "ACS3-HMAC-SHA256";
const required = [
  "host",
  "x-acs-action",
  "x-acs-content-sha256",
  "x-acs-date",
  "x-acs-signature-nonce",
  "x-acs-version",
];

/**
 * Checks an Alibaba Cloud V3 signature.
 *
 * `host` and every `x-acs-` header of the request must be signed. `x-acs-content-sha256` must be the hash of the body.
 * `x-acs-date` may be 15 minutes off. A nonce counts as used only when all other checks pass.
 *
 * Source: Alibaba Cloud help page on signature V3.
 *
 * @param keys secret by access key id.
 */
export function verifyAcs3HmacSha256(
  request: ReceivedRequest,
  keys: ReadonlyMap<string, string>,
  now: Date,
  nonces: NonceMemory,
): Verdict {
  const authorization = readAuthorization(request, algorithm, "Credential");
  if (typeof authorization === "string") return reject(authorization);

  const { credential: keyId, signedHeaders, signature } = authorization;
  const instant = instantOfExtended(request.headers["x-acs-date"] ?? "");
  const nonce = request.headers["x-acs-signature-nonce"];
  const path = respellPath(request.path);
  const pairs = parsePairs(request.query);
  if (instant === null || !nonce || path === null || pairs === null) return reject("malformed");
  if (!required.every((name) => signedHeaders.includes(name))) return reject("malformed");

  const secret = keys.get(keyId);
  if (secret === undefined) return reject("unknown-key");
  if (!isWithinMinutes(15, instant, now)) return reject("expired");

  const lines = headerLines(request, signedHeaders);
  const bodyHash = hexSha256(request.body);
  if (lines === null || hasUnsigned(request, signedHeaders)) return reject("mismatch");
  if (request.headers["x-acs-content-sha256"] !== bodyHash) return reject("mismatch");
  const names = signedHeaders.join(";");
  const canonical = `${request.method}\n${path}\n${respellPairs(pairs)}\n${lines}\n${names}\n${bodyHash}`;
  const expected = hmac("sha256", secret, `${algorithm}\n${hexSha256(canonical)}`).toString("hex");
  if (!isSameText(signature, expected)) return reject("mismatch");
  return nonces.use(keyId, nonce, now) ? { ok: true, keyId } : reject("replayed");
}

function hasUnsigned(request: ReceivedRequest, signedHeaders: readonly string[]): boolean {
  return Object.keys(request.headers).some((name) => name.startsWith("x-acs-") && !signedHeaders.includes(name));
}

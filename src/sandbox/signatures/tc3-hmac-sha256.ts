import { headerLines, readAuthorization } from "./authorization.js";
import { hexSha256, hmac, isSameText } from "./digests.js";
import { instantOfSeconds, isWithinMinutes } from "./instants.js";
import { type ReceivedRequest, reject, type Verdict } from "./received-request.js";
import { signableHosts } from "./tencent-hosts.js";

const algorithm = "TC3-HMAC-SHA256";

/**
 * Checks a Tencent Cloud TC3 signature for the service `gaap`.
 *
 * `content-type` and `host` must be signed; others may be. `x-tc-timestamp` may be 5 minutes off. Beyond the cloud's
 * own rules, the host counts with and without its port, and the scope may name the first label of the host instead of
 * `gaap`: that is what the vendor's SDK does when it is pointed at an address (`common/sign`,
 * `common/abstract_client`).
 *
 * Source: Tencent Cloud help page on signature V3.
 *
 * @param keys secret by secret id.
 */
export function verifyTc3HmacSha256(request: ReceivedRequest, keys: ReadonlyMap<string, string>, now: Date): Verdict {
  const authorization = readAuthorization(request, algorithm, "Credential");
  if (typeof authorization === "string") return reject(authorization);

  const { signedHeaders, signature } = authorization;
  const [, keyId, date, service] =
    /^(.+)\/(\d{4}-\d\d-\d\d)\/([^/]+)\/tc3_request$/.exec(authorization.credential) ?? [];
  if (keyId === undefined || date === undefined || service === undefined) return reject("malformed");
  const timestamp = request.headers["x-tc-timestamp"] ?? "";
  const instant = instantOfSeconds(timestamp);
  const host = request.headers.host;
  if (instant === null || host === undefined) return reject("malformed");
  if (!signedHeaders.includes("content-type") || !signedHeaders.includes("host")) return reject("malformed");

  const secret = keys.get(keyId);
  if (secret === undefined) return reject("unknown-key");
  if (!isWithinMinutes(5, instant, now)) return reject("expired");
  if (date !== new Date(instant).toISOString().slice(0, 10) || !servicesFor(host).includes(service)) {
    return reject("mismatch");
  }

  const scope = `${date}/${service}/tc3_request`;
  const key = [date, service, "tc3_request"].reduce<string | Buffer>(
    (link, text) => hmac("sha256", link, text),
    `TC3${secret}`,
  );
  const matches = linesToTry(request, host, signedHeaders).some((lines) => {
    const names = signedHeaders.join(";");
    const canonical = `${request.method}\n${request.path}\n${request.query}\n${lines}\n${names}\n${hexSha256(request.body)}`;
    const textToSign = `${algorithm}\n${timestamp}\n${scope}\n${hexSha256(canonical)}`;
    return isSameText(signature, hmac("sha256", key, textToSign).toString("hex"));
  });
  return matches ? { ok: true, keyId } : reject("mismatch");
}

function servicesFor(host: string): readonly string[] {
  return ["gaap", ...signableHosts(host).map((spelling) => spelling.replace(/\..*$/, ""))];
}

/** The page requires header values in lower case, the SDKs sign them unchanged: both are accepted. */
function linesToTry(request: ReceivedRequest, host: string, signedHeaders: readonly string[]): readonly string[] {
  return signableHosts(host).flatMap((spelling) => {
    const lines = headerLines({ ...request, headers: { ...request.headers, host: spelling } }, signedHeaders);
    return lines === null ? [] : [lines, lines.toLowerCase()];
  });
}

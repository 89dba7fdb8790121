import { Refused } from "../../../sandbox/refused.js";
import type { SandboxClock } from "../../../sandbox/sandbox-clock.js";
import { verifyAcs3HmacSha256 } from "../../../sandbox/signatures/acs3-hmac-sha256.js";
import { NonceMemory } from "../../../sandbox/signatures/nonce-memory.js";
import type { ReceivedRequest, RejectionReason } from "../../../sandbox/signatures/received-request.js";
import { verifyRpcHmacSha1 } from "../../../sandbox/signatures/rpc-hmac-sha1.js";
import { unknownApi } from "./errors.js";
import { isV3, parametersIn } from "./wire.js";

const refused = (code: string, message: string, status = 400) => new Refused(status, code, message);

/** Source: gateway-wide error table. */
const REJECTIONS: Readonly<Record<RejectionReason, Refused>> = {
  missing: refused("MissingAccessKeyId", "AccessKeyId is mandatory for this action."),
  malformed: refused("IncompleteSignature", "The request signature does not conform to Aliyun standards."),
  "unknown-key": refused("InvalidAccessKeyId.NotFound", "Specified access key is not found.", 404),
  expired: refused("InvalidTimeStamp.Expired", "Specified time stamp or date value is expired."),
  mismatch: refused("SignatureDoesNotMatch", "Specified signature is not matched with our calculation."),
  replayed: refused("SignatureNonceUsed", "Specified signature nonce was used already."),
};
const TIMESTAMP_FORMAT = refused(
  "InvalidTimeStamp.Format",
  "Specified time stamp or date value is not well formatted.",
);
const SIGNATURE_METHOD = refused("InvalidSignatureMethod", "Specified signature method is not valid.");
const HTTP_METHOD = refused("UnsupportedHTTPMethod", "This http method is not supported.");

/** The refusal that names the part of a signature that cannot be read. */
function malformation(request: ReceivedRequest): Refused {
  const parameters = parametersIn(request);
  const time = isV3(request) ? request.headers["x-acs-date"] : parameters.get("Timestamp");
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(time ?? "")) return TIMESTAMP_FORMAT;
  if (!isV3(request) && parameters.get("SignatureMethod") !== "HMAC-SHA1") return SIGNATURE_METHOD;
  return REJECTIONS.malformed;
}

/** Accepts requests signed with a known key, by either of the vendor's methods. */
export class Gate {
  #nonces = new NonceMemory();

  /** @param keys secret by access key id */
  constructor(
    private readonly keys: ReadonlyMap<string, string>,
    private readonly clock: SandboxClock,
  ) {}

  /** @throws Refused */
  check(request: ReceivedRequest): void {
    if (request.path !== "/") throw unknownApi();
    if (request.method !== "GET" && request.method !== "POST") throw HTTP_METHOD;
    const verify = isV3(request) ? verifyAcs3HmacSha256 : verifyRpcHmacSha1;
    const verdict = verify(request, this.keys, new Date(this.clock.now()), this.#nonces);
    if (verdict.ok) return;
    throw verdict.reason === "malformed" ? malformation(request) : REJECTIONS[verdict.reason];
  }

  forget(): void {
    this.#nonces = new NonceMemory();
  }
}

import type { SandboxClock } from "../../../sandbox/sandbox-clock.js";
import { verifyHmacQuery } from "../../../sandbox/signatures/hmac-query.js";
import type { ReceivedRequest, RejectionReason } from "../../../sandbox/signatures/received-request.js";
import { verifyTc3HmacSha256 } from "../../../sandbox/signatures/tc3-hmac-sha256.js";
import { refuse } from "./errors.js";
import { isTc3 } from "./wire.js";

const REJECTIONS: Readonly<Record<RejectionReason, readonly [code: string, message: string]>> = {
  missing: ["AuthFailure.InvalidAuthorization", "The request is not signed."],
  malformed: ["AuthFailure.InvalidAuthorization", "The signature cannot be read."],
  "unknown-key": ["AuthFailure.SecretIdNotFound", "The SecretId is not found."],
  expired: ["AuthFailure.SignatureExpire", "The signature is expired."],
  mismatch: ["AuthFailure.SignatureFailure", "The provided credentials could not be validated."],
  replayed: ["AuthFailure.SignatureFailure", "The signature has been used."],
};

/**
 * Accepts requests signed with a known key.
 *
 * @param keys secret by secret id
 * @throws Refused
 */
export function authenticate(request: ReceivedRequest, keys: ReadonlyMap<string, string>, clock: SandboxClock): void {
  if (request.path !== "/") refuse("InvalidRequest", "There is nothing but /.");
  const verify = isTc3(request) ? verifyTc3HmacSha256 : verifyHmacQuery;
  const verdict = verify(request, keys, new Date(clock.now()));
  if (!verdict.ok) refuse(...REJECTIONS[verdict.reason]);
}

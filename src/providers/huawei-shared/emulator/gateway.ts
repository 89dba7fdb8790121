import { randomUUID } from "node:crypto";
import { Refused } from "../../../sandbox/refused.js";
import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";
import type { RejectionReason } from "../../../sandbox/signatures/received-request.js";

/** What the gateway in front of all services says. Its codes are its own. */
const CODES = "APIGW.";

/** Sources: "Common Errors Related to IAM Authentication Information"; huaweicloud-sdk-java-v3 issue 44. */
export const SIGNATURE_WORDS: Readonly<Record<RejectionReason, string>> = {
  missing: "Get token or ak/sk failed",
  malformed: "verify aksk signature fail, authorization header is invalid",
  "unknown-key": "ak not exist",
  mismatch: "verify aksk signature fail",
  expired: "calc aksk signature fail:signature expired",
  replayed: "verify aksk signature fail",
};

/** The gateway does not believe that the request comes from whom it says. */
export function unauthenticated(reason: string): Refused {
  return new Refused(401, `${CODES}0301`, `Incorrect IAM authentication information: ${reason}`);
}

/** Too many requests. */
export function throttled(): Refused {
  return new Refused(429, `${CODES}0308`, "The throttling threshold has been reached");
}

/** Nobody has published such an operation. */
export function unknownPath(): Refused {
  return new Refused(404, `${CODES}0101`, "The API does not exist or has not been published in the environment");
}

/** The gateway names every request in a header, unless the service behind it has done so in the body. */
export function withRequestId(response: SandboxResponse): SandboxResponse {
  const { headers, body } = response;
  const isNamed = typeof body === "object" && body !== null && "request_id" in body;
  return isNamed ? response : { ...response, headers: { "x-request-id": newRequestId(), ...headers } };
}

const newRequestId = () => randomUUID().replaceAll("-", "");

/** The gateway's shape of a refusal of its own; null for one of the service behind it. */
export function gatewayResponse({ status, code, message }: Refused): SandboxResponse | null {
  if (!code.startsWith(CODES)) return null;
  const requestId = newRequestId();
  return {
    status,
    headers: { "x-request-id": requestId },
    body: { error_msg: message, error_code: code, request_id: requestId },
  };
}

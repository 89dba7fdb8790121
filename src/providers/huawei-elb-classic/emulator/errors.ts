import { Refused } from "../../../sandbox/refused.js";
import type { BodyWords } from "../../../sandbox/rest-request.js";
import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";

/** Source: error tables of the classic pages. */
export function refusalResponse({ status, code, message }: Refused): SandboxResponse {
  return { status, body: { error: { message, code } } };
}

export function badRequest(code: string, message: string): Refused {
  return new Refused(400, code, message);
}

/** The vendor has no code of its own for a busy resource. Source: status codes of the create listener page. */
export const REFUSALS = {
  busy: new Refused(503, "serviceUnavailable", "The service is unavailable."),
  internal: new Refused(500, "authFault", "An internal error happened."),
} as const;

const notAnObject = () => badRequest("badRequest", "The request body must be an object.");

export const BODY_WORDS: BodyWords = {
  empty: () => badRequest("ELB.0002", "The request body is empty."),
  json: () => badRequest("badRequest", "The request body is no JSON."),
  object: notAnObject,
  list: () => badRequest("badRequest", "The request body must be an array of objects."),
  wrapper: notAnObject,
  extra: notAnObject,
};

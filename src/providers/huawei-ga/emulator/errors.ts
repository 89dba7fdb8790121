import { randomUUID } from "node:crypto";
import { Refused } from "../../../sandbox/refused.js";
import type { BodyWords } from "../../../sandbox/rest-request.js";
import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";

/** Source: error codes page of api-ga. */
export function refusalResponse({ status, code, message }: Refused): SandboxResponse {
  return withRequestId({ status, body: { error_code: code, error_msg: message } });
}

/** Every JSON answer names its request. That a header does so too is not documented. */
export function withRequestId({ status, body }: SandboxResponse): SandboxResponse {
  return body === undefined ? { status } : { status, body: { ...(body as object), request_id: randomUUID() } };
}

export const invalid = (message: string) => new Refused(400, "GA.9001", message);
export const missing = (what: string, id: string) => new Refused(404, "GA.9002", `The ${what} ${id} does not exist.`);
export const busy = (what: string, status: string) =>
  new Refused(400, "GA.9004", `The status ${status} of the ${what} does not allow this operation.`);
export const inUse = (what: string, by: string) => new Refused(409, "GA.9005", `The ${what} is associated with ${by}.`);
export const frozen = (what: string) => new Refused(400, "GA.9006", `The ${what} is frozen.`);
export const overQuota = (what: string) => new Refused(400, "GA.9103", `The quota of ${what} has been reached.`);

export const REFUSALS = {
  busy: busy("resource", "PENDING"),
  internal: new Refused(500, "GA.9206", "The service is unavailable."),
} as const;

const notOnly = (name: string) => invalid(`The request body must have ${name} only.`);

export const BODY_WORDS: BodyWords = {
  empty: () => invalid("The request body is empty."),
  json: () => invalid("The request body is no JSON."),
  object: () => invalid("The request body must be an object."),
  list: () => invalid("The request body must be a list."),
  wrapper: notOnly,
  extra: (name) => invalid(`The request body has ${name} besides what it must have.`),
};

import { randomUUID } from "node:crypto";
import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";

/** A refusal of the service in its own shape. Source: error codes page of api-ga. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }

  get response(): SandboxResponse {
    return withRequestId(this.status, { error_code: this.code, error_msg: this.message });
  }
}

/** Every JSON answer names its request. That a header does so too is not documented. */
function withRequestId(status: number, body: object): SandboxResponse {
  const requestId = randomUUID();
  return { status, headers: { "x-request-id": requestId }, body: { ...body, request_id: requestId } };
}

export const shown = (body: object): SandboxResponse => withRequestId(200, body);
export const created = (body: object): SandboxResponse => withRequestId(201, body);
export const done = (): SandboxResponse => ({ status: 204, headers: { "x-request-id": randomUUID() } });

export const invalid = (message: string) => new Refused(400, "GA.9001", message);
export const missing = (what: string, id: string) => new Refused(404, "GA.9002", `The ${what} ${id} does not exist.`);
export const busy = (what: string, status: string) =>
  new Refused(400, "GA.9004", `The status ${status} of the ${what} does not allow this operation.`);
export const inUse = (what: string, by: string) => new Refused(409, "GA.9005", `The ${what} is associated with ${by}.`);
export const frozen = (what: string) => new Refused(400, "GA.9006", `The ${what} is frozen.`);
export const overQuota = (what: string) => new Refused(400, "GA.9103", `The quota of ${what} has been reached.`);

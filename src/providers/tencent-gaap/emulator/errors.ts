import { randomUUID } from "node:crypto";
import { Refused } from "../../../sandbox/refused.js";
import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";

/** Successes and refusals both have status 200. */
export function response(fields: object): SandboxResponse {
  return { status: 200, body: { Response: { ...fields, RequestId: randomUUID() } } };
}

export function refusalResponse({ code, message }: Refused): SandboxResponse {
  return response({ Error: { Code: code, Message: message } });
}

export function refused(code: string, message: string): Refused {
  return new Refused(200, code, message);
}

export function refuse(code: string, message: string): never {
  throw refused(code, message);
}

export const REFUSALS = {
  throttled: refused("RequestLimitExceeded", "Your current request times exceed the limit of 20 per second."),
  busy: refused("FailedOperation.ListenerHasTask", "The listener has a running task."),
  unauthenticated: refused("AuthFailure.SignatureFailure", "The provided credentials could not be validated."),
  internal: refused("InternalError", "An internal error has occurred."),
} as const;

import { Refused } from "../../../src/sandbox/refused.js";
import type { BodyWords } from "../../../src/sandbox/rest-request.js";
import type { SandboxResponse } from "../../../src/sandbox/sandbox-cloud.js";

export function refusal(status: number, code: string): Refused {
  return new Refused(status, code, `The example cloud says ${code}.`);
}

export function refusalResponse({ status, code, message }: Refused): SandboxResponse {
  return { status, body: { code, message } };
}

export const REFUSALS = {
  throttled: refusal(429, "Slow"),
  busy: refusal(409, "Busy"),
  unauthenticated: refusal(401, "BadKey"),
  internal: refusal(500, "Broken"),
} as const;

const bad = () => refusal(400, "BadBody");
export const BODY_WORDS: BodyWords = { empty: bad, json: bad, object: bad, list: bad, wrapper: bad, extra: bad };

import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";

/** A refusal of the service in its own shape. Source: error tables of the classic pages. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }

  get response(): SandboxResponse {
    return { status: this.status, body: { error: { message: this.message, code: this.code } } };
  }
}

export function badRequest(code: string, message: string): Refused {
  return new Refused(400, code, message);
}

/** Milliseconds since 1970 as "2015-09-15 07:41:17". */
export function timeText(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace("T", " ");
}

import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";

/** A refusal of the service in its own shape. */
export class Refused extends Error {
  constructor(readonly response: SandboxResponse) {
    super(JSON.stringify(response.body));
  }
}

/** Of everything under /v2.0/lbaas. Source: terraform-provider-huaweicloud issue 1544. */
export function neutronError(status: number, type: string, message: string): Refused {
  return new Refused({ status, body: { NeutronError: { type, message, detail: "" } } });
}

export function badRequest(message: string): Refused {
  return neutronError(400, "HTTPBadRequest", message);
}

/** An id in a path that nothing has. */
export function missing(what: string, id: string): Refused {
  return neutronError(404, "HTTPNotFound", `${what} ${id} could not be found`);
}

/** An id in a body that nothing has. */
export function missingReference(what: string, id: unknown): Refused {
  return neutronError(404, "EntityNotFound", `${what} ${String(id)} could not be found`);
}

export function inUse(user: string, id: string, what: string): Refused {
  return neutronError(409, "EntityInUse", `${user} ${id} is using this ${what}`);
}

export function overQuota(resource: string): Refused {
  return neutronError(409, "OverQuota", `Quota exceeded for resources: ['${resource}'].`);
}

/** Of the tags API. Source: return codes page of tags. */
export function tagRefusal(status: number, code: string, message: string): Refused {
  return new Refused({ status, body: { code, message } });
}

/** Milliseconds since 1970 as "2018-07-25T01:54:13". */
export function timeText(at: number): string {
  return new Date(at).toISOString().slice(0, 19);
}

import type { Mistake } from "../../../sandbox/fields.js";
import { Refused } from "../../../sandbox/refused.js";
import type { BodyWords } from "../../../sandbox/rest-request.js";
import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";

/** Codes of the tags API, which has its own error format. Source: return codes page of tags. */
const TAG_CODES = "VPC.";

/** A refusal under /v2.0/lbaas; the code is Neutron's type. Source: terraform-provider-huaweicloud issue 1544. */
export function refusalResponse({ status, code, message }: Refused): SandboxResponse {
  if (code.startsWith(TAG_CODES)) return { status, body: { code, message } };
  return { status, body: { NeutronError: { type: code, message, detail: "" } } };
}

export const REFUSALS = {
  busy: new Refused(409, "StateInvalid", "Invalid state PENDING_UPDATE of loadbalancer resource"),
  internal: new Refused(500, "HTTPInternalServerError", "Request Failed: internal server error"),
} as const;

export function badRequest(message: string): Refused {
  return new Refused(400, "HTTPBadRequest", message);
}

export function conflict(type: string, message: string): Refused {
  return new Refused(409, type, message);
}

/** The refusal of an unknown id in a path. */
export function missing(what: string, id: string): Refused {
  return new Refused(404, "HTTPNotFound", `${what} ${id} could not be found`);
}

/** The refusal of an unknown id in a body. */
export function missingReference(what: string, id: string): Refused {
  return new Refused(404, "EntityNotFound", `${what} ${id} could not be found`);
}

export function inUse(user: string, id: string, what: string): Refused {
  return conflict("EntityInUse", `${user} ${id} is using this ${what}`);
}

export function overQuota(resource: string): Refused {
  return conflict("OverQuota", `Quota exceeded for resources: ['${resource}'].`);
}

export function unrecognized(name: string): Refused {
  return badRequest(`Unrecognized attribute(s) '${name}'`);
}

const malformed = () => badRequest("The server could not comply with the request since it is malformed.");

export const BODY_WORDS: BodyWords = {
  empty: malformed,
  json: malformed,
  object: malformed,
  list: malformed,
  wrapper: (name) => badRequest(`Unable to find '${name}' in request body`),
  extra: unrecognized,
};

/** Neutron's reason for refusing a value. Source: neutron-lib, api/validators and api/converters. */
export function reasonAgainst({ kind, field, value, expected }: Mistake): string {
  const shown = `'${inPython(value)}'`;
  if (field?.type === "text" && field.oneOf)
    return `${shown} is not in [${field.oneOf.map((word) => `'${word}'`).join(", ")}]`;
  if (field?.type === "text" && kind === "length") return `${shown} exceeds maximum length of ${field.longest}`;
  if (field?.type === "boolean") return `${shown} cannot be converted to boolean`;
  if (field?.type === "integer" && kind === "type") return `${shown} is not an integer`;
  return `${shown} is not ${expected}`;
}

function inPython(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  return typeof value === "string" ? value : JSON.stringify(value);
}

import type { ReceivedRequest } from "../../../sandbox/signatures/received-request.js";
import { badRequest } from "./answers.js";
import type { Fields } from "./field-rules.js";

/** A request that was let in, as the operations see it. */
export interface Request {
  /** The id in the path; empty where it has none. */
  readonly id: string;
  readonly query: Readonly<Record<string, string>>;
  /** The body as an object. */
  fields(): Fields;
  /** The body as a list of objects. */
  list(): readonly Fields[];
}

export function requestFrom({ query, body }: ReceivedRequest, id: string): Request {
  return {
    id,
    query: Object.fromEntries(new URLSearchParams(query)),
    fields() {
      const value = parsed(body);
      if (!isFields(value)) throw badRequest("badRequest", "The request body must be an object.");
      return value;
    },
    list() {
      const value = parsed(body);
      if (!Array.isArray(value) || !value.every(isFields))
        throw badRequest("badRequest", "The request body must be an array of objects.");
      return value;
    },
  };
}

function isFields(value: unknown): value is Fields {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function parsed(body: Buffer): unknown {
  if (body.length === 0) throw badRequest("ELB.0002", "The request body is empty.");
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw badRequest("badRequest", "The request body is no JSON.");
  }
}

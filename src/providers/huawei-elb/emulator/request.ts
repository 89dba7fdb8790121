import type { ReceivedRequest } from "../../../sandbox/signatures/received-request.js";
import { badRequest } from "./answers.js";

export type Fields = Readonly<Record<string, unknown>>;

/** A request that was let in, as the operations see it. */
export interface Request {
  /** What stands in the place of each colon of the route's path. */
  readonly ids: readonly string[];
  readonly query: URLSearchParams;
  /** Scheme, host and path, for links. */
  readonly address: string;
  /** The body as an object. */
  body(): Fields;
  /** The object under the only key of the body. */
  fields(wrapper: string): Fields;
}

export function requestFrom({ query, body, path, headers }: ReceivedRequest, ids: readonly string[]): Request {
  const whole = (): Fields => {
    const value = parsed(body);
    if (!isFields(value)) throw badRequest("The server could not comply with the request since it is malformed.");
    return value;
  };
  return {
    ids,
    query: new URLSearchParams(query),
    address: `http://${headers.host ?? "localhost"}${path}`,
    body: whole,
    fields(wrapper) {
      const { [wrapper]: value, ...rest } = whole();
      if (!isFields(value)) throw badRequest(`Unable to find '${wrapper}' in request body`);
      const [unknown] = Object.keys(rest);
      if (unknown !== undefined) throw badRequest(`Unrecognized attribute(s) '${unknown}'`);
      return value;
    },
  };
}

export function isFields(value: unknown): value is Fields {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw badRequest("The server could not comply with the request since it is malformed.");
  }
}

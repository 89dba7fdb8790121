import type { ReceivedRequest } from "../../../sandbox/signatures/received-request.js";
import { invalid } from "./answers.js";
import { type Fields, isFields } from "./field-rules.js";

/** A request that was let in, as the operations see it. */
export interface Request {
  /** The ids in the path, in order. */
  readonly ids: readonly string[];
  readonly query: Readonly<Record<string, string>>;
  /** The object under the body's one member. */
  wrapped(wrapper: string): Fields;
  /** The body as an object. */
  fields(): Fields;
}

export function requestFrom({ query, body }: ReceivedRequest, ids: readonly string[]): Request {
  function fields(): Fields {
    const value = parsed(body);
    if (!isFields(value)) throw invalid("The request body must be an object.");
    return value;
  }
  return {
    ids,
    query: Object.fromEntries(new URLSearchParams(query)),
    fields,
    wrapped(wrapper) {
      const outer = fields();
      const inner = outer[wrapper];
      if (!isFields(inner) || Object.keys(outer).length !== 1)
        throw invalid(`The request body must have ${wrapper} only.`);
      return inner;
    },
  };
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw invalid("The request body is no JSON.");
  }
}

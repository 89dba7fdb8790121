import { isObject } from "./read-fields.js";
import type { Refused } from "./refused.js";
import type { ReceivedRequest } from "./signatures/received-request.js";

type Fields = Readonly<Record<string, unknown>>;

/**
 * What can be wrong with a body before its fields are checked. `wrapper`: the member that holds the object is missing;
 * `extra`: there is another member beside it.
 */
export type BodyMistake = "empty" | "json" | "object" | "list" | "wrapper" | "extra";

/** The vendor's refusal for each mistake. `name`: the member that is wrong, where there is one. */
export type BodyWords = Readonly<Record<BodyMistake, (name: string) => Refused>>;

/** An authenticated request to a REST API, as the operations see it. */
export interface RestRequest {
  readonly received: ReceivedRequest;
  /** The segments that the path's colons stand for, decoded. */
  readonly ids: readonly string[];
  /** The last of {@link ids}; empty where there is none. */
  readonly id: string;
  readonly query: URLSearchParams;
  /** Scheme, host and path, for links. */
  readonly address: string;
  /** The body as an object. @throws Refused */
  body(): Fields;
  /** The object under the body's only member. @throws Refused */
  wrapped(wrapper: string): Fields;
  /** The body as a list of objects. @throws Refused */
  list(): readonly Fields[];
}

export function restRequest(received: ReceivedRequest, ids: readonly string[], words: BodyWords): RestRequest {
  const { query, path, headers } = received;

  function json(): unknown {
    if (received.body.length === 0) throw words.empty("");
    try {
      return JSON.parse(received.body.toString("utf8"));
    } catch {
      throw words.json("");
    }
  }
  function body(): Fields {
    const value = json();
    if (!isObject(value)) throw words.object("");
    return value;
  }
  return {
    received,
    ids,
    id: ids.at(-1) ?? "",
    query: new URLSearchParams(query),
    address: `http://${headers.host ?? "localhost"}${path}`,
    body,
    wrapped(wrapper) {
      const { [wrapper]: value, ...others } = body();
      if (!isObject(value)) throw words.wrapper(wrapper);
      const [extra] = Object.keys(others);
      if (extra !== undefined) throw words.extra(extra);
      return value;
    },
    list() {
      const value = json();
      if (!Array.isArray(value) || !value.every(isObject)) throw words.list("");
      return value;
    },
  };
}

import type { ReceivedRequest } from "./received-request.js";

/** Name and value, decoded. */
export type Parameter = readonly [name: string, value: string];

/** The pairs of a query string or form body in their order, `+` read as a space; null when an escape is broken. */
export function parsePairs(text: string): readonly Parameter[] | null {
  try {
    return text
      .split("&")
      .filter((pair) => pair !== "")
      .map((pair): Parameter => {
        const at = pair.indexOf("=");
        return at < 0 ? [decode(pair), ""] : [decode(pair.slice(0, at)), decode(pair.slice(at + 1))];
      });
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

/**
 * The parameters of a request whose signature is one of them: those of the query and, when there is a body, of the form
 * in it. Null when an escape is broken, a name is repeated, or a body is not a form: the signature cannot cover such a
 * request.
 */
export function parametersOf(request: ReceivedRequest): ReadonlyMap<string, string> | null {
  const fromQuery = parsePairs(request.query);
  const fromBody = request.body.length === 0 ? [] : pairsOfForm(request);
  if (fromQuery === null || fromBody === null) return null;
  const parameters = new Map([...fromQuery, ...fromBody]);
  return parameters.size === fromQuery.length + fromBody.length ? parameters : null;
}

function pairsOfForm(request: ReceivedRequest): readonly Parameter[] | null {
  const type = request.headers["content-type"] ?? "";
  return /^application\/x-www-form-urlencoded *(;|$)/i.test(type) ? parsePairs(request.body.toString("utf8")) : null;
}

/** The path with each segment decoded and encoded again, or null when an escape is broken. */
export function respellPath(path: string): string | null {
  try {
    return path
      .split("/")
      .map((segment) => encode(decodeURIComponent(segment)))
      .join("/");
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

/** Sorted by the bytes of name, then value; encoded; joined. */
export function respellPairs(pairs: Iterable<Parameter>): string {
  return [...pairs]
    .sort((a, b) => byBytes(a[0], b[0]) || byBytes(a[1], b[1]))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join("&");
}

/** RFC 3986: a byte stays as it is when it is a letter, a digit or one of `-._~`. */
export function encode(text: string): string {
  let encoded = "";
  for (const byte of Buffer.from(text, "utf8")) {
    const character = String.fromCharCode(byte);
    encoded += /[\w.~-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return encoded;
}

export function byBytes(a: string, b: string): number {
  return Buffer.from(a, "utf8").compare(Buffer.from(b, "utf8"));
}

function decode(text: string): string {
  return decodeURIComponent(text.replaceAll("+", " "));
}

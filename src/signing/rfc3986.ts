/** Most names and values contain only these characters. */
const UNRESERVED = /^[\w.~-]*$/;

/**
 * Percent-encodes everything but the unreserved characters of RFC 3986 §2.3, as UTF-8 with upper-case hex digits.
 * `encodeURIComponent` alone leaves five reserved characters unencoded.
 *
 * @throws URIError for a text with half a surrogate pair; a text taken from a `URL` never has one.
 */
export function encodeRfc3986(text: string): string {
  if (UNRESERVED.test(text)) return text;
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

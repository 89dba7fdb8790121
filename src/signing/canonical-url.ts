import { encodeRfc3986 } from "./rfc3986.js";

/** A path with only one spelling. */
const PLAIN_PATH = /^[\w.~/-]*$/;
/** A query with only one spelling, which need not be decoded. */
const PLAIN_QUERY = /^\?[\w.~-]+=[\w.~-]*(?:&[\w.~-]+=[\w.~-]*)*$/;

/**
 * The path with every segment in one RFC 3986 spelling, however the URL spelled it. An encoded slash stays inside its segment.
 *
 * @throws URIError when the path has a percent sign that starts no UTF-8 sequence.
 */
export function canonicalPath(url: URL): string {
  if (PLAIN_PATH.test(url.pathname)) return url.pathname;
  return url.pathname
    .split("/")
    .map((segment) => encodeRfc3986(decodeURIComponent(segment)))
    .join("/");
}

/**
 * The query as `name=value` pairs in one RFC 3986 spelling, sorted by the bytes of the plain names, then of the plain values.
 * A `+` in the URL is a space, as in every form-style query, and becomes `%20`. A name without value gets an empty one.
 */
export function canonicalQuery(url: URL): string {
  const { search } = url;
  if (search === "") return "";
  const pairs = PLAIN_QUERY.test(search)
    ? search
        .slice(1)
        .split("&")
        .map((pair) => pair.split("=") as [string, string])
    : [...url.searchParams];
  return pairs
    .sort(([nameA, valueA], [nameB, valueB]) => compareBytes(nameA, nameB) || compareBytes(valueA, valueB))
    .map(([name, value]) => `${encodeRfc3986(name)}=${encodeRfc3986(value)}`)
    .join("&");
}

const SURROGATE = /[\ud800-\udfff]/;

// The default order of JavaScript strings is by UTF-16 unit, which puts U+1F600 before U+FF01; the clouds sort bytes.
// Without surrogates the two are the same.
function compareBytes(a: string, b: string): number {
  if (a === b) return 0;
  if (!SURROGATE.test(a) && !SURROGATE.test(b)) return a < b ? -1 : 1;
  return Buffer.compare(Buffer.from(a, "utf8"), Buffer.from(b, "utf8"));
}

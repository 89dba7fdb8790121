import fc from "fast-check";
import type { ReceivedRequest } from "../../../src/sandbox/signatures/received-request.js";
import type { UnsignedRequest } from "../../../src/signing/request.js";

/** A request with these headers as the server receives it. */
export function received(request: UnsignedRequest, headers: Readonly<Record<string, unknown>>): ReceivedRequest {
  return {
    method: request.method,
    path: request.url.pathname,
    query: request.url.search.slice(1),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value).trim()]),
    ),
    body: Buffer.from(request.body),
  };
}

const text = fc.string({ unit: "grapheme", maxLength: 12 });
const word = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
const printable = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)) });
const host = fc.constantFrom("api.example.com", "127.0.0.1:8443", "localhost:80");

/** Requests with hostile paths, queries in both spellings of a space, repeated names, and bodies. */
export const requests: fc.Arbitrary<UnsignedRequest> = fc
  .record({
    method: fc.constantFrom("GET", "POST", "PUT", "DELETE"),
    host,
    segments: fc.array(
      word.filter((segment) => !/^\.+$/.test(segment)),
      { maxLength: 3 },
    ),
    slash: fc.boolean(),
    query: fc.array(fc.tuple(text, text), { maxLength: 5 }),
    plus: fc.boolean(),
    headers: fc.record({ "content-type": printable, "x-project-id": printable }, { requiredKeys: [] }),
    body: fc.oneof(fc.constant(""), text, fc.json()),
  })
  .map(({ method, host, segments, slash, query, plus, headers, body }) => {
    const url = new URL(`https://${host}/`);
    url.pathname = `/${segments.map(encodeURIComponent).join("/")}${slash && segments.length > 0 ? "/" : ""}`;
    const strict = query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&");
    url.search = plus ? new URLSearchParams(query).toString() : strict;
    return { method, url, headers, body };
  });

/** The request with one change that no verifier may overlook; `signed` are the headers that it must check. */
export function alterations(request: ReceivedRequest, signed: readonly string[]): fc.Arbitrary<ReceivedRequest> {
  const header = fc.constantFrom(...signed);
  const authorization = request.headers.authorization ?? "";
  return fc
    .oneof(
      fc.constantFrom("GET", "POST", "PUT", "DELETE", "PATCH").map((method) => ({ ...request, method })),
      withLetter(request.path, 1).map((path) => ({ ...request, path })),
      withLetter(request.query).map((query) => ({ ...request, query })),
      withOtherByte(request.body).map((body) => ({ ...request, body })),
      header.chain((name) => withLetter(request.headers[name] ?? "").map((value) => withHeader(request, name, value))),
      header.map((name) => withHeader(request, name, undefined)),
      fc
        .nat({ max: 63 })
        .map((back) =>
          withHeader(request, "authorization", withOtherHexDigit(authorization, authorization.length - 1 - back)),
        ),
    )
    .filter((altered) => !isSame(altered, request));
}

/** The request without the header, or with another value for it. */
export function withHeader(request: ReceivedRequest, name: string, value: string | undefined): ReceivedRequest {
  const { [name]: _, ...others } = request.headers;
  return { ...request, headers: value === undefined ? others : { ...others, [name]: value } };
}

/**
 * The text with one more letter: unlike other changes of a byte, this always changes the meaning of a query or path.
 */
export function withLetter(original: string, from = 0): fc.Arbitrary<string> {
  return fc
    .integer({ min: Math.min(from, original.length), max: original.length })
    .map((at) => `${original.slice(0, at)}x${original.slice(at)}`);
}

function withOtherByte(body: Buffer): fc.Arbitrary<Buffer> {
  const appended = Buffer.concat([body, Buffer.from("!")]);
  if (body.length === 0) return fc.constant(appended);
  return fc.tuple(fc.nat({ max: body.length - 1 }), fc.integer({ min: 1, max: 255 })).map(([at, bits]) => {
    const copy = Buffer.from(body);
    copy[at] = (copy[at] ?? 0) ^ bits;
    return copy;
  });
}

function withOtherHexDigit(original: string, at: number): string {
  return `${original.slice(0, at)}${original[at] === "0" ? "1" : "0"}${original.slice(at + 1)}`;
}

function isSame(a: ReceivedRequest, b: ReceivedRequest): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

import { describe, expect, it } from "vitest";
import { canonicalPath, canonicalQuery } from "../../src/signing/canonical-url.js";
import { encodeRfc3986 } from "../../src/signing/rfc3986.js";

describe("encodeRfc3986", () => {
  it("keeps the unreserved characters and encodes all others", () => {
    const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
    const bare = ascii.filter((character) => encodeRfc3986(character) === character).join("");
    expect(bare).toBe("-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~");
  });

  it("writes upper-case hex of the UTF-8 bytes", () => {
    expect(encodeRfc3986("*'é 听")).toBe("%2A%27%C3%A9%20%E5%90%AC");
  });
});

describe("canonicalPath", () => {
  it.each([
    ["http://h", "/"],
    ["http://h/a%20b/c*d/", "/a%20b/c%2Ad/"],
    ["http://h/a%2fb/%7e", "/a%2Fb/~"],
  ])("%s -> %s", (url, path) => expect(canonicalPath(new URL(url))).toBe(path));

  it("refuses a broken escape", () => {
    expect(() => canonicalPath(new URL("http://h/%zz"))).toThrow(URIError);
  });
});

describe("canonicalQuery", () => {
  it.each([
    ["", ""],
    ["b=2&a=1", "a=1&b=2"],
    ["a=2&a=10&a", "a=&a=10&a=2"],
    // Names are compared before the sign behind them is: "-" sorts before "=".
    ["a-b=1&a=2&a=", "a=&a=2&a-b=1"],
    ["a=1?b=2&=3&a=1=2", "=3&a=1%3D2&a=1%3Fb%3D2"],
    ["a=x+y&b=x%20y&c=x%2By", "a=x%20y&b=x%20y&c=x%2By"],
    // The plain names are compared, not the encoded ones: "[" sorts after "A", "%5B" would sort before it.
    ["[=1&A=2&~=3", "A=2&%5B=1&~=3"],
    // By bytes U+FF01 sorts before U+1F600, by UTF-16 unit after it.
    ["%F0%9F%98%80=1&%EF%BC%81=2", "%EF%BC%81=2&%F0%9F%98%80=1"],
  ])("%s -> %s", (query, canonical) => expect(canonicalQuery(new URL(`http://h/?${query}`))).toBe(canonical));
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signSdkHmacSha256 } from "../../src/signing/sdk-hmac-sha256.js";
import { signByHuawei } from "./vendor-packages.js";

const at = new Date("2020-01-01T00:00:00.987Z");
const credentials = { accessKeyId: "testid", secretAccessKey: "testsecret" };

describe("signSdkHmacSha256", () => {
  it("returns all headers to send", () => {
    const url = new URL("https://elb.example.com/v2.0/lbaas/listeners?limit=2");
    const headers = signSdkHmacSha256(
      { method: "GET", url, headers: { "X-Project-Id": "p1" }, body: "" },
      credentials,
      at,
    );
    expect(headers).toEqual({
      host: "elb.example.com",
      "x-project-id": "p1",
      "x-sdk-date": "20200101T000000Z",
      authorization: expect.stringMatching(
        /^SDK-HMAC-SHA256 Access=testid, SignedHeaders=host;x-project-id;x-sdk-date, Signature=[0-9a-f]{64}$/,
      ),
    });
  });

  it("signs the security token of a temporary key", () => {
    const request = { method: "GET", url: new URL("https://h/"), headers: {}, body: "" };
    const headers = signSdkHmacSha256(request, { ...credentials, securityToken: "tok" }, at);
    expect(headers["x-security-token"]).toBe("tok");
    expect(headers.authorization).toContain("SignedHeaders=host;x-sdk-date;x-security-token,");
  });

  it("signs the host as it is sent, or the one that the caller sets", () => {
    const request = { method: "GET", url: new URL("http://127.0.0.1:8080/"), headers: {}, body: "" };
    expect(signSdkHmacSha256(request, credentials, at).host).toBe("127.0.0.1:8080");
    expect(signSdkHmacSha256({ ...request, headers: { host: "elb" } }, credentials, at).host).toBe("elb");
    expect(signSdkHmacSha256({ ...request, url: new URL("https://h:443/") }, credentials, at).host).toBe("h");
  });

  it("replaces date and signature of an earlier attempt", () => {
    const request = { method: "GET", url: new URL("https://h/"), headers: {}, body: "" };
    const first = signSdkHmacSha256(request, credentials, new Date(0));
    expect(signSdkHmacSha256({ ...request, headers: first }, credentials, at)).toEqual(
      signSdkHmacSha256(request, credentials, at),
    );
  });

  it("does not sign a body that is declared unsigned", () => {
    const headers = { "x-sdk-content-sha256": "UNSIGNED-PAYLOAD" };
    const sign = (body: string) =>
      signSdkHmacSha256({ method: "POST", url: new URL("https://h/"), headers, body }, credentials, at).authorization;
    expect(sign("a")).toBe(sign("b"));
  });

  it("agrees with the vendor's signer", () => {
    const id = fc.stringMatching(/^[\w.~-]{1,12}$/).filter((segment) => !/^\.+$/.test(segment));
    // The vendor compares UTF-16 units, this signer bytes: they differ only beyond U+FFFF.
    const name = fc.string({ unit: fc.integer({ min: 0, max: 0xd7ff }).map((code) => String.fromCharCode(code)) });
    const value = fc.string({ unit: "grapheme-ascii" });
    const request = fc.record({
      method: fc.constantFrom("GET", "POST", "PUT", "DELETE"),
      origin: fc.constantFrom("https://elb.example.com", "http://127.0.0.1:8080"),
      path: fc.array(id, { minLength: 1, maxLength: 4 }).map((segments) => `/${segments.join("/")}`),
      query: fc.dictionary(name, fc.array(value, { minLength: 1, maxLength: 3 }), {
        maxKeys: 4,
        noNullPrototype: true,
      }),
      data: fc.option(fc.dictionary(fc.string(), fc.oneof(fc.string({ unit: "grapheme" }), fc.integer())), {
        nil: undefined,
      }),
      headers: fc.record(
        {
          "x-project-id": id,
          "x-domain-id": id,
          "x-security-token": id,
          "content-type": fc.constant("application/json"),
        },
        { requiredKeys: [] },
      ),
    });
    fc.assert(
      fc.property(request, ({ method, origin, path, query, data, headers }) => {
        const url = new URL(path, origin);
        for (const [key, values] of Object.entries(query)) for (const v of values) url.searchParams.append(key, v);
        const ours = { method, url, headers, body: data === undefined ? "" : JSON.stringify(data) };
        const theirs = signByHuawei({
          method,
          endpoint: `${origin}${path}`,
          headers: { ...headers, "X-Sdk-Date": "20200101T000000Z" },
          queryParams: structuredClone(query),
          data,
        });
        expect(signSdkHmacSha256(ours, credentials, at).authorization).toBe(theirs.Authorization);
      }),
    );
  });
});

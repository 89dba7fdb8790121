import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signAcs3HmacSha256 } from "../../src/signing/acs3-hmac-sha256.js";
import { signByAlibaba } from "./vendor-packages.js";

const credentials = { accessKeyId: "testid", accessKeySecret: "testsecret" };
const details = {
  at: new Date("2020-01-01T00:00:00.987Z"),
  nonce: "nonce-0001",
  action: "UpdateListener",
  version: "2019-11-20",
};
const url = new URL("https://ga.cn-hangzhou.aliyuncs.com/");
url.search = "ListenerId=lsr-bp1bpn0kn908w4nbw****&PortRanges.1.FromPort=20&PortRanges.1.ToPort=20";

describe("signAcs3HmacSha256", () => {
  it("returns the signature of the published example", () => {
    const headers = signAcs3HmacSha256({ method: "POST", url, headers: {}, body: "" }, credentials, details);
    expect(headers).toEqual({
      host: "ga.cn-hangzhou.aliyuncs.com",
      "x-acs-action": "UpdateListener",
      "x-acs-version": "2019-11-20",
      "x-acs-date": "2020-01-01T00:00:00Z",
      "x-acs-signature-nonce": "nonce-0001",
      "x-acs-content-sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      authorization:
        "ACS3-HMAC-SHA256 Credential=testid," +
        "SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version," +
        "Signature=d0c123d835569143099cd717604b431686476bf6c0bfecd104b3fb5df795f427",
    });
  });

  it("leaves other headers unsigned, and signs content type and security token", () => {
    const headers = signAcs3HmacSha256(
      { method: "POST", url, headers: { Accept: "application/json", "Content-Type": "text/plain" }, body: "a" },
      { ...credentials, securityToken: "tok" },
      details,
    );
    expect(headers).toMatchObject({
      accept: "application/json",
      "x-acs-security-token": "tok",
      "x-acs-accesskey-id": "testid",
    });
    expect(headers.authorization).toContain(
      "SignedHeaders=content-type;host;x-acs-accesskey-id;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-security-token;" +
        "x-acs-signature-nonce;x-acs-version,",
    );
  });

  it("agrees with the vendor's signer", () => {
    // The vendor does not encode names; the API's names need no encoding.
    const name = fc.stringMatching(/^[\w.~-]{1,12}$/);
    const request = fc.record({
      method: fc.constantFrom("GET", "POST"),
      origin: fc.constantFrom("https://ga.cn-hangzhou.aliyuncs.com", "http://127.0.0.1:8080"),
      query: fc.dictionary(name, fc.string({ unit: "grapheme" }), { noNullPrototype: true }),
      headers: fc.record(
        {
          "content-type": fc.constant("application/json"),
          accept: fc.constant("*/*"),
          "x-acs-note": fc.string({ unit: "grapheme-ascii" }),
        },
        { requiredKeys: [] },
      ),
      body: fc.string({ unit: "grapheme" }),
      securityToken: fc.option(fc.stringMatching(/^\w{1,20}$/), { nil: undefined }),
    });
    fc.assert(
      fc.property(request, ({ method, origin, query, headers, body, securityToken }) => {
        const target = new URL(origin);
        for (const [key, value] of Object.entries(query)) target.searchParams.set(key, value);
        const unsigned = { method, url: target, headers, body };
        const { authorization, ...sent } = signAcs3HmacSha256(unsigned, { ...credentials, securityToken }, details);
        expect(authorization).toBe(signByAlibaba({ method, query, headers: sent }, body));
      }),
    );
  });
});

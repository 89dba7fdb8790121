import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signTc3HmacSha256 } from "../../src/signing/tc3-hmac-sha256.js";
import { TencentSigner } from "./vendor-packages.js";

const credentials = { secretId: "testid", secretKey: "testsecret" };
const details = {
  at: new Date(1565376000_987),
  service: "gaap",
  action: "CreateTCPListeners",
  version: "2018-05-29",
};
const url = new URL("https://gaap.tencentcloudapi.com/");
const body =
  '{"ProxyId":"link-bjkpdum1","ListenerName":"test1","RealServerType":"IP","Scheduler":"rr",' +
  '"DelayLoop":20,"ConnectTimeout":20,"HealthCheck":1,"Ports":[90]}';

describe("signTc3HmacSha256", () => {
  it("returns the signature of the published example", () => {
    expect(signTc3HmacSha256({ method: "POST", url, headers: {}, body }, credentials, details)).toEqual({
      host: "gaap.tencentcloudapi.com",
      "content-type": "application/json",
      "x-tc-action": "CreateTCPListeners",
      "x-tc-version": "2018-05-29",
      "x-tc-timestamp": "1565376000",
      authorization:
        "TC3-HMAC-SHA256 Credential=testid/2019-08-09/gaap/tc3_request, SignedHeaders=content-type;host, " +
        "Signature=12d8dae28af6e8c11b1e364402bbd63288676dca5ead84418888f56af2cd8f39",
    });
  });

  it("sends region and token when they are given", () => {
    const headers = signTc3HmacSha256(
      { method: "POST", url, headers: {}, body },
      { ...credentials, token: "tok" },
      { ...details, region: "ap-guangzhou" },
    );
    expect(headers).toMatchObject({ "x-tc-region": "ap-guangzhou", "x-tc-token": "tok" });
  });

  it("sets the content type that the cloud expects, unless the request has one", () => {
    const typeOf = (method: string, headers = {}) =>
      signTc3HmacSha256({ method, url, headers, body: "" }, credentials, details)["content-type"];
    expect(typeOf("GET")).toBe("application/x-www-form-urlencoded");
    expect(typeOf("POST")).toBe("application/json");
    expect(typeOf("POST", { "content-type": "text/plain" })).toBe("text/plain");
  });

  it("signs the host with its port when it is sent with one", () => {
    const sign = (href: string) =>
      signTc3HmacSha256({ method: "POST", url: new URL(href), headers: {}, body }, credentials, details);
    expect(sign("http://127.0.0.1:8080/").host).toBe("127.0.0.1:8080");
    expect(sign("http://127.0.0.1:8080/").authorization).not.toBe(sign("http://127.0.0.1/").authorization);
  });

  it("agrees with the vendor's signer for hosts without a port", () => {
    const request = fc.record({
      method: fc.constantFrom("GET", "POST"),
      query: fc.array(fc.tuple(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" })), { maxLength: 4 }),
      type: fc.constantFrom(undefined, "application/json", "application/json; charset=utf-8"),
      body: fc.string({ unit: "grapheme" }),
      service: fc.constantFrom("gaap", "clb"),
      at: fc.date({ min: new Date(0), max: new Date("2100-01-01T00:00:00Z"), noInvalidDate: true }),
    });
    fc.assert(
      fc.property(request, ({ method, query, type, body, service, at }) => {
        const target = new URL(`https://gaap.tencentcloudapi.com/?${new URLSearchParams(query)}`);
        const headers: Record<string, string> = type === undefined ? {} : { "content-type": type };
        const ours = signTc3HmacSha256({ method, url: target, headers, body }, credentials, {
          ...details,
          service,
          at,
        });
        const theirs = TencentSigner.sign3({
          method,
          url: target.href,
          payload: Buffer.from(body),
          timestamp: Math.floor(at.getTime() / 1000),
          service,
          secretId: "testid",
          secretKey: "testsecret",
          multipart: false,
          boundary: "",
          headers: { "Content-Type": ours["content-type"] ?? "" },
        });
        expect(ours.authorization).toBe(theirs);
      }),
    );
  });
});

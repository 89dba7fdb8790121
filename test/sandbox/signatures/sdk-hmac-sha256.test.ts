import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { verifySdkHmacSha256 } from "../../../src/sandbox/signatures/sdk-hmac-sha256.js";
import { signSdkHmacSha256 } from "../../../src/signing/sdk-hmac-sha256.js";
import { signByHuawei } from "../../signing/vendor-packages.js";
import { alterations, received, requests, withHeader } from "./received.js";

const now = new Date("2020-01-01T00:00:00Z");
const keys = new Map([["testid", "testsecret"]]);
const credentials = { accessKeyId: "testid", secretAccessKey: "testsecret" };
const accepted = { ok: true, keyId: "testid" };
const rejected = (reason: string) => ({ ok: false, reason });

function signed(headers: Record<string, string> = {}, body = "", at = now) {
  const request = { method: "POST", url: new URL("https://elb.example.com/v2.0/lbaas/listeners?a=1"), headers, body };
  return received(request, signSdkHmacSha256(request, credentials, at));
}

describe("verifySdkHmacSha256", () => {
  it("accepts what the signer signs, and nothing that was altered afterwards", () => {
    const cases = requests.chain((request) => {
      const sent = signSdkHmacSha256(request, { ...credentials, securityToken: "tok" }, now);
      const intact = received(request, sent);
      const names = Object.keys(sent).filter((name) => name !== "authorization");
      return fc.record({ intact: fc.constant(intact), altered: alterations(intact, names) });
    });
    fc.assert(
      fc.property(cases, ({ intact, altered }) => {
        expect(verifySdkHmacSha256(intact, keys, now)).toEqual(accepted);
        expect(verifySdkHmacSha256(altered, keys, now).ok).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  it("accepts what the vendor's signer signs", () => {
    const headers = { "X-Sdk-Date": "20200101T000000Z", "X-Domain-Id": "d1", "content-type": "application/json" };
    const url = new URL("https://ga.example.com/v1/listeners?name=%E5%90%AC+x&id=b&id=a");
    const body = { listener: { name: "听 é", port_ranges: [{ from_port: 1, to_port: 2 }] } };
    for (const [method, data] of [["GET"], ["DELETE"], ["POST", body], ["PUT", [1, "two"]]] as const) {
      const sent = signByHuawei({
        method,
        endpoint: "https://ga.example.com/v1/listeners",
        headers,
        queryParams: { name: ["听 x"], id: ["b", "a"] },
        data,
      });
      const request = received({ method, url, headers: {}, body: data ? JSON.stringify(data) : "" }, sent);
      expect(verifySdkHmacSha256(request, keys, now)).toEqual(accepted);
      expect(verifySdkHmacSha256({ ...request, query: "name=x" }, keys, now)).toEqual(rejected("mismatch"));
    }
  });

  it("allows a difference of 15 minutes in either direction", () => {
    const verifyAfter = (seconds: number) =>
      verifySdkHmacSha256(signed(), keys, new Date(now.getTime() + seconds * 1000));
    expect([verifyAfter(-900), verifyAfter(900)]).toEqual([accepted, accepted]);
    expect([verifyAfter(-901), verifyAfter(901)]).toEqual([rejected("expired"), rejected("expired")]);
  });

  it("accepts UNSIGNED-PAYLOAD, and no other wrong hash", () => {
    const unsigned = signed({ "x-sdk-content-sha256": "UNSIGNED-PAYLOAD" }, "a");
    expect(verifySdkHmacSha256({ ...unsigned, body: Buffer.from("b") }, keys, now)).toEqual(accepted);
    const other = signed({ "x-sdk-content-sha256": "0".repeat(64) }, "a");
    expect(verifySdkHmacSha256(other, keys, now)).toEqual(rejected("mismatch"));
    const added = withHeader(signed({}, "a"), "x-sdk-content-sha256", "UNSIGNED-PAYLOAD");
    expect(verifySdkHmacSha256(added, keys, now)).toEqual(rejected("mismatch"));
  });

  it("reports every other fault by its verdict", () => {
    const verify = (name: string, change: (value: string) => string | undefined) => {
      const request = signed({ "x-project-id": "p1" });
      return verifySdkHmacSha256(withHeader(request, name, change(request.headers[name] ?? "")), keys, now);
    };
    expect(verify("authorization", () => undefined)).toEqual(rejected("missing"));
    expect(verify("authorization", () => "Bearer abc")).toEqual(rejected("malformed"));
    expect(verify("authorization", (text) => text.replace(/Signature=.*/, "Signature=zz"))).toEqual(
      rejected("malformed"),
    );
    expect(verify("authorization", (text) => text.replace("host;", "host;host;"))).toEqual(rejected("malformed"));
    expect(verify("authorization", (text) => text.replace("host;", "Host;"))).toEqual(rejected("malformed"));
    expect(verify("authorization", (text) => text.replace(";x-sdk-date", ""))).toEqual(rejected("malformed"));
    expect(verify("authorization", (text) => text.replace("host;", "constructor;host;"))).toEqual(rejected("mismatch"));
    expect(verify("authorization", (text) => text.replace("testid", "other"))).toEqual(rejected("unknown-key"));
    expect(verify("x-sdk-date", () => "2020-01-01T00:00:00Z")).toEqual(rejected("malformed"));
    expect(verify("x-sdk-date", () => undefined)).toEqual(rejected("malformed"));
    expect(verify("x-project-id", () => undefined)).toEqual(rejected("mismatch"));
    const wrongSecret = new Map([["testid", "other"]]);
    expect(verifySdkHmacSha256(signed(), wrongSecret, now)).toEqual(rejected("mismatch"));
    expect(verifySdkHmacSha256({ ...signed(), path: "/%zz" }, keys, now)).toEqual(rejected("malformed"));
  });
});

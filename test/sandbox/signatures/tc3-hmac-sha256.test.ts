import { createHash, createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ReceivedRequest } from "../../../src/sandbox/signatures/received-request.js";
import { verifyTc3HmacSha256 } from "../../../src/sandbox/signatures/tc3-hmac-sha256.js";
import { signTc3HmacSha256 } from "../../../src/signing/tc3-hmac-sha256.js";
import { TencentSigner } from "../../signing/vendor-packages.js";
import { alterations, received, requests, withHeader } from "./received.js";
import { sentByTencentSdk } from "./vendor-clients.js";

const now = new Date(1565376000_000);
const keys = new Map([["testid", "testsecret"]]);
const credentials = { secretId: "testid", secretKey: "testsecret" };
const details = { at: now, service: "gaap", action: "CreateTCPListeners", version: "2018-05-29" };
const accepted = { ok: true, keyId: "testid" };
const rejected = (reason: string) => ({ ok: false, reason });

function verify(request: ReceivedRequest, at = now) {
  return verifyTc3HmacSha256(request, keys, at);
}

function signed(href = "https://gaap.tencentcloudapi.com/", change: Partial<typeof details> = {}) {
  const request = { method: "POST", url: new URL(href), headers: {}, body: "{}" };
  return received(request, signTc3HmacSha256(request, credentials, { ...details, ...change }));
}

function signedByVendor(host: string, service: string, type = "application/json") {
  const authorization = TencentSigner.sign3({
    method: "POST",
    url: `http://${host}/`,
    payload: Buffer.from("{}"),
    timestamp: 1565376000,
    service,
    ...credentials,
    multipart: false,
    boundary: "",
    headers: { "Content-Type": type },
  });
  const headers = { host, "content-type": type, "x-tc-timestamp": "1565376000", authorization };
  return received({ method: "POST", url: new URL(`http://${host}/`), headers: {}, body: "{}" }, headers);
}

/** Signs `x-tc-action` too, which neither signer does. */
function signedByHand(action: string, date = "2019-08-09") {
  const hash = (text: string) => createHash("sha256").update(text).digest("hex");
  const mac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
  const lines = `content-type:application/json\nhost:gaap.tencentcloudapi.com\nx-tc-action:${action}\n`;
  const names = "content-type;host;x-tc-action";
  const text = `TC3-HMAC-SHA256\n1565376000\n${date}/gaap/tc3_request\n${hash(`POST\n/\n\n${lines}\n${names}\n${hash("{}")}`)}`;
  const signature = mac(mac(mac(mac("TC3testsecret", date), "gaap"), "tc3_request"), text).toString("hex");
  const authorization = `TC3-HMAC-SHA256 Credential=testid/${date}/gaap/tc3_request, SignedHeaders=${names}, Signature=${signature}`;
  return withHeader(signed(), "authorization", authorization);
}

describe("verifyTc3HmacSha256", () => {
  it("accepts what the signer signs, and nothing that was altered afterwards", () => {
    const cases = requests.chain((request) => {
      const intact = received(request, signTc3HmacSha256(request, { ...credentials, token: "tok" }, details));
      const altered = alterations(intact, ["content-type", "host"]);
      return fc.record({ intact: fc.constant(intact), altered });
    });
    fc.assert(
      fc.property(cases, ({ intact, altered }) => {
        expect(verify(intact)).toEqual(accepted);
        expect(verify(altered).ok).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  it("accepts what the vendor's signer signs, which omits the port", () => {
    for (const host of ["gaap.tencentcloudapi.com", "127.0.0.1:8443", "[::1]:8443"]) {
      expect(verify(signedByVendor(host, "gaap"))).toEqual(accepted);
    }
    expect(verify(withHeader(signedByVendor("127.0.0.1:8443", "gaap"), "host", "127.0.0.2:8443"))).toEqual(
      rejected("mismatch"),
    );
    expect(verify(signedByVendor("127.0.0.1:8443", "gaap", "application/json; charset=UTF-8"))).toEqual(accepted);
  });

  it("refuses another port when the port was signed", () => {
    const request = signed("http://127.0.0.1:8443/");
    expect(verify(request)).toEqual(accepted);
    expect(verify(withHeader(request, "host", "127.0.0.1:8444"))).toEqual(rejected("mismatch"));
    expect(verify(withHeader(request, "host", "127.0.0.1"))).toEqual(rejected("mismatch"));
  });

  it("accepts gaap and the host's first label as service, and no other", () => {
    expect(verify(signedByVendor("127.0.0.1:8443", "127"))).toEqual(accepted);
    expect(verify(signedByVendor("localhost:8443", "localhost:8443"))).toEqual(accepted);
    expect(verify(signedByVendor("localhost:8443", "localhost"))).toEqual(accepted);
    expect(verify(signedByVendor("127.0.0.1:8443", "clb"))).toEqual(rejected("mismatch"));
  });

  it("accepts what the vendor's client sends", async () => {
    for (const method of ["GET", "POST"] as const) {
      const request = await sentByTencentSdk(method, "TC3-HMAC-SHA256", { ListenerName: "听 *'~", Ports: [90, 91] });
      expect(verify(request, new Date())).toEqual(accepted);
      expect(verify({ ...request, query: `${request.query}x` }, new Date())).toEqual(rejected("mismatch"));
      expect(verify({ ...request, body: Buffer.from("x") }, new Date())).toEqual(rejected("mismatch"));
    }
  });

  it("accepts an additional signed header unchanged and in lower case", () => {
    expect(verify(signedByHand("createtcplisteners"))).toEqual(accepted);
    expect(verify(signedByHand("CreateTCPListeners"))).toEqual(accepted);
    expect(verify(signedByHand("deletelisteners"))).toEqual(rejected("mismatch"));
  });

  it("refuses a scope of a day other than the timestamp's", () => {
    expect(verify(signedByHand("CreateTCPListeners", "2019-08-10"))).toEqual(rejected("mismatch"));
  });

  it("allows a difference of 5 minutes in either direction", () => {
    const verifyAfter = (seconds: number) => verify(signed(), new Date(now.getTime() + seconds * 1000));
    expect([verifyAfter(-300), verifyAfter(300)]).toEqual([accepted, accepted]);
    expect([verifyAfter(-301), verifyAfter(301)]).toEqual([rejected("expired"), rejected("expired")]);
  });

  it("reports every other fault by its verdict", () => {
    const change = (name: string, to: (value: string) => string | undefined) => {
      const request = signed();
      return verify(withHeader(request, name, to(request.headers[name] ?? "")));
    };
    expect(change("authorization", () => undefined)).toEqual(rejected("missing"));
    expect(change("authorization", () => "SKIP")).toEqual(rejected("malformed"));
    expect(change("authorization", (text) => text.replace("/tc3_request", ""))).toEqual(rejected("malformed"));
    expect(change("authorization", (text) => text.replace("content-type;", ""))).toEqual(rejected("malformed"));
    expect(change("authorization", (text) => text.replace("testid", "other"))).toEqual(rejected("unknown-key"));
    expect(change("authorization", (text) => text.replace("2019-08-09", "2019-08-10"))).toEqual(rejected("mismatch"));
    expect(change("x-tc-timestamp", () => undefined)).toEqual(rejected("malformed"));
    expect(change("x-tc-timestamp", () => "1565376001")).toEqual(rejected("mismatch"));
    expect(change("host", () => undefined)).toEqual(rejected("malformed"));
    expect(change("content-type", () => undefined)).toEqual(rejected("mismatch"));
  });
});

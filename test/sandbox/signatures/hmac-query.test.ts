import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { verifyHmacQuery } from "../../../src/sandbox/signatures/hmac-query.js";
import type { ReceivedRequest } from "../../../src/sandbox/signatures/received-request.js";
import { TencentSigner } from "../../signing/vendor-packages.js";
import { withHeader, withLetter } from "./received.js";
import { sentByTencentSdk } from "./vendor-clients.js";

const now = new Date(1565376000_000);
const keys = new Map([["testid", "testsecret"]]);
const accepted = { ok: true, keyId: "testid" };
const rejected = (reason: string) => ({ ok: false, reason });
const common = { Version: "2018-05-29", Timestamp: "1565376000", Nonce: "12345", SecretId: "testid" };
const example = {
  ...common,
  Action: "CreateTCPListeners",
  ProxyId: "link-bjkpdum1",
  ListenerName: "test1",
  RealServerType: "IP",
  Scheduler: "rr",
  DelayLoop: "20",
  ConnectTimeout: "20",
  HealthCheck: "1",
  "Ports.0": "90",
};

type Parameters = Readonly<Record<string, string>>;

function verify(request: ReceivedRequest, at = now) {
  return verifyHmacQuery(request, keys, at);
}

function inQuery(parameters: Parameters, host = "gaap.tencentcloudapi.com"): ReceivedRequest {
  const query = new URLSearchParams(parameters).toString();
  return { method: "GET", path: "/", query, headers: { host }, body: Buffer.alloc(0) };
}

function inForm(parameters: Parameters, host = "gaap.tencentcloudapi.com"): ReceivedRequest {
  const headers = { host, "content-type": "application/x-www-form-urlencoded" };
  const body = Buffer.from(new URLSearchParams(parameters).toString());
  return { method: "POST", path: "/", query: "", headers, body };
}

function signed(parameters: Parameters, method: string, host = "gaap.tencentcloudapi.com"): Parameters {
  const pairs = Object.keys(parameters)
    .sort()
    .map((name) => `${name}=${parameters[name]}`);
  const text = `${method}${host}/?${pairs.join("&")}`;
  return { ...parameters, Signature: TencentSigner.sign("testsecret", text, parameters.SignatureMethod ?? "HmacSHA1") };
}

describe("verifyHmacQuery", () => {
  it("accepts the signatures of the published examples", () => {
    const sha1 = { ...example, SignatureMethod: "HmacSHA1", Signature: "4R9wx0klp5wz58FrBLziR5kcLbQ=" };
    const sha256 = {
      ...example,
      SignatureMethod: "HmacSHA256",
      Signature: "hkHWPZUuGNnjXRp7qo7sC+J9GTFQJIZgr9xG3XcFaDk=",
    };
    expect(verify(inQuery(sha1))).toEqual(accepted);
    expect(verify(inQuery(sha256))).toEqual(accepted);
    expect(verify(inForm(sha1))).toEqual(rejected("mismatch"));
  });

  it("accepts what the vendor's signer signs, and nothing that was altered afterwards", () => {
    const parameters = fc.dictionary(fc.stringMatching(/^[A-Z][\w.]{0,12}$/), fc.string({ unit: "grapheme" }), {
      noNullPrototype: true,
    });
    const cases = fc
      .record({ parameters, posted: fc.boolean(), SignatureMethod: fc.constantFrom("HmacSHA1", "HmacSHA256") })
      .map(({ parameters, posted, SignatureMethod }) => {
        const all = { ...parameters, ...example, SignatureMethod };
        return posted ? inForm(signed(all, "POST")) : inQuery(signed(all, "GET"));
      })
      .chain((intact) => {
        const altered = fc.oneof(
          fc.constantFrom("PUT", "get").map((method) => ({ ...intact, method })),
          withLetter(intact.path, 1).map((path) => ({ ...intact, path })),
          withLetter(intact.query).map((query) => ({ ...intact, query })),
          withLetter(intact.body.toString()).map((body) => ({ ...intact, body: Buffer.from(body) })),
          withLetter(intact.headers.host ?? "").map((host) => withHeader(intact, "host", host)),
        );
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

  it("accepts what the vendor's client sends", async () => {
    for (const method of ["GET", "POST"] as const) {
      for (const algorithm of ["HmacSHA1", "HmacSHA256"] as const) {
        const request = await sentByTencentSdk(method, algorithm, { ListenerName: "听 *'~&=", Ports: [90, 91] });
        expect(verify(request, new Date())).toEqual(accepted);
        expect(verify({ ...request, query: `${request.query}&Force=1` }, new Date())).toEqual(rejected("mismatch"));
      }
    }
  });

  it("accepts the host with and without its port", () => {
    for (const host of ["127.0.0.1:8443", "127.0.0.1"]) {
      expect(verify(inQuery(signed(example, "GET", host), "127.0.0.1:8443"))).toEqual(accepted);
    }
    expect(verify(inQuery(signed(example, "GET", "127.0.0.1:8443"), "127.0.0.1:8444"))).toEqual(rejected("mismatch"));
  });

  it("allows a difference of 5 minutes in either direction", () => {
    const verifyAfter = (seconds: number) =>
      verify(inQuery(signed(example, "GET")), new Date(now.getTime() + seconds * 1000));
    expect([verifyAfter(-300), verifyAfter(300)]).toEqual([accepted, accepted]);
    expect([verifyAfter(-301), verifyAfter(301)]).toEqual([rejected("expired"), rejected("expired")]);
  });

  it("reports every other fault by its verdict", () => {
    const verifyWith = (change: Parameters) => verify(inQuery(signed({ ...example, ...change }, "GET")));
    expect(verify(inQuery(example))).toEqual(rejected("missing"));
    expect(verifyWith({ SecretId: "other" })).toEqual(rejected("unknown-key"));
    expect(verifyWith({ Timestamp: "yesterday" })).toEqual(rejected("malformed"));
    expect(verifyWith({ Nonce: "-1" })).toEqual(rejected("malformed"));

    const request = inQuery(signed(example, "GET"));
    expect(verify({ ...request, query: `${request.query}&SignatureMethod=HmacMD5` })).toEqual(rejected("malformed"));
    expect(verify({ ...request, query: `${request.query}&Action=DeleteListeners` })).toEqual(rejected("malformed"));
    expect(verify({ ...request, body: Buffer.from("{}") })).toEqual(rejected("malformed"));
    expect(verify(withHeader(request, "host", undefined))).toEqual(rejected("malformed"));
  });
});

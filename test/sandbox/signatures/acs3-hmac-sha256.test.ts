import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { verifyAcs3HmacSha256 } from "../../../src/sandbox/signatures/acs3-hmac-sha256.js";
import { NonceMemory } from "../../../src/sandbox/signatures/nonce-memory.js";
import type { ReceivedRequest } from "../../../src/sandbox/signatures/received-request.js";
import { signAcs3HmacSha256 } from "../../../src/signing/acs3-hmac-sha256.js";
import { signByAlibaba } from "../../signing/vendor-packages.js";
import { alterations, received, requests, withHeader } from "./received.js";
import { sentByOpenApiClient } from "./vendor-clients.js";

const now = new Date("2020-01-01T00:00:00Z");
const keys = new Map([["testid", "testsecret"]]);
const credentials = { accessKeyId: "testid", accessKeySecret: "testsecret" };
const details = { at: now, nonce: "nonce-0001", action: "UpdateListener", version: "2019-11-20" };
const accepted = { ok: true, keyId: "testid" };
const rejected = (reason: string) => ({ ok: false, reason });

function verify(request: ReceivedRequest, at = now, nonces = new NonceMemory()) {
  return verifyAcs3HmacSha256(request, keys, at, nonces);
}

function signed(body = "") {
  const url = new URL("https://ga.example.com/?ListenerId=lsr-1****&Name=a+b%20c");
  const request = { method: "POST", url, headers: {}, body };
  return received(request, signAcs3HmacSha256(request, credentials, details));
}

describe("verifyAcs3HmacSha256", () => {
  it("accepts what the signer signs, and nothing that was altered afterwards", () => {
    const cases = requests.chain((request) => {
      const sent = signAcs3HmacSha256(request, { ...credentials, securityToken: "tok" }, details);
      const intact = received(request, sent);
      const names = /SignedHeaders=([^,]+)/.exec(sent.authorization ?? "")?.[1]?.split(";") ?? [];
      return fc.record({ intact: fc.constant(intact), altered: alterations(intact, names) });
    });
    fc.assert(
      fc.property(cases, ({ intact, altered }) => {
        expect(verify(intact)).toEqual(accepted);
        expect(verify(altered).ok).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  it("accepts what the vendor's signer signs", () => {
    const { authorization: _, ...headers } = signed("a=1").headers;
    const query = { ListenerId: "lsr-1****", Name: "a b c" };
    const authorization = signByAlibaba({ method: "POST", query, headers }, "a=1");
    expect(verify({ ...signed("a=1"), headers: { ...headers, authorization } })).toEqual(accepted);
  });

  it("accepts what the vendor's client sends", async () => {
    const query = { "PortRanges.1.FromPort": "20", Name: "听 *'~" };
    const body = { Description: "a b&c", Certificates: [{ Id: "1" }] };
    for (const call of [{ query }, { query, body }, { query, securityToken: "tok" }]) {
      const request = await sentByOpenApiClient(call);
      const nonces = new NonceMemory();
      expect(verify(request, new Date(), nonces)).toEqual(accepted);
      expect(verify(request, new Date(), nonces)).toEqual(rejected("replayed"));
      expect(verify({ ...request, query: `${request.query}0` }, new Date())).toEqual(rejected("mismatch"));
    }
  });

  it("allows a difference of 15 minutes in either direction", () => {
    const verifyAfter = (seconds: number) => verify(signed(), new Date(now.getTime() + seconds * 1000));
    expect([verifyAfter(-900), verifyAfter(900)]).toEqual([accepted, accepted]);
    expect([verifyAfter(-901), verifyAfter(901)]).toEqual([rejected("expired"), rejected("expired")]);
  });

  it("refuses the second use of a nonce, but ignores the nonces of forged requests", () => {
    const nonces = new NonceMemory();
    expect(verify({ ...signed(), method: "GET" }, now, nonces)).toEqual(rejected("mismatch"));
    expect(verify(signed(), now, nonces)).toEqual(accepted);
    expect(verify(signed(), now, nonces)).toEqual(rejected("replayed"));
    expect(verify(signed(), new Date(now.getTime() + 900_000), nonces)).toEqual(rejected("replayed"));
  });

  it("compares the announced hash with the body", () => {
    expect(verify({ ...signed("a"), body: Buffer.from("b") })).toEqual(rejected("mismatch"));
    expect(verify(signed("a"))).toEqual(accepted);
    const { authorization: _, ...others } = signed("a").headers;
    const headers = { ...others, "x-acs-content-sha256": "0".repeat(64) };
    const query = { ListenerId: "lsr-1****", Name: "a b c" };
    const authorization = signByAlibaba({ method: "POST", query, headers }, "a");
    expect(verify({ ...signed("a"), headers: { ...headers, authorization } })).toEqual(rejected("mismatch"));
  });

  it("reports every other fault by its verdict", () => {
    const change = (name: string, to: (value: string) => string | undefined) => {
      const request = signed();
      return verify(withHeader(request, name, to(request.headers[name] ?? "")));
    };
    expect(change("authorization", () => undefined)).toEqual(rejected("missing"));
    expect(change("authorization", () => "ACS3-HMAC-SHA256")).toEqual(rejected("malformed"));
    expect(change("authorization", (text) => text.replace("testid", "other"))).toEqual(rejected("unknown-key"));
    expect(change("authorization", (text) => text.replace("host;", ""))).toEqual(rejected("malformed"));
    expect(change("x-acs-date", () => "2020-02-30T00:00:00Z")).toEqual(rejected("malformed"));
    expect(change("x-acs-date", () => "20200101T000000Z")).toEqual(rejected("malformed"));
    expect(change("x-acs-signature-nonce", () => undefined)).toEqual(rejected("malformed"));
    expect(change("x-acs-security-token", () => "smuggled in")).toEqual(rejected("mismatch"));
    expect(change("x-acs-action", () => undefined)).toEqual(rejected("mismatch"));
    expect(verify({ ...signed(), query: "a=%E5%90" })).toEqual(rejected("malformed"));
  });
});

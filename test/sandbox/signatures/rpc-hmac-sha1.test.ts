import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NonceMemory } from "../../../src/sandbox/signatures/nonce-memory.js";
import type { ReceivedRequest } from "../../../src/sandbox/signatures/received-request.js";
import { verifyRpcHmacSha1 } from "../../../src/sandbox/signatures/rpc-hmac-sha1.js";
import { AlibabaSigner } from "../../signing/vendor-packages.js";
import { withLetter } from "./received.js";
import { sentByOpenApiClient, sentByPopCore } from "./vendor-clients.js";

const now = new Date("2020-01-01T00:00:00Z");
const keys = new Map([["testid", "testsecret"]]);
const accepted = { ok: true, keyId: "testid" };
const rejected = (reason: string) => ({ ok: false, reason });
const common = {
  AccessKeyId: "testid",
  SignatureMethod: "HMAC-SHA1",
  SignatureVersion: "1.0",
  SignatureNonce: "nonce-0001",
  Timestamp: "2020-01-01T00:00:00Z",
};
const example = {
  ...common,
  Action: "UpdateListener",
  Version: "2019-11-20",
  Format: "JSON",
  ListenerId: "lsr-bp1bpn0kn908w4nbw****",
  "PortRanges.1.FromPort": "20",
  "PortRanges.1.ToPort": "20",
};

type Parameters = Readonly<Record<string, string>>;

function verify(request: ReceivedRequest, at = now, nonces = new NonceMemory()) {
  return verifyRpcHmacSha1(request, keys, at, nonces);
}

function inQuery(parameters: Parameters, method = "GET"): ReceivedRequest {
  const query = new URLSearchParams(parameters).toString();
  return { method, path: "/", query, headers: {}, body: Buffer.alloc(0) };
}

function inForm(parameters: Parameters, query = ""): ReceivedRequest {
  const headers = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };
  return { method: "POST", path: "/", query, headers, body: Buffer.from(new URLSearchParams(parameters).toString()) };
}

function signed(parameters: Parameters, method: string): Parameters {
  return { ...parameters, Signature: AlibabaSigner.getRPCSignature(parameters, method, "testsecret") };
}

describe("verifyRpcHmacSha1", () => {
  it("accepts the signatures of the published examples", () => {
    expect(verify(inQuery({ ...example, Signature: "3leMOS7Tsbhvv/HaTcfDlo/t/Z8=" }))).toEqual(accepted);
    const posted = { ...example, Signature: "h6kCKEz1vqxRx2TSCdV/irap9Tc=" };
    expect(verify(inQuery(posted, "POST"))).toEqual(accepted);
    expect(verify(inForm(posted))).toEqual(accepted);
    const { ListenerId, ...others } = posted;
    expect(verify(inForm(others, `ListenerId=${ListenerId}`))).toEqual(accepted);
  });

  it("accepts what the vendor's signer signs, and nothing that was altered afterwards", () => {
    // The vendor compares UTF-16 units, the cloud bytes: they differ only beyond U+FFFF.
    const name = fc.string({
      unit: fc.integer({ min: 0, max: 0xd7ff }).map((code) => String.fromCharCode(code)),
      minLength: 1,
    });
    const parameters = fc.dictionary(name, fc.string({ unit: "grapheme" }), { noNullPrototype: true });
    const cases = fc
      .record({ parameters, posted: fc.boolean() })
      .map(({ parameters, posted }) =>
        posted
          ? inForm(signed({ ...parameters, ...example }, "POST"))
          : inQuery(signed({ ...parameters, ...example }, "GET")),
      )
      .chain((intact) => {
        const altered = fc.oneof(
          fc.constantFrom("PUT", "get").map((method) => ({ ...intact, method })),
          withLetter(intact.path, 1).map((path) => ({ ...intact, path })),
          withLetter(intact.query).map((query) => ({ ...intact, query })),
          withLetter(intact.body.toString()).map((body) => ({ ...intact, body: Buffer.from(body) })),
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

  it("accepts what the vendor's clients send", async () => {
    const query = { "PortRanges.1.FromPort": "20", Name: "听 *'~" };
    const sent = [
      await sentByPopCore("GET", { ...query, PortRanges: [{ FromPort: 1, ToPort: 2 }] }),
      await sentByPopCore("POST", query),
      await sentByOpenApiClient({ query, signature: "v2" }),
      await sentByOpenApiClient({ query, body: { Description: "a b&c", Tag: [{ Key: "k" }] }, signature: "v2" }),
    ];
    for (const request of sent) {
      const nonces = new NonceMemory();
      expect(verify(request, new Date(), nonces)).toEqual(accepted);
      expect(verify(request, new Date(), nonces)).toEqual(rejected("replayed"));
      expect(verify({ ...request, query: `${request.query}&Force=true` }, new Date())).toEqual(rejected("mismatch"));
    }
  });

  it("allows a difference of 15 minutes in either direction", () => {
    const verifyAfter = (seconds: number) =>
      verify(inQuery(signed(example, "GET")), new Date(now.getTime() + seconds * 1000));
    expect([verifyAfter(-900), verifyAfter(900)]).toEqual([accepted, accepted]);
    expect([verifyAfter(-901), verifyAfter(901)]).toEqual([rejected("expired"), rejected("expired")]);
  });

  it("ignores the nonces of forged requests", () => {
    const nonces = new NonceMemory();
    expect(verify(inQuery({ ...example, Signature: "AAAA" }), now, nonces)).toEqual(rejected("mismatch"));
    expect(verify(inQuery(signed(example, "GET")), now, nonces)).toEqual(accepted);
  });

  it("reports every other fault by its verdict", () => {
    const verifyWith = (change: Parameters) => verify(inQuery(signed({ ...example, ...change }, "GET")));
    expect(verify(inQuery(example))).toEqual(rejected("missing"));
    expect(verify(inQuery({}))).toEqual(rejected("missing"));
    expect(verifyWith({ AccessKeyId: "other" })).toEqual(rejected("unknown-key"));
    expect(verifyWith({ Timestamp: "2020-01-01 00:00:00" })).toEqual(rejected("malformed"));
    expect(verifyWith({ SignatureNonce: "" })).toEqual(rejected("malformed"));
    expect(verifyWith({ SignatureMethod: "HMAC-MD5" })).toEqual(rejected("malformed"));
    expect(verifyWith({ SignatureVersion: "2.0" })).toEqual(rejected("malformed"));

    const request = inQuery(signed(example, "GET"));
    expect(verify({ ...request, query: `${request.query}&Action=DeleteListener` })).toEqual(rejected("malformed"));
    expect(verify({ ...request, query: `${request.query}&a=%` })).toEqual(rejected("malformed"));
    expect(verify({ ...request, body: Buffer.from("{}") })).toEqual(rejected("malformed"));
  });
});

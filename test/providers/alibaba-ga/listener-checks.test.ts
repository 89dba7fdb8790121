import { describe, expect, it } from "vitest";
import type { RuleContext } from "../../../src/model/checked-input.js";
import type { ListenerProtocol } from "../../../src/model/enums.js";
import {
  broken,
  invalid,
  listenerId,
  listenerOf,
  listenerSettings,
  own,
  parentId,
  parentIn,
  unsupported,
} from "./checks-support.js";

describe("creating a listener", () => {
  const tcp = { parentId, name: "edge.v1", protocol: "TCP", portRanges: [{ fromPort: 80 }] };
  const https = { ...tcp, protocol: "HTTPS", tls: { certificateIds: ["1-cn-hangzhou"] } };
  const check = (input: object, state?: Partial<RuleContext>) => broken("createListener", input, state);

  it("breaks no rule as it should be", () => {
    expect(check(tcp, { parent: parentIn("active") })).toEqual([]);
    expect(check({ ...tcp, name: "入口" })).toEqual([]);
    expect(
      check({
        ...https,
        tls: { certificateIds: ["1"], policy: "tls_cipher_policy_1_2" },
        ...listenerSettings({ httpVersion: "http3", xRealIpEnabled: true }),
      }),
    ).toEqual([]);
    expect(check({ ...tcp, portRanges: [{ fromPort: 1000, toPort: 2000 }], timeouts: { idleSeconds: 10 } })).toEqual(
      [],
    );
  });

  it("needs an accelerator whose bill is paid", () => {
    expect(check(tcp, { parent: parentIn("finacialLocked") })).toEqual([["parentId", "RESOURCE_FROZEN"]]);
  });

  it.each(["1st", "-x", "a b", "a/b", "", "a".repeat(129)])("takes no name %j", (name) => {
    expect(check({ ...tcp, name })).toEqual(invalid("name"));
  });

  it.each(["http://example.com", "HTTPS://example.com", "a".repeat(201)])("takes no description %j", (description) => {
    expect(check({ ...tcp, description })).toEqual(invalid("description"));
  });

  it("takes huge ranges alone only", () => {
    expect(check({ ...tcp, portRanges: [{ fromPort: 1 }, { fromPort: 1000, toPort: 1300 }] })).toEqual(
      invalid("portRanges.1"),
    );
    expect(check({ ...tcp, portRanges: [{ fromPort: 1 }, { fromPort: 1000, toPort: 1299 }] })).toEqual([]);
  });

  it.each([
    ["TCP", 9],
    ["TCP", 901],
    ["UDP", 9],
    ["UDP", 21],
    ["HTTP", 0],
    ["HTTP", 601],
  ] as const)("on %s takes no idle timeout of %i seconds", (protocol, idleSeconds) => {
    expect(check({ ...tcp, protocol, timeouts: { idleSeconds } })).toEqual(invalid("timeouts.idleSeconds"));
  });

  it("has request timeouts on layer 7, from 1 to 600 seconds", () => {
    expect(check({ ...tcp, timeouts: { requestSeconds: 60 } })).toEqual(unsupported("timeouts.requestSeconds"));
    expect(check({ ...tcp, protocol: "HTTP", timeouts: { requestSeconds: 601 } })).toEqual(
      invalid("timeouts.requestSeconds"),
    );
    expect(check({ ...tcp, protocol: "HTTP", timeouts: { requestSeconds: 180 } })).toEqual([]);
  });

  it("asks no client for a certificate", () => {
    expect(check({ ...https, tls: { certificateIds: ["1"], clientCaCertificateIds: ["2"] } })).toEqual(
      unsupported("tls.clientCaCertificateIds"),
    );
  });

  it("takes one of the cloud's policies, in one place", () => {
    const tls = (more: object) => ({ ...https, tls: { certificateIds: ["1"], ...more } });
    expect(check(tls({ policy: "modern" }))).toEqual(invalid("tls.policy"));
    expect(check({ ...https, ...listenerSettings({ securityPolicyId: "modern" }) })).toEqual(
      invalid(own("securityPolicyId")),
    );
    expect(
      check({
        ...tls({ policy: "tls_cipher_policy_1_2" }),
        ...listenerSettings({ securityPolicyId: "tls_cipher_policy_1_1" }),
      }),
    ).toEqual(invalid("tls.policy"));
    expect(
      check({
        ...tls({ policy: "tls_cipher_policy_1_2" }),
        ...listenerSettings({ securityPolicyId: "tls_cipher_policy_1_2" }),
      }),
    ).toEqual([]);
  });

  it("takes versions that a policy has", () => {
    const tls = (more: object) => ({ ...https, tls: { certificateIds: ["1"], ...more } });
    expect(check(tls({ versions: ["TLSv1.3", "TLSv1.2"] }))).toEqual([]);
    expect(check(tls({ versions: ["TLSv1.3"] }))).toEqual(invalid("tls.versions"));
    expect(check(tls({ versions: ["TLSv1.2"], policy: "tls_cipher_policy_1_2_strict" }))).toEqual([]);
    expect(check(tls({ versions: ["TLSv1.2"], policy: "tls_cipher_policy_1_1" }))).toEqual(invalid("tls.versions"));
    expect(
      check({ ...tls({ versions: ["TLSv1.2"] }), ...listenerSettings({ securityPolicyId: "tls_cipher_policy_1_1" }) }),
    ).toEqual(invalid("tls.versions"));
  });

  it.each([
    ["securityPolicyId", "tls_cipher_policy_1_2"],
    ["httpVersion", "http2"],
    ["xRealIpEnabled", true],
    ["xForwardedForGaIdEnabled", true],
    ["xForwardedForGaApEnabled", true],
    ["xForwardedForProtoEnabled", true],
    ["xForwardedForPortEnabled", true],
  ])("on TCP has no %s", (field, value) => {
    expect(check({ ...tcp, ...listenerSettings({ [field]: value }) })).toEqual(invalid(own(field)));
  });

  it("has an HTTP version that there is", () => {
    expect(check({ ...https, ...listenerSettings({ httpVersion: "http9" }) })).toEqual(invalid(own("httpVersion")));
  });

  it("takes no port of the servers", () => {
    expect(check({ ...https, ...listenerSettings({ backendPort: 80 }) })).toEqual(unsupported(own("backendPort")));
  });
});

describe("changing a listener", () => {
  const check = (input: object, protocol?: ListenerProtocol) =>
    broken("updateListener", { id: listenerId, ...input }, protocol ? { listener: listenerOf(protocol) } : {});

  it("breaks no rule as it should be", () => {
    expect(
      check(
        {
          name: "Listener",
          description: "x",
          portRanges: [{ fromPort: 443 }],
          ...listenerSettings({ backendPort: 80 }),
        },
        "HTTPS",
      ),
    ).toEqual([]);
  });

  it.each(["a", "edge.v1", "1st", "a".repeat(129)])("takes no name %j, as its page says", (name) => {
    expect(check({ name }, "TCP")).toEqual(invalid("name"));
  });

  it("cannot empty a description", () => {
    expect(check({ description: "" })).toEqual(unsupported("description"));
    expect(check({ description: null })).toEqual(unsupported("description"));
    expect(check({ description: "https://x" })).toEqual(invalid("description"));
  });

  it("goes by the listener's protocol once that is known", () => {
    expect(check({ timeouts: { idleSeconds: 600 } }, "UDP")).toEqual(invalid("timeouts.idleSeconds"));
    expect(check({ timeouts: { idleSeconds: 600 } })).toEqual([]);
    expect(check(listenerSettings({ backendPort: 80 }), "HTTP")).toEqual(invalid(own("backendPort")));
    expect(check(listenerSettings({ backendPort: 0 }), "HTTPS")).toEqual(invalid(own("backendPort")));
    expect(check({ portRanges: [{ fromPort: 1 }, { fromPort: 1000, toPort: 1300 }] }, "TCP")).toEqual(
      invalid("portRanges.1"),
    );
    expect(check({ tls: { versions: ["TLSv1"] } }, "HTTPS")).toEqual(invalid("tls.versions"));
  });
});

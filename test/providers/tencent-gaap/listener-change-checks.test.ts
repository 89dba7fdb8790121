import { describe, expect, it } from "vitest";
import type { RuleContext } from "../../../src/model/checked-input.js";
import { globalIdOf } from "../../../src/model/resource-ref.js";
import { type Fields, listener } from "./account.js";
import { type Broken, broken, gaap, own } from "./checks-support.js";

describe("a listener to update", () => {
  const id = globalIdOf(listener("TCP").ref);
  const on = (protocol: Parameters<typeof listener>[0], fields?: Fields) => ({ listener: listener(protocol, fields) });

  it.each<[string, Fields, Partial<RuleContext>]>([
    ["its name on HTTP", { name: "web" }, on("HTTP")],
    ["what it is already", own({ realServerType: "IP", clientIpMethod: 0 }), on("TCP")],
    ["certificates on HTTPS", { tls: { certificateIds: ["c"] } }, on("HTTPS")],
    ["an interval", { healthMonitor: { intervalSeconds: 30 } }, on("TCP")],
    ["the port of probes", { healthMonitor: { port: 53 } }, on("UDP", { CheckType: "PORT" })],
    ["what probes send", own({ sendContext: "hello" }), on("UDP", { CheckType: "PORT" })],
    ["no affinity where there is none", { clientAffinity: "NONE" }, on("TCP")],
    ["a switch to primaries and backups", own({ failoverSwitch: true }), on("TCP")],
  ])("may change %s", (_what, input, state) => expect(broken("updateListener", { id, ...input }, state)).toEqual([]));

  it.each<[string, Fields, Partial<RuleContext>, Broken]>([
    ["its name to a long one", { name: "n".repeat(31) }, {}, ["name", "INVALID_INPUT"]],
    ["an algorithm on HTTPS", { algorithm: "ROUND_ROBIN" }, on("HTTPS"), ["algorithm", "UNSUPPORTED"]],
    [
      "weights with DOMAIN",
      { algorithm: "WEIGHTED_ROUND_ROBIN" },
      on("TCP", { RealServerType: "DOMAIN" }),
      ["algorithm", "INVALID_INPUT"],
    ],
    [
      "an affinity that cannot be switched off",
      { clientAffinity: "NONE" },
      on("TCP", { SessionPersist: 60 }),
      ["clientAffinity", "UNSUPPORTED"],
    ],
    ["TLS on TCP", { tls: { certificateIds: ["a"] } }, on("TCP"), ["tls", "INVALID_INPUT"]],
    [
      "to two certificates",
      { tls: { certificateIds: ["a", "b"] } },
      on("HTTPS"),
      ["tls.certificateIds", "UNSUPPORTED"],
    ],
    ["to an unknown policy", { tls: { policy: "WEAK" } }, on("HTTPS"), ["tls.policy", "INVALID_INPUT"]],
    [
      "to ask for client certificates",
      { tls: { clientCaCertificateIds: ["a"] } },
      on("HTTPS"),
      ["tls.clientCaCertificateIds", "IMMUTABLE_FIELD"],
    ],
    [
      "to ask for none",
      { tls: { clientCaCertificateIds: [] } },
      on("HTTPS", { AuthType: 1 }),
      ["tls.clientCaCertificateIds", "IMMUTABLE_FIELD"],
    ],
    ["a health monitor on HTTP", { healthMonitor: { enabled: false } }, on("HTTP"), ["healthMonitor", "UNSUPPORTED"]],
    [
      "an interval out of bounds",
      { healthMonitor: { intervalSeconds: 3 } },
      {},
      ["healthMonitor.intervalSeconds", "INVALID_INPUT"],
    ],
    [
      "an interval below the timeout",
      { healthMonitor: { intervalSeconds: 10 } },
      on("TCP"),
      ["healthMonitor.timeoutSeconds", "INVALID_INPUT"],
    ],
    [
      "the same through settings",
      own({ delayLoopSeconds: 10 }),
      on("TCP"),
      [gaap("connectTimeoutSeconds"), "INVALID_INPUT"],
    ],
    [
      "a contradiction",
      { healthMonitor: { enabled: false }, ...own({ healthCheck: true }) },
      {},
      [gaap("healthCheck"), "INVALID_INPUT"],
    ],
    ["the port of a ping", { healthMonitor: { port: 53 } }, on("UDP"), ["healthMonitor.port", "INVALID_INPUT"]],
    ["what a ping sends", own({ sendContext: "a" }), on("UDP"), [gaap("sendContext"), "INVALID_INPUT"]],
    [
      "settings of another protocol",
      own({ forwardProtocol: "HTTP" }),
      on("HTTP"),
      [gaap("forwardProtocol"), "UNSUPPORTED"],
    ],
    [
      "primaries and backups by name",
      own({ failoverSwitch: true }),
      on("TCP", { RealServerType: "DOMAIN" }),
      [gaap("failoverSwitch"), "INVALID_INPUT"],
    ],
    [
      "the type of its real servers",
      own({ realServerType: "DOMAIN" }),
      on("TCP"),
      [gaap("realServerType"), "IMMUTABLE_FIELD"],
    ],
    [
      "how it tells the client's address",
      own({ clientIpMethod: 1 }),
      on("TCP"),
      [gaap("clientIpMethod"), "IMMUTABLE_FIELD"],
    ],
    [
      "the port of its real servers",
      own({ realServerPort: 80 }),
      on("TCP"),
      [gaap("realServerPort"), "IMMUTABLE_FIELD"],
    ],
    ["its authentication", own({ authType: 1 }), on("HTTPS"), [gaap("authType"), "IMMUTABLE_FIELD"]],
    ["HTTP/3", own({ http3Supported: true }), on("HTTPS"), [gaap("http3Supported"), "IMMUTABLE_FIELD"]],
  ])("may not change %s", (_what, input, state, expected) => {
    expect(broken("updateListener", { id, ...input }, state)).toEqual([expected]);
  });
});

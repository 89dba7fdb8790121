import { describe, expect, it } from "vitest";
import { channel, type Fields } from "./account.js";
import { type Broken, broken, gaap, own, parentId } from "./checks-support.js";

describe("a listener to create", () => {
  const tcp = { parentId, name: "n", protocol: "TCP", portRanges: [{ fromPort: 90 }] };
  const udp = { ...tcp, protocol: "UDP" };
  const http = { ...tcp, protocol: "HTTP" };
  const https = { ...tcp, protocol: "HTTPS", tls: { certificateIds: ["cert-a"] } };

  it.each<[string, Fields]>([
    ["TCP without anything else", { parentId, protocol: "TCP", portRanges: [{ fromPort: 1 }] }],
    [
      "as the seed's example has it, timeout and interval equal",
      { ...tcp, healthMonitor: { intervalSeconds: 20, timeoutSeconds: 20 } },
    ],
    [
      "both ways of a health check in agreement",
      { ...tcp, healthMonitor: { intervalSeconds: 10 }, ...own({ healthCheck: true, delayLoopSeconds: 10 }) },
    ],
    [
      "TCP with everything",
      {
        ...tcp,
        algorithm: "WEIGHTED_ROUND_ROBIN",
        ...own({ realServerType: "IP", clientIpMethod: 1, failoverSwitch: true }),
      },
    ],
    [
      "UDP with probes of a port",
      {
        ...udp,
        algorithm: "LEAST_RESPONSE_TIME",
        healthMonitor: { protocol: "UDP", port: 53 },
        ...own({ contextType: "TEXT", sendContext: "a", recvContext: "b" }),
      },
    ],
    ["DOMAIN", { ...tcp, algorithm: "LEAST_CONNECTIONS", ...own({ realServerType: "DOMAIN" }) }],
    ["HTTP", http],
    [
      "HTTPS with everything",
      {
        ...https,
        tls: {
          certificateIds: ["c"],
          clientCaCertificateIds: ["d"],
          versions: ["TLSv1.2"],
          policy: "GAAP_TLS_CIPHERS_STRICT",
        },
        ...own({ forwardProtocol: "HTTPS", authType: 1, http3Supported: true }),
      },
    ],
  ])("may be %s", (_what, input) => expect(broken("createListener", input)).toEqual([]));

  it.each<[string, Fields, Broken]>([
    ["an empty name", { ...tcp, name: "" }, ["name", "INVALID_INPUT"]],
    ["a long name", { ...tcp, name: "n".repeat(31) }, ["name", "INVALID_INPUT"]],
    ["port 21", { ...tcp, portRanges: [{ fromPort: 21 }] }, ["portRanges.0", "INVALID_INPUT"]],
    ["a port above 64999", { ...tcp, portRanges: [{ fromPort: 65_000 }] }, ["portRanges.0", "INVALID_INPUT"]],
    ["two ports", { ...tcp, portRanges: [{ fromPort: 90, toPort: 91 }] }, ["portRanges", "UNSUPPORTED"]],
    ["client affinity", { ...tcp, clientAffinity: "SOURCE_IP" }, ["clientAffinity", "UNSUPPORTED"]],
    ["an algorithm on HTTP", { ...http, algorithm: "ROUND_ROBIN" }, ["algorithm", "UNSUPPORTED"]],
    [
      "weights with DOMAIN",
      { ...tcp, algorithm: "WEIGHTED_ROUND_ROBIN", ...own({ realServerType: "DOMAIN" }) },
      ["algorithm", "INVALID_INPUT"],
    ],
    [
      "response times with DOMAIN",
      { ...udp, algorithm: "LEAST_RESPONSE_TIME", ...own({ realServerType: "DOMAIN" }) },
      ["algorithm", "INVALID_INPUT"],
    ],
    ["response times on TCP", { ...tcp, algorithm: "LEAST_RESPONSE_TIME" }, ["algorithm", "UNSUPPORTED"]],
    ["two certificates", { ...https, tls: { certificateIds: ["a", "b"] } }, ["tls.certificateIds", "UNSUPPORTED"]],
    [
      "an unknown policy",
      { ...https, tls: { certificateIds: ["a"], versions: ["TLSv1.2"], policy: "STRICT" } },
      ["tls.policy", "INVALID_INPUT"],
    ],
    [
      "a policy without versions",
      { ...https, tls: { certificateIds: ["a"], policy: "GAAP_TLS_CIPHERS_WIDE" } },
      ["tls.versions", "INVALID_INPUT"],
    ],
    [
      "mutual authentication without authorities",
      { ...https, ...own({ authType: 1 }) },
      ["tls.clientCaCertificateIds", "INVALID_INPUT"],
    ],
    [
      "authorities without mutual authentication",
      { ...https, tls: { certificateIds: ["a"], clientCaCertificateIds: ["b"] }, ...own({ authType: 0 }) },
      ["tls.clientCaCertificateIds", "INVALID_INPUT"],
    ],
    ["a health monitor on HTTP", { ...http, healthMonitor: {} }, ["healthMonitor", "UNSUPPORTED"]],
    [
      "a short interval",
      { ...tcp, healthMonitor: { intervalSeconds: 4 } },
      ["healthMonitor.intervalSeconds", "INVALID_INPUT"],
    ],
    [
      "a long interval",
      { ...tcp, healthMonitor: { intervalSeconds: 301 } },
      ["healthMonitor.intervalSeconds", "INVALID_INPUT"],
    ],
    [
      "a short timeout",
      { ...tcp, healthMonitor: { timeoutSeconds: 1 } },
      ["healthMonitor.timeoutSeconds", "INVALID_INPUT"],
    ],
    [
      "a high threshold",
      { ...tcp, healthMonitor: { healthyThreshold: 11 } },
      ["healthMonitor.healthyThreshold", "INVALID_INPUT"],
    ],
    [
      "another high threshold",
      { ...tcp, healthMonitor: { unhealthyThreshold: 11 } },
      ["healthMonitor.unhealthyThreshold", "INVALID_INPUT"],
    ],
    [
      "a timeout above the interval",
      { ...tcp, healthMonitor: { intervalSeconds: 10, timeoutSeconds: 11 } },
      ["healthMonitor.timeoutSeconds", "INVALID_INPUT"],
    ],
    [
      "a timeout above the interval of the settings",
      { ...tcp, healthMonitor: { timeoutSeconds: 11 }, ...own({ delayLoopSeconds: 10 }) },
      ["healthMonitor.timeoutSeconds", "INVALID_INPUT"],
    ],
    [
      "the same in settings",
      { ...tcp, ...own({ delayLoopSeconds: 10, connectTimeoutSeconds: 11 }) },
      [gaap("connectTimeoutSeconds"), "INVALID_INPUT"],
    ],
    [
      "a TCP check that speaks HTTP",
      { ...tcp, healthMonitor: { protocol: "HTTP" } },
      ["healthMonitor.protocol", "UNSUPPORTED"],
    ],
    ["a TCP check of another port", { ...tcp, healthMonitor: { port: 1 } }, ["healthMonitor.port", "UNSUPPORTED"]],
    ["a path in a UDP check", { ...udp, healthMonitor: { path: "/" } }, ["healthMonitor.path", "UNSUPPORTED"]],
    [
      "a ping of a port",
      { ...udp, healthMonitor: { protocol: "PING", port: 1 } },
      ["healthMonitor.port", "INVALID_INPUT"],
    ],
    [
      "a switched-off check that is on",
      { ...tcp, healthMonitor: {}, ...own({ healthCheck: false }) },
      [gaap("healthCheck"), "INVALID_INPUT"],
    ],
    [
      "two intervals",
      { ...tcp, healthMonitor: { intervalSeconds: 10 }, ...own({ delayLoopSeconds: 11 }) },
      [gaap("delayLoopSeconds"), "INVALID_INPUT"],
    ],
    [
      "two timeouts",
      { ...tcp, healthMonitor: { timeoutSeconds: 5 }, ...own({ connectTimeoutSeconds: 6 }) },
      [gaap("connectTimeoutSeconds"), "INVALID_INPUT"],
    ],
    [
      "an unknown type of real server",
      { ...tcp, ...own({ realServerType: "HOST" }) },
      [gaap("realServerType"), "INVALID_INPUT"],
    ],
    [
      "a short interval in settings",
      { ...tcp, ...own({ delayLoopSeconds: 4 }) },
      [gaap("delayLoopSeconds"), "INVALID_INPUT"],
    ],
    [
      "a short timeout in settings",
      { ...tcp, ...own({ connectTimeoutSeconds: 1 }) },
      [gaap("connectTimeoutSeconds"), "INVALID_INPUT"],
    ],
    ["an unknown method", { ...tcp, ...own({ clientIpMethod: 2 }) }, [gaap("clientIpMethod"), "INVALID_INPUT"]],
    ["a method on UDP", { ...udp, ...own({ clientIpMethod: 1 }) }, [gaap("clientIpMethod"), "UNSUPPORTED"]],
    ["real servers on HTTPS", { ...https, ...own({ realServerType: "IP" }) }, [gaap("realServerType"), "UNSUPPORTED"]],
    [
      "a protocol towards the servers on TCP",
      { ...tcp, ...own({ forwardProtocol: "HTTP" }) },
      [gaap("forwardProtocol"), "UNSUPPORTED"],
    ],
    ["HTTP/3 on HTTP", { ...http, ...own({ http3Supported: true }) }, [gaap("http3Supported"), "UNSUPPORTED"]],
    [
      "an unknown forward protocol",
      { ...https, ...own({ forwardProtocol: "TCP" }) },
      [gaap("forwardProtocol"), "INVALID_INPUT"],
    ],
    ["an unknown sort of authentication", { ...https, ...own({ authType: 2 }) }, [gaap("authType"), "INVALID_INPUT"]],
    [
      "an unknown format of probes",
      { ...udp, healthMonitor: { protocol: "UDP" }, ...own({ contextType: "HEX" }) },
      [gaap("contextType"), "INVALID_INPUT"],
    ],
    [
      "probe texts for a ping",
      { ...udp, healthMonitor: { protocol: "PING" }, ...own({ sendContext: "a" }) },
      [gaap("sendContext"), "INVALID_INPUT"],
    ],
    [
      "a port of real servers out of bounds",
      { ...tcp, ...own({ realServerPort: 0 }) },
      [gaap("realServerPort"), "INVALID_INPUT"],
    ],
    [
      "primaries and backups by name",
      { ...tcp, ...own({ realServerType: "DOMAIN", failoverSwitch: true }) },
      [gaap("failoverSwitch"), "INVALID_INPUT"],
    ],
  ])("may not have %s", (_what, input, expected) => expect(broken("createListener", input)).toEqual([expected]));

  it.each<[string, Fields, Fields, Broken]>([
    ["a protocol", { SupportProtocols: ["TCP"] }, udp, ["protocol", "UNSUPPORTED"]],
    ["HTTP over IPv6", { IPAddressVersion: "IPv6" }, http, ["protocol", "UNSUPPORTED"]],
    [
      "DOMAIN over IPv6",
      { IPAddressVersion: "IPv6" },
      { ...tcp, ...own({ realServerType: "DOMAIN" }) },
      [gaap("realServerType"), "UNSUPPORTED"],
    ],
    [
      "HTTP/3",
      { Http3Supported: 0 },
      { ...https, ...own({ http3Supported: true }) },
      [gaap("http3Supported"), "UNSUPPORTED"],
    ],
    [
      "a method",
      { ClientIPMethod: [0] },
      { ...tcp, ...own({ clientIpMethod: 1 }) },
      [gaap("clientIpMethod"), "UNSUPPORTED"],
    ],
    [
      "TLS versions",
      { IsSupportTLSChoice: 0 },
      { ...https, tls: { certificateIds: ["a"], versions: ["TLSv1.2"] } },
      ["tls.versions", "UNSUPPORTED"],
    ],
    [
      "a port of real servers",
      { Version: "3.0" },
      { ...tcp, ...own({ realServerPort: 80 }) },
      [gaap("realServerPort"), "UNSUPPORTED"],
    ],
  ])("may not have %s that the channel does not support", (_what, lacking, input, expected) => {
    expect(broken("createListener", input, { parent: channel(lacking) })).toEqual([expected]);
    expect(broken("createListener", input, { parent: channel() })).toEqual([]);
  });

  it("may have a port of real servers on a channel of version 1", () => {
    expect(
      broken("createListener", { ...tcp, ...own({ realServerPort: 80 }) }, { parent: channel({ Version: "1.0" }) }),
    ).toEqual([]);
  });
});

import type { ClassType } from "type-graphql";
import { describe, expect, it } from "vitest";
import { checkInput } from "../../../src/changes/check-input.js";
import { globalIdOf } from "../../../src/model/resource-ref.js";
import type { CheckedInput, RuleContext } from "../../../src/model/rule.js";
import { ListenerSettingsInput, PoolSettingsInput } from "../../../src/model/settings.js";
import { registerProvider } from "../../../src/providers/register.js";
import { tencentGaap } from "../../../src/providers/tencent-gaap/index.js";
import { TencentGaapPoolSettingsInput } from "../../../src/providers/tencent-gaap/pool-settings.js";
import { rules } from "../../../src/providers/tencent-gaap/rules.js";
import { TencentGaapListenerSettingsInput } from "../../../src/providers/tencent-gaap/settings.js";
import { account, channel, type Fields, layer4Pool, listener, PARENT, rulePool } from "./account.js";

type Broken = readonly [path: string, code: string];
type Change = Exclude<keyof typeof rules, "createListenerNeedsParent">;

const parentId = globalIdOf({ accountId: "gaap", kind: "accelerator", key: PARENT });
const own = (settings: Fields) => ({ settings: { tencentGaap: settings } });
const gaap = (field: string) => `settings.tencentGaap.${field}`;

// Gives the settings inputs their member.
registerProvider(tencentGaap);

/** Settings as GraphQL makes them: instances, whose own rules are checked as well. */
function instances(change: Change, { settings, ...input }: Fields): Fields {
  if (!settings) return input;
  const isPool = change === "createPool" || change === "updatePool";
  const [All, One] = isPool
    ? [PoolSettingsInput, TencentGaapPoolSettingsInput]
    : [ListenerSettingsInput, TencentGaapListenerSettingsInput];
  const { tencentGaap: fields } = settings as { tencentGaap: Fields };
  return { ...input, settings: Object.assign(new All(), { tencentGaap: Object.assign(new One(), fields) }) };
}

function broken(change: Change, input: Fields, state: Partial<RuleContext> = {}): Broken[] {
  const context = { capabilities: account.capabilities, settingsKey: "tencentGaap", ...state };
  const validators = rules[change] as unknown as ClassType<CheckedInput>;
  const problems = checkInput(validators, instances(change, input) as unknown as CheckedInput, [], context);
  for (const { message } of problems) expect(message).toMatch(/^.*\.$/);
  return problems.map(({ path, code }) => [(path ?? []).join("."), code]);
}

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
    ["two certificates", { ...https, tls: { certificateIds: ["a", "b"] } }, ["tls.certificateIds", "INVALID_INPUT"]],
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
  ])("may not ask a channel for %s that it has not", (_what, lacking, input, expected) => {
    expect(broken("createListener", input, { parent: channel(lacking) })).toEqual([expected]);
    expect(broken("createListener", input, { parent: channel() })).toEqual([]);
  });

  it("may have a port of real servers on version 1", () => {
    expect(
      broken("createListener", { ...tcp, ...own({ realServerPort: 80 }) }, { parent: channel({ Version: "1.0" }) }),
    ).toEqual([]);
  });
});

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
      ["tls.certificateIds", "INVALID_INPUT"],
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

describe("a pool to create", () => {
  const listenerId = globalIdOf(listener("HTTPS").ref);
  const on = (protocol: Parameters<typeof listener>[0]) => ({ listener: listener(protocol) });
  const pool = { listenerId, ...own({ domain: "www.example.com" }) };
  const member = { address: "203.0.113.20", port: 80 };

  it.each<[string, Fields]>([
    ["with a domain alone", pool],
    [
      "with everything",
      {
        ...pool,
        protocol: "HTTPS",
        algorithm: "WEIGHTED_ROUND_ROBIN",
        healthMonitor: { protocol: "HTTP", path: "/ok", intervalSeconds: 10, timeoutSeconds: 10 },
        members: [{ ...member, weight: 9 }],
        ...own({
          domain: "*.example.com",
          path: "/api",
          forwardProtocol: "HTTPS",
          serverNameIndicationSwitch: true,
          serverNameIndication: "a.example",
          checkMethod: "GET",
          checkStatusCodes: [200, 300],
        }),
      },
    ],
    [
      "of host names",
      {
        ...pool,
        members: [{ address: "origin.example.net", port: 80 }],
        ...own({ domain: "a.example", realServerType: "DOMAIN" }),
      },
    ],
  ])("is fine %s", (_what, input) => {
    expect(broken("createPool", input)).toEqual([]);
    expect(broken("createPool", input, on("HTTPS"))).toEqual([]);
  });

  it.each<[string, Fields, Partial<RuleContext>, Broken]>([
    ["without a listener", { ...pool, listenerId: null, parentId }, {}, ["listenerId", "INVALID_INPUT"]],
    ["on a TCP listener", pool, on("TCP"), ["listenerId", "UNSUPPORTED"]],
    ["without settings", { listenerId }, {}, ["listenerId", "INVALID_INPUT"]],
    ["without a domain", { listenerId, ...own({ path: "/" }) }, {}, [gaap("domain"), "INVALID_INPUT"]],
    ["for what is no host name", { listenerId, ...own({ domain: "a b" }) }, {}, [gaap("domain"), "INVALID_INPUT"]],
    [
      "with a path without a slash",
      { ...pool, ...own({ domain: "a.example", path: "api" }) },
      {},
      [gaap("path"), "INVALID_INPUT"],
    ],
    [
      "with a long path",
      { ...pool, ...own({ domain: "a.example", path: `/${"p".repeat(80)}` }) },
      {},
      [gaap("path"), "INVALID_INPUT"],
    ],
    [
      "with a server name to send that is not said",
      { ...pool, ...own({ domain: "a.example", serverNameIndicationSwitch: true }) },
      {},
      [gaap("serverNameIndication"), "INVALID_INPUT"],
    ],
    [
      "with an unknown method",
      { ...pool, ...own({ domain: "a.example", checkMethod: "PUT" }) },
      {},
      [gaap("checkMethod"), "INVALID_INPUT"],
    ],
    [
      "with a status instead of its class",
      { ...pool, ...own({ domain: "a.example", checkStatusCodes: [204] }) },
      {},
      [gaap("checkStatusCodes"), "INVALID_INPUT"],
    ],
    ["that speaks TCP", { ...pool, protocol: "TCP" }, {}, ["protocol", "UNSUPPORTED"]],
    [
      "that speaks two protocols",
      { ...pool, protocol: "HTTP", ...own({ domain: "a.example", forwardProtocol: "HTTPS" }) },
      {},
      ["protocol", "INVALID_INPUT"],
    ],
    ["by response times", { ...pool, algorithm: "LEAST_RESPONSE_TIME" }, {}, ["algorithm", "UNSUPPORTED"]],
    ["with a check of a port", { ...pool, healthMonitor: { port: 80 } }, {}, ["healthMonitor.port", "UNSUPPORTED"]],
    [
      "with a TCP check",
      { ...pool, healthMonitor: { protocol: "TCP" } },
      {},
      ["healthMonitor.protocol", "UNSUPPORTED"],
    ],
    [
      "with a threshold",
      { ...pool, healthMonitor: { unhealthyThreshold: 3 } },
      {},
      ["healthMonitor.unhealthyThreshold", "UNSUPPORTED"],
    ],
    [
      "with a timeout above the interval",
      { ...pool, healthMonitor: { intervalSeconds: 5, timeoutSeconds: 6 } },
      {},
      ["healthMonitor.timeoutSeconds", "INVALID_INPUT"],
    ],
    [
      "with a member without a port",
      { ...pool, members: [{ address: "203.0.113.20" }] },
      {},
      ["members.0.port", "INVALID_INPUT"],
    ],
    [
      "with a weight that does not count",
      { ...pool, members: [{ ...member, weight: 2 }] },
      {},
      ["members.0.weight", "INVALID_INPUT"],
    ],
    [
      "with a host name among addresses",
      { ...pool, members: [{ ...member, address: "a.example" }] },
      {},
      ["members.0.address", "INVALID_INPUT"],
    ],
    [
      "with a foreign target id",
      { ...pool, members: [{ ...member, targetId: "i-1" }] },
      {},
      ["members.0.targetId", "INVALID_INPUT"],
    ],
  ])("is not fine %s", (_what, input, state, expected) =>
    expect(broken("createPool", input, state)).toEqual([expected]),
  );
});

describe("a pool to update", () => {
  const id = globalIdOf(rulePool().ref);
  const ofTcp = (fields?: Fields) => ({ pool: layer4Pool("TCP", fields) });
  const ofRule = (fields?: Fields) => ({ pool: rulePool(fields) });

  it.each<[string, Fields, Partial<RuleContext>]>([
    ["the algorithm", { algorithm: "LEAST_RESPONSE_TIME" }, ofRule()],
    ["the algorithm of a TCP listener", { algorithm: "WEIGHTED_ROUND_ROBIN" }, ofTcp()],
    ["its domain and path", own({ domain: "b.example", path: "/b", realServerType: "IP" }), ofRule()],
    [
      "the switch of a server name that is said",
      own({ serverNameIndicationSwitch: true }),
      ofRule({ ServerNameIndication: "a" }),
    ],
    ["checks", { healthMonitor: { path: "/other" } }, ofRule()],
  ])("may change %s", (_what, input, state) => expect(broken("updatePool", { id, ...input }, state)).toEqual([]));

  it.each<[string, Fields, Partial<RuleContext>, Broken]>([
    [
      "to weights with DOMAIN",
      { algorithm: "WEIGHTED_ROUND_ROBIN" },
      ofTcp({ RealServerType: "DOMAIN" }),
      ["algorithm", "INVALID_INPUT"],
    ],
    ["settings of a TCP listener's pool", own({ path: "/" }), ofTcp(), ["settings.tencentGaap", "UNSUPPORTED"]],
    [
      "the type of its real servers",
      own({ realServerType: "DOMAIN" }),
      ofRule(),
      [gaap("realServerType"), "IMMUTABLE_FIELD"],
    ],
    [
      "the host that probes ask for",
      own({ checkDomain: "b.example" }),
      ofRule(),
      [gaap("checkDomain"), "IMMUTABLE_FIELD"],
    ],
    [
      "to send a server name that is not said",
      own({ serverNameIndicationSwitch: true }),
      ofRule(),
      [gaap("serverNameIndication"), "INVALID_INPUT"],
    ],
    ["the path of a TCP check", { healthMonitor: { path: "/" } }, ofTcp(), ["healthMonitor.path", "UNSUPPORTED"]],
    [
      "the timeout above the interval",
      { healthMonitor: { timeoutSeconds: 11 } },
      ofRule(),
      ["healthMonitor.timeoutSeconds", "INVALID_INPUT"],
    ],
    [
      "an interval out of bounds",
      { healthMonitor: { intervalSeconds: 400 } },
      {},
      ["healthMonitor.intervalSeconds", "INVALID_INPUT"],
    ],
  ])("may not change %s", (_what, input, state, expected) =>
    expect(broken("updatePool", { id, ...input }, state)).toEqual([expected]),
  );
});

describe("members to set", () => {
  const poolId = globalIdOf(rulePool().ref);
  const weighted = { address: "203.0.113.20", port: 80, weight: 7 };

  it("may have weights where these count", () => {
    expect(broken("setPoolMembers", { poolId, members: [weighted] }, { pool: rulePool() })).toEqual([]);
    expect(
      broken("setPoolMembers", { poolId, members: [{ ...weighted, weight: 1 }] }, { pool: layer4Pool("TCP") }),
    ).toEqual([]);
  });

  it.each<[string, Fields, Partial<RuleContext>, Broken]>([
    ["a weight that does not count", weighted, { pool: layer4Pool("TCP") }, ["members.0.weight", "INVALID_INPUT"]],
    ["a weight of 0", { ...weighted, weight: 0 }, {}, ["members.0.weight", "INVALID_INPUT"]],
    ["no port", { address: "203.0.113.20" }, {}, ["members.0.port", "INVALID_INPUT"]],
    [
      "a host name",
      { address: "a.example", port: 80 },
      { pool: layer4Pool("TCP") },
      ["members.0.address", "INVALID_INPUT"],
    ],
    [
      "an address",
      { address: "2001:db8::1", port: 80 },
      { pool: layer4Pool("TCP", { RealServerType: "DOMAIN" }) },
      ["members.0.address", "INVALID_INPUT"],
    ],
    ["a subnet", { address: "203.0.113.20", port: 80, subnetId: "s" }, {}, ["members.0.subnetId", "UNSUPPORTED"]],
  ])("may not have %s", (_what, member, state, expected) => {
    expect(broken("setPoolMembers", { poolId, members: [member] }, state)).toEqual([expected]);
  });
});

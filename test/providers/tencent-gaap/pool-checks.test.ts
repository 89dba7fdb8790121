import { describe, expect, it } from "vitest";
import type { RuleContext } from "../../../src/model/checked-input.js";
import { globalIdOf } from "../../../src/model/resource-ref.js";
import { type Fields, layer4Pool, listener, rulePool } from "./account.js";
import { type Broken, broken, gaap, own, parentId } from "./checks-support.js";

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
  ])("is valid %s", (_what, input) => {
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
  ])("is refused %s", (_what, input, state, expected) =>
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

  it("may have weights where these have an effect", () => {
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

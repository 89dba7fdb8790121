import { describe, expect, it } from "vitest";
import type { ChangeName } from "../../../src/changes/broken-rules.js";
import type { RuleContext } from "../../../src/model/checked-input.js";
import { globalIdOf } from "../../../src/model/resource-ref.js";
import { huaweiElbClassic } from "../../../src/providers/huawei-elb-classic/index.js";
import { toListener, toParent, toPool } from "../../../src/providers/huawei-elb-classic/mapping.js";
import { readLoadBalancer } from "../../../src/providers/huawei-elb-classic/wire.js";
import { type Broken, brokenBy } from "../../support/broken-rules.js";
import { account, wireListener } from "./account.js";

type Fields = Record<string, unknown>;

const parentId = globalIdOf({ accountId: "classic", kind: "load-balancer", key: "7d24c1b0e3f5468a9c0d1e2f3a4b5c6d" });
const listenerId = globalIdOf({ accountId: "classic", kind: "listener", key: "5c1e7d0a94b84f3ea0d2c6b1f7e8a901" });
const poolId = globalIdOf({ accountId: "classic", kind: "pool", key: "5c1e7d0a94b84f3ea0d2c6b1f7e8a901" });

const own = (settings: Fields) => ({ settings: { huaweiElbClassic: settings } });
const http = { parentId, name: "portal", protocol: "HTTP", portRanges: [{ fromPort: 8080 }] };
const tcp = { ...http, protocol: "TCP" };
const udp = { ...http, protocol: "UDP" };
const https = { ...http, protocol: "HTTPS", tls: { certificateIds: ["c1"] } };

function loadBalancer(fields: Fields) {
  return toParent(
    readLoadBalancer({ id: "lb", status: "ACTIVE", type: "External", admin_state_up: 1, ...fields }),
    account,
  );
}

const broken = (change: ChangeName, input: Fields, state: Partial<RuleContext> = {}) =>
  brokenBy(huaweiElbClassic, change, input, state);

describe("a listener to create", () => {
  it.each([
    ["HTTP", { ...http, clientAffinity: "COOKIE", algorithm: "ROUND_ROBIN", ...own({ cookieTimeoutMinutes: 100 }) }],
    ["HTTP with the create page's draining", { ...http, ...own({ tcpDraining: true, tcpDrainingTimeoutMinutes: 5 }) }],
    [
      "HTTPS",
      {
        ...https,
        clientAffinity: "COOKIE",
        tls: { certificateIds: ["c1"], versions: ["TLSv1", "TLSv1.1", "TLSv1.2"], policy: "Extended" },
      },
    ],
    ["TCP", { ...tcp, name: "入口_1", clientAffinity: "SOURCE_IP", timeouts: { idleSeconds: 86_400 } }],
    ["UDP", { ...udp, clientAffinity: "SOURCE_IP", algorithm: "LEAST_CONNECTIONS", timeouts: { idleSeconds: 60 } }],
    [
      "with a check",
      {
        ...http,
        healthMonitor: { enabled: true, protocol: "HTTP", path: "/a?b=1", intervalSeconds: 50, healthyThreshold: 10 },
      },
    ],
    ["without a check", { ...http, healthMonitor: { enabled: false } }],
  ])("is fine: %s", (_what, input) => {
    expect(broken("createListener", input, { parent: loadBalancer({}) })).toEqual([]);
  });

  it.each<[string, Fields, ...Broken[]]>([
    ["no name", { ...http, name: undefined }, ["name", "INVALID_INPUT"]],
    ["a long name", { ...http, name: "n".repeat(65) }, ["name", "INVALID_INPUT"]],
    ["a dot in the name", { ...http, name: "shop.example" }, ["name", "INVALID_INPUT"]],
    ["a long description", { ...http, description: "d".repeat(129) }, ["description", "INVALID_INPUT"]],
    ["an angle bracket", { ...http, description: "a < b" }, ["description", "INVALID_INPUT"]],
    ["a cookie on TCP", { ...tcp, clientAffinity: "COOKIE" }, ["clientAffinity", "INVALID_INPUT"]],
    ["addresses on HTTP", { ...http, clientAffinity: "SOURCE_IP" }, ["clientAffinity", "INVALID_INPUT"]],
    [
      "kept clients under least connections",
      { ...http, clientAffinity: "COOKIE", algorithm: "LEAST_CONNECTIONS" },
      ["algorithm", "INVALID_INPUT"],
    ],
    ["a request timeout", { ...tcp, timeouts: { requestSeconds: 5 } }, ["timeouts.requestSeconds", "UNSUPPORTED"]],
    ["an idle timeout on HTTP", { ...http, timeouts: { idleSeconds: 60 } }, ["timeouts.idleSeconds", "UNSUPPORTED"]],
    ["half a minute", { ...tcp, timeouts: { idleSeconds: 90 } }, ["timeouts.idleSeconds", "INVALID_INPUT"]],
    ["no time", { ...tcp, timeouts: { idleSeconds: 0 } }, ["timeouts.idleSeconds", "INVALID_INPUT"]],
    ["more than a day", { ...tcp, timeouts: { idleSeconds: 86_460 } }, ["timeouts.idleSeconds", "INVALID_INPUT"]],
    ["two certificates", { ...https, tls: { certificateIds: ["c1", "c2"] } }, ["tls.certificateIds", "UNSUPPORTED"]],
    [
      "client certificates",
      { ...https, tls: { certificateIds: ["c1"], clientCaCertificateIds: ["a"] } },
      ["tls.clientCaCertificateIds", "UNSUPPORTED"],
    ],
    [
      "an unknown policy",
      { ...https, tls: { certificateIds: ["c1"], policy: "tls-1-2" } },
      ["tls.policy", "INVALID_INPUT"],
    ],
    [
      "TLS 1.3",
      { ...https, tls: { certificateIds: ["c1"], versions: ["TLSv1.3"] } },
      ["tls.versions", "INVALID_INPUT"],
    ],
    [
      "old TLS without a policy",
      { ...https, tls: { certificateIds: ["c1"], versions: ["TLSv1.2", "TLSv1.1", "TLSv1"] } },
      ["tls.policy", "INVALID_INPUT"],
    ],
    [
      "old TLS with Strict",
      { ...https, tls: { certificateIds: ["c1"], versions: ["TLSv1.2", "TLSv1.1", "TLSv1"], policy: "Strict" } },
      ["tls.policy", "INVALID_INPUT"],
    ],
    [
      "TCP behind UDP",
      { ...udp, ...own({ backendProtocol: "TCP" }) },
      ["settings.huaweiElbClassic.backendProtocol", "INVALID_INPUT"],
    ],
    [
      "a cookie's time without the cookie",
      { ...http, ...own({ cookieTimeoutMinutes: 5 }) },
      ["settings.huaweiElbClassic.cookieTimeoutMinutes", "INVALID_INPUT"],
    ],
    [
      "a cookie's time on HTTPS",
      { ...https, clientAffinity: "COOKIE", ...own({ cookieTimeoutMinutes: 5 }) },
      ["settings.huaweiElbClassic.cookieTimeoutMinutes", "INVALID_INPUT"],
    ],
    [
      "time for draining without draining",
      { ...tcp, ...own({ tcpDrainingTimeoutMinutes: 5 }) },
      ["settings.huaweiElbClassic.tcpDrainingTimeoutMinutes", "INVALID_INPUT"],
    ],
    ["a PING check", { ...http, healthMonitor: { protocol: "PING" } }, ["healthMonitor.protocol", "UNSUPPORTED"]],
    [
      "a path in a TCP check",
      { ...http, healthMonitor: { protocol: "TCP", path: "/" } },
      ["healthMonitor.path", "INVALID_INPUT"],
    ],
    [
      "a long path",
      { ...http, healthMonitor: { path: `/${"p".repeat(80)}` } },
      ["healthMonitor.path", "INVALID_INPUT"],
    ],
    ["a colon in the path", { ...http, healthMonitor: { path: "/a:b" } }, ["healthMonitor.path", "INVALID_INPUT"]],
    [
      "a long interval",
      { ...http, healthMonitor: { intervalSeconds: 51 } },
      ["healthMonitor.intervalSeconds", "INVALID_INPUT"],
    ],
    [
      "a long timeout",
      { ...http, healthMonitor: { timeoutSeconds: 51 } },
      ["healthMonitor.timeoutSeconds", "INVALID_INPUT"],
    ],
    [
      "a high threshold",
      { ...http, healthMonitor: { healthyThreshold: 11 } },
      ["healthMonitor.healthyThreshold", "INVALID_INPUT"],
    ],
    [
      "another high threshold",
      { ...http, healthMonitor: { unhealthyThreshold: 11 } },
      ["healthMonitor.unhealthyThreshold", "INVALID_INPUT"],
    ],
    [
      "values of a check that is off",
      { ...http, healthMonitor: { enabled: false, port: 80 } },
      ["healthMonitor.port", "INVALID_INPUT"],
    ],
  ])("may not have %s", (_what, input, ...expected) => {
    expect(broken("createListener", input)).toEqual(expected);
  });

  it.each(["Internal", "INTERNAL"])("is not UDP on a private load balancer, nor checked by UDP there: %s", (type) => {
    const parent = loadBalancer({ type });
    expect(broken("createListener", udp, { parent })).toEqual([["protocol", "UNSUPPORTED"]]);
    const checked = { ...tcp, healthMonitor: { protocol: "UDP" } };
    expect(broken("createListener", checked, { parent })).toEqual([["healthMonitor.protocol", "UNSUPPORTED"]]);
    expect(broken("createListener", checked)).toEqual([]);
  });

  it("does not go on a frozen load balancer", () => {
    expect(broken("createListener", http, { parent: loadBalancer({ admin_state_up: 2 }) })).toEqual([
      ["parentId", "RESOURCE_FROZEN"],
    ]);
  });
});

describe("a listener to update", () => {
  const on = (fields: Fields) => ({ listener: toListener(wireListener(fields), account) });
  const sticky = on({ protocol: "HTTP", session_sticky: true });
  const secure = on({ protocol: "HTTPS", ssl_protocols: "TLSv1.2", ssl_ciphers: "Default" });
  const old = on({ protocol: "HTTPS", ssl_protocols: "TLSv1.2 TLSv1.1 TLSv1", ssl_ciphers: "Extended" });

  it.each([
    ["a name", { name: "portal-2" }, sticky],
    ["nothing", {}, sticky],
    ["the algorithm of one that keeps nobody", { algorithm: "SOURCE_IP" }, on({ protocol: "HTTP" })],
    ["the algorithm of UDP", { algorithm: "SOURCE_IP" }, on({ protocol: "UDP", session_sticky: true })],
    ["the time of draining under way", own({ tcpDrainingTimeoutMinutes: 9 }), on({ tcp_draining: true })],
    ["a stricter policy together with versions", { tls: { versions: ["TLSv1.2"], policy: "Strict" } }, old],
  ])("may have %s", (_what, input, state) => {
    expect(broken("updateListener", { id: listenerId, ...input }, state)).toEqual([]);
  });

  it.each<[string, Fields, Partial<RuleContext>, ...Broken[]]>([
    ["an empty name", { name: "" }, sticky, ["name", "UNSUPPORTED"]],
    ["an angle bracket", { description: "<" }, sticky, ["description", "INVALID_INPUT"]],
    ["another algorithm while clients are kept", { algorithm: "SOURCE_IP" }, sticky, ["algorithm", "INVALID_INPUT"]],
    ["an idle timeout on HTTP", { timeouts: { idleSeconds: 60 } }, sticky, ["timeouts.idleSeconds", "UNSUPPORTED"]],
    [
      "old versions under Default",
      { tls: { versions: ["TLSv1.2", "TLSv1.1", "TLSv1"] } },
      secure,
      ["tls.policy", "INVALID_INPUT"],
    ],
    ["Strict under old versions", { tls: { policy: "Strict" } }, old, ["tls.policy", "INVALID_INPUT"]],
    [
      "another backend protocol",
      own({ backendProtocol: "TCP" }),
      sticky,
      ["settings.huaweiElbClassic.backendProtocol", "IMMUTABLE_FIELD"],
    ],
    [
      "another cookie time",
      own({ cookieTimeoutMinutes: 9 }),
      sticky,
      ["settings.huaweiElbClassic.cookieTimeoutMinutes", "IMMUTABLE_FIELD"],
    ],
    [
      "time for draining without draining",
      own({ tcpDrainingTimeoutMinutes: 9 }),
      on({}),
      ["settings.huaweiElbClassic.tcpDrainingTimeoutMinutes", "INVALID_INPUT"],
    ],
    ["a PING check", { healthMonitor: { protocol: "PING" } }, sticky, ["healthMonitor.protocol", "UNSUPPORTED"]],
  ])("may not have %s", (_what, input, state, ...expected) => {
    expect(broken("updateListener", { id: listenerId, ...input }, state)).toEqual(expected);
  });

  it("may have old versions as long as its policy is not known", () => {
    const input = { id: listenerId, tls: { versions: ["TLSv1.2", "TLSv1.1", "TLSv1"] } };
    expect(broken("updateListener", input)).toEqual([]);
    expect(broken("updateListener", input, old)).toEqual([]);
  });

  it("may not be frozen", () => {
    const listener = toListener(
      wireListener({ admin_state_up: false }),
      account,
      readLoadBalancer({ id: "lb", status: "ACTIVE", admin_state_up: 2 }),
    );
    expect(broken("updateListener", { id: listenerId, name: "x" }, { listener })).toEqual([["id", "RESOURCE_FROZEN"]]);
  });
});

describe("pools", () => {
  const pool = (fields: Fields) => ({ pool: toPool(wireListener(fields), account) });
  const server = { address: "10.20.0.5", targetId: "dbecb618-2259-405f-ab17-9b68c4f541b0" };

  it("are not created", () => {
    expect(broken("createPool", { listenerId })).toEqual([["listenerId", "UNSUPPORTED"]]);
    expect(broken("createPool", { parentId })).toEqual([["listenerId", "UNSUPPORTED"]]);
  });

  it("may change how servers are chosen, unless clients are kept", () => {
    const input = { id: poolId, algorithm: "LEAST_CONNECTIONS" };
    expect(broken("updatePool", input, pool({}))).toEqual([]);
    expect(broken("updatePool", input, pool({ session_sticky: true }))).toEqual([["algorithm", "INVALID_INPUT"]]);
  });

  it("do not stop keeping clients", () => {
    const input = { id: poolId, sessionPersistence: null };
    expect(broken("updatePool", input, pool({ session_sticky: true }))).toEqual([
      ["sessionPersistence", "IMMUTABLE_FIELD"],
    ]);
  });

  it("are checked as the cloud can", () => {
    const input = { id: poolId, healthMonitor: { protocol: "HTTPS" } };
    expect(broken("updatePool", input, pool({}))).toEqual([["healthMonitor.protocol", "UNSUPPORTED"]]);
  });

  it.each<[string, Fields[], ...Broken[]]>([
    ["is fine", [server]],
    ["lacks the server's id", [{ address: "10.20.0.5" }], ["members.0.targetId", "INVALID_INPUT"]],
    ["has a host name", [{ ...server, address: "web-1.example" }], ["members.0.address", "INVALID_INPUT"]],
    ["is there twice", [server, server], ["members.1", "INVALID_INPUT"]],
    [
      "is there under two addresses",
      [server, { ...server, address: "10.20.0.6" }],
      ["members.1.targetId", "INVALID_INPUT"],
    ],
    ["is there with its port and without", [server, { ...server, port: 80 }], ["members.1.targetId", "INVALID_INPUT"]],
    ["has another port than the listener's", [{ ...server, port: 81 }], ["members.0.port", "UNSUPPORTED"]],
    ["has the listener's port", [{ ...server, port: 80 }]],
    ["has a weight", [{ ...server, weight: 5 }], ["members.0.weight", "UNSUPPORTED"]],
  ])("take a member that %s accordingly", (_what, members, ...expected) => {
    expect(broken("setPoolMembers", { poolId, members }, pool({ backend_port: 80 }))).toEqual(expected);
  });
});

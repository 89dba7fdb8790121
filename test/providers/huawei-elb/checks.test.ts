import { describe, expect, it } from "vitest";
import type { ChangeName } from "../../../src/changes/broken-rules.js";
import type { RuleContext } from "../../../src/model/checked-input.js";
import { globalIdOf } from "../../../src/model/resource-ref.js";
import { huaweiElb } from "../../../src/providers/huawei-elb/index.js";
import { toListener, toParent, toPool } from "../../../src/providers/huawei-elb/mapping.js";
import { readLoadBalancer } from "../../../src/providers/huawei-elb/wire.js";
import { type Broken, brokenBy } from "../../support/broken-rules.js";
import { account, wireListener, wirePool } from "./account.js";

type Fields = Record<string, unknown>;
type Case = [what: string, input: Fields, state: Partial<RuleContext>, ...broken: Broken[]];

const idOf = (kind: "load-balancer" | "listener" | "pool") =>
  globalIdOf({ accountId: "shared", kind, key: "some-key" });
const own = (settings: Fields) => ({ settings: { huaweiElb: settings } });
const listener = (protocol = "TCP", fields: Fields = {}) => ({
  listener: toListener(wireListener({ protocol, ...fields }), account),
});
const pool = (protocol = "TCP", fields: Fields = {}) => ({ pool: toPool(wirePool({ protocol, ...fields }), account) });
const parent = (operating_status = "ONLINE") => ({
  parent: toParent(readLoadBalancer({ id: "lb", operating_status }), account),
});

const broken = (change: ChangeName, input: Fields, state: Partial<RuleContext> = {}) =>
  brokenBy(huaweiElb, change, input, state);

const invalid = "INVALID_INPUT";
const unsupported = "UNSUPPORTED";

describe("a listener to create", () => {
  const tcp = { parentId: idOf("load-balancer"), protocol: "TCP", portRanges: [{ fromPort: 8080 }] };
  const http = { ...tcp, protocol: "HTTP" };
  const https = { ...tcp, protocol: "HTTPS", tls: { certificateIds: ["c1"] } };

  it.each<Case>([
    ["TCP without a name", tcp, parent()],
    ["HTTP with headers", { ...http, ...own({ forwardedElbIp: true, forwardedHost: false }) }, parent()],
    [
      "HTTPS with everything",
      {
        ...https,
        tls: { certificateIds: ["c1", "c2"], clientCaCertificateIds: ["ca"], policy: "tls-1-2-strict" },
        tags: [{ key: "环境-1_a", value: "prod.eu" }],
        ...own({ http2Enabled: true, forwardedHost: true }),
      },
      parent(),
    ],
    ["TCP with HTTP/2 switched off", { ...tcp, ...own({ http2Enabled: false }) }, parent()],
    ["TCP, the parent not read yet", tcp, {}],
  ])("is fine: %s", (_what, input, state) => {
    expect(broken("createListener", input, state)).toEqual([]);
  });

  const manyTags = Array.from({ length: 11 }, (_, index) => ({ key: `k${index}`, value: "" }));
  it.each<Case>([
    ["on a frozen load balancer", tcp, parent("FROZEN"), ["parentId", "RESOURCE_FROZEN"]],
    ["UDP 4789", { ...tcp, protocol: "UDP", portRanges: [{ fromPort: 4789 }] }, {}, ["portRanges.0", invalid]],
    [
      "TLS versions",
      { ...https, tls: { certificateIds: ["c"], versions: ["TLSv1.2"] } },
      {},
      ["tls.versions", unsupported],
    ],
    ["an unknown policy", { ...https, tls: { certificateIds: ["c"], policy: "tls-1-3" } }, {}, ["tls.policy", invalid]],
    [
      "two authorities",
      { ...https, tls: { certificateIds: ["c"], clientCaCertificateIds: ["a", "b"] } },
      {},
      ["tls.clientCaCertificateIds", unsupported],
    ],
    ["HTTP/2 over HTTP", { ...http, ...own({ http2Enabled: true }) }, {}, ["settings.huaweiElb.http2Enabled", invalid]],
    [
      "headers on TCP",
      { ...tcp, ...own({ forwardedElbIp: false, forwardedHost: true }) },
      {},
      ["settings.huaweiElb.forwardedElbIp", invalid],
      ["settings.huaweiElb.forwardedHost", invalid],
    ],
    ["eleven tags", { ...tcp, tags: manyTags }, {}, ["tags", invalid]],
    ["a dot in a tag's key", { ...tcp, tags: [{ key: "a.b", value: "" }] }, {}, ["tags.0.key", invalid]],
    ["a blank in a tag's value", { ...tcp, tags: [{ key: "a", value: "b c" }] }, {}, ["tags.0.value", invalid]],
  ])("is refused: %s", (_what, input, state, ...expected) => {
    expect(broken("createListener", input, state)).toEqual(expected);
  });
});

describe("a listener to update", () => {
  const id = idOf("listener");

  it.each<Case>([
    ["headers on HTTPS", { id, ...own({ forwardedElbIp: true }) }, listener("TERMINATED_HTTPS")],
    ["HTTP/2, the listener not read yet", { id, ...own({ http2Enabled: true }) }, {}],
    ["no authority any more", { id, tls: { clientCaCertificateIds: [] } }, listener("TERMINATED_HTTPS")],
    ["another pool", { id, ...own({ defaultPoolId: "c61310de-9a06-4f0c-850c-6f4797b9984c" }) }, listener()],
    ["no tags any more", { id, tags: [] }, listener()],
  ])("is fine: %s", (_what, input, state) => {
    expect(broken("updateListener", input, state)).toEqual([]);
  });

  it.each<Case>([
    [
      "HTTP/2 on HTTP",
      { id, ...own({ http2Enabled: true }) },
      listener("HTTP"),
      ["settings.huaweiElb.http2Enabled", invalid],
    ],
    [
      "headers on UDP",
      { id, ...own({ forwardedHost: true }) },
      listener("UDP"),
      ["settings.huaweiElb.forwardedHost", invalid],
    ],
    [
      "TLS versions",
      { id, tls: { versions: ["TLSv1.2"] } },
      listener("TERMINATED_HTTPS"),
      ["tls.versions", unsupported],
    ],
    ["a long key", { id, tags: [{ key: "k".repeat(37), value: "" }] }, {}, ["tags.0.key", invalid]],
    ["a long value", { id, tags: [{ key: "k", value: "v".repeat(44) }] }, {}, ["tags.0.value", invalid]],
  ])("is refused: %s", (_what, input, state, ...expected) => {
    expect(broken("updateListener", input, state)).toEqual(expected);
  });
});

const check = { intervalSeconds: 10, timeoutSeconds: 5, healthyThreshold: 3 };
const server = { address: "192.168.44.11", port: 8080 };

describe("a pool to create", () => {
  const onListener = { listenerId: idOf("listener") };
  const onParent = { parentId: idOf("load-balancer"), protocol: "HTTP" };

  it.each<Case>([
    ["on a listener, its protocol left out", onListener, listener("TERMINATED_HTTPS")],
    ["HTTP behind HTTPS", { ...onListener, protocol: "HTTP" }, listener("TERMINATED_HTTPS")],
    ["on a load balancer", { ...onParent, protocol: "UDP" }, {}],
    [
      "HTTP with a day's cookie, members and checks",
      {
        ...onParent,
        sessionPersistence: { type: "HTTP_COOKIE", timeoutSeconds: 86_400 },
        members: [{ ...server, weight: 0, subnetId: "s" }],
        healthMonitor: { ...check, protocol: "HTTP", path: "/healthz", unhealthyThreshold: 10 },
      },
      {},
    ],
    [
      "UDP by address",
      { ...onListener, sessionPersistence: { type: "SOURCE_IP", timeoutSeconds: 3_600 } },
      listener("UDP"),
    ],
    ["without checks", { ...onParent, healthMonitor: { enabled: false } }, {}],
    ["checked in UDP", { ...onListener, healthMonitor: { ...check, protocol: "UDP" } }, listener("UDP")],
  ])("is fine: %s", (_what, input, state) => {
    expect(broken("createPool", input, state)).toEqual([]);
  });

  it.each<Case>([
    ["a second one", onListener, listener("TCP", { default_pool_id: "p" }), ["listenerId", "ALREADY_EXISTS"]],
    ["HTTPS towards servers", { ...onParent, protocol: "HTTPS" }, {}, ["protocol", unsupported]],
    ["no protocol", { parentId: idOf("load-balancer") }, {}, ["protocol", invalid]],
    ["TCP behind HTTP", { ...onListener, protocol: "TCP" }, listener("HTTP"), ["protocol", invalid]],
    ["HTTP behind TCP", { ...onListener, protocol: "HTTP" }, listener("TCP"), ["protocol", invalid]],
    ["UDP behind HTTPS", { ...onListener, protocol: "UDP" }, listener("TERMINATED_HTTPS"), ["protocol", invalid]],
    [
      "addresses on HTTP",
      { ...onParent, sessionPersistence: { type: "SOURCE_IP" } },
      {},
      ["sessionPersistence.type", invalid],
    ],
    [
      "a cookie on TCP",
      { ...onListener, sessionPersistence: { type: "HTTP_COOKIE" } },
      listener("TCP"),
      ["sessionPersistence.type", invalid],
    ],
    [
      "half a minute",
      { ...onParent, sessionPersistence: { type: "HTTP_COOKIE", timeoutSeconds: 90 } },
      {},
      ["sessionPersistence.timeoutSeconds", invalid],
    ],
    [
      "more than an hour on UDP",
      { ...onParent, protocol: "UDP", sessionPersistence: { type: "SOURCE_IP", timeoutSeconds: 3_660 } },
      {},
      ["sessionPersistence.timeoutSeconds", invalid],
    ],
    [
      "more than a day, the protocol not known yet",
      { ...onListener, sessionPersistence: { type: "HTTP_COOKIE", timeoutSeconds: 86_460 } },
      {},
      ["sessionPersistence.timeoutSeconds", invalid],
    ],
    [
      "a member without port",
      { ...onParent, members: [{ address: "192.168.44.11" }] },
      {},
      ["members.0.port", invalid],
    ],
    [
      "a host name",
      { ...onParent, members: [{ ...server, address: "db.example" }] },
      {},
      ["members.0.address", invalid],
    ],
    [
      "IPv6",
      { ...onParent, members: [server, { ...server, address: "2001:db8::1" }] },
      {},
      ["members.1.address", invalid],
    ],
    [
      "checks that say nothing",
      { ...onParent, healthMonitor: {} },
      {},
      ["healthMonitor.intervalSeconds", invalid],
      ["healthMonitor.timeoutSeconds", invalid],
      ["healthMonitor.healthyThreshold", invalid],
    ],
    [
      "checks that are off and yet half told",
      { ...onParent, healthMonitor: { ...check, enabled: false, timeoutSeconds: null } },
      {},
      ["healthMonitor.timeoutSeconds", invalid],
    ],
    [
      "pings",
      { ...onParent, healthMonitor: { ...check, protocol: "PING" } },
      {},
      ["healthMonitor.protocol", unsupported],
    ],
    [
      "UDP checks of HTTP",
      { ...onParent, healthMonitor: { ...check, protocol: "UDP" } },
      {},
      ["healthMonitor.protocol", invalid],
    ],
    [
      "TCP checks of UDP",
      { ...onListener, healthMonitor: { ...check, protocol: "TCP" } },
      listener("UDP"),
      ["healthMonitor.protocol", invalid],
    ],
    [
      "a path over TCP",
      { ...onParent, healthMonitor: { ...check, protocol: "TCP", path: "/a" } },
      {},
      ["healthMonitor.path", invalid],
    ],
    [
      "a long path",
      { ...onParent, healthMonitor: { ...check, path: `/${"a".repeat(80)}` } },
      {},
      ["healthMonitor.path", invalid],
    ],
    [
      "numbers out of bounds",
      {
        ...onParent,
        healthMonitor: { intervalSeconds: 51, timeoutSeconds: 51, healthyThreshold: 11, unhealthyThreshold: 11 },
      },
      {},
      ["healthMonitor.intervalSeconds", invalid],
      ["healthMonitor.timeoutSeconds", invalid],
      ["healthMonitor.healthyThreshold", invalid],
      ["healthMonitor.unhealthyThreshold", invalid],
    ],
  ])("is refused: %s", (_what, input, state, ...expected) => {
    expect(broken("createPool", input, state)).toEqual(expected);
  });
});

describe("a pool to update", () => {
  const id = idOf("pool");
  const monitored = { healthmonitor_id: "m" };

  it.each<Case>([
    ["one number of its check", { id, healthMonitor: { intervalSeconds: 20 } }, pool("TCP", monitored)],
    ["a check, the pool not read yet", { id, healthMonitor: { intervalSeconds: 20 } }, {}],
    ["no checks where there are none", { id, healthMonitor: { enabled: false } }, pool()],
    ["clients not kept any more", { id, sessionPersistence: null }, pool()],
    ["a cookie on HTTP", { id, sessionPersistence: { type: "APP_COOKIE", cookieName: "c" } }, pool("HTTP")],
  ])("is fine: %s", (_what, input, state) => {
    expect(broken("updatePool", input, state)).toEqual([]);
  });

  it.each<Case>([
    [
      "a cookie on UDP",
      { id, sessionPersistence: { type: "HTTP_COOKIE" } },
      pool("UDP"),
      ["sessionPersistence.type", invalid],
    ],
    [
      "two hours on TCP",
      { id, sessionPersistence: { type: "SOURCE_IP", timeoutSeconds: 7_200 } },
      pool(),
      ["sessionPersistence.timeoutSeconds", invalid],
    ],
    [
      "a new check without its numbers",
      { id, healthMonitor: { intervalSeconds: 5 } },
      pool(),
      ["healthMonitor.timeoutSeconds", invalid],
      ["healthMonitor.healthyThreshold", invalid],
    ],
    [
      "UDP checks of TCP",
      { id, healthMonitor: { protocol: "UDP" } },
      pool("TCP", monitored),
      ["healthMonitor.protocol", invalid],
    ],
  ])("is refused: %s", (_what, input, state, ...expected) => {
    expect(broken("updatePool", input, state)).toEqual(expected);
  });
});

describe("members to set", () => {
  it("are fine with address and port", () => {
    expect(broken("setPoolMembers", { poolId: idOf("pool"), members: [server] }, pool())).toEqual([]);
  });

  it("are refused without port, with a host name, and over the weights", () => {
    const members = [
      { ...server, port: null },
      { ...server, address: "db" },
      { ...server, weight: 101 },
    ];
    const expected = ["members.0.port", "members.1.address", "members.2.weight"].map((path) => [path, invalid]);
    const found = broken("setPoolMembers", { poolId: idOf("pool"), members }, pool());
    expect(found).toHaveLength(expected.length);
    expect(found).toEqual(expect.arrayContaining(expected));
  });
});

describe("the settings of a listener", () => {
  it("name a pool by an id", () => {
    const check = (defaultPoolId: string | null) =>
      broken("updateListener", { id: idOf("listener"), ...own({ defaultPoolId }) }, {});
    const refused = [["settings.huaweiElb.defaultPoolId", invalid]];
    expect(check("")).toEqual(refused);
    expect(check("p".repeat(65))).toEqual(refused);
    expect(check(null)).toEqual([]);
  });
});

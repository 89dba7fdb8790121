import { describe, expect, it } from "vitest";
import { toHealthMonitor } from "../../../src/providers/tencent-gaap/health-monitors.js";
import {
  algorithmOf,
  parentStatusOf,
  SCHEDULERS,
  statusOf,
  toParent,
} from "../../../src/providers/tencent-gaap/mapping.js";
import { membersOf as listed } from "../../../src/providers/tencent-gaap/members.js";
import { readGroup, readListener } from "../../../src/providers/tencent-gaap/wire.js";
import { account, channel, layer4Pool, listener, PARENT, rulePool } from "./account.js";

const membersOf = (pool: Parameters<typeof listed>[0]) => listed(pool).items;

describe("a listener", () => {
  it("on TCP", () => {
    expect(listener("TCP", { SessionPersist: 300 })).toMatchObject({
      ref: { accountId: "gaap", kind: "listener", key: `${PARENT}/listener-o0f3at99`, hint: "TCP" },
      parentRef: { kind: "accelerator", key: PARENT },
      region: null,
      description: null,
      portRanges: [{ fromPort: 90, toPort: 90 }],
      status: "ACTIVE",
      nativeStatus: "0",
      clientAffinity: "SOURCE_IP",
      algorithm: "ROUND_ROBIN",
      tls: null,
      timeouts: null,
      tags: null,
      createdAt: "2019-08-09T18:40:01Z",
      updatedAt: null,
      settings: {
        realServerType: "IP",
        healthCheck: true,
        delayLoopSeconds: 20,
        connectTimeoutSeconds: 20,
        clientIpMethod: 0,
        failoverSwitch: false,
        sessionPersistSeconds: 300,
        bindStatus: "NORMAL",
        forwardProtocol: null,
      },
    });
  });

  it("on HTTPS", () => {
    const wire = {
      AuthType: 1,
      PolyClientCertificateAliasInfo: [
        { CertificateId: "cert-a", CertificateAlias: "a" },
        { CertificateId: "cert-b", CertificateAlias: "b" },
      ],
      ClientCertificateId: "cert-a",
    };
    expect(listener("HTTPS", wire)).toMatchObject({
      algorithm: null,
      clientAffinity: null,
      tls: {
        certificateIds: ["cert-etww5bkh"],
        clientCaCertificateIds: ["cert-a", "cert-b"],
        versions: ["TLSv1.2"],
        policy: "GAAP_TLS_CIPHERS_WIDE",
        ciphers: null,
      },
      settings: { authType: 1, forwardProtocol: "HTTP", http3Supported: false, realServerType: null, bindStatus: null },
    });
    const single = { PolyClientCertificateAliasInfo: null, ClientCertificateId: "cert-a" };
    expect(listener("HTTPS", single).tls?.clientCaCertificateIds).toEqual(["cert-a"]);
  });

  it("on HTTP has no TLS", () => {
    expect(listener("HTTP")).toMatchObject({ tls: null, algorithm: null, settings: { realServerType: null } });
  });

  it("takes digits in texts for numbers, as documented samples have them", () => {
    expect(listener("TCP", { Port: "90", ListenerStatus: "3", CreateTime: "1565376001" })).toMatchObject({
      portRanges: [{ fromPort: 90 }],
      status: "UPDATING",
    });
  });

  it.each([
    [0, "ACTIVE"],
    [1, "CREATING"],
    [2, "DELETING"],
    [3, "UPDATING"],
    [4, "UPDATING"],
    [9, "UNKNOWN"],
  ])("in state %i is %s", (status, expected) => expect(statusOf(String(status))).toBe(expected));

  it("keeps its etag when probes see something else, and changes it with what can be written", () => {
    const { etag } = listener("TCP");
    expect(listener("TCP", { BindStatus: 0 }).settings).toMatchObject({ bindStatus: "ABNORMAL" });
    expect(listener("TCP", { BindStatus: 0, ListenerStatus: 4 }).etag).toBe(etag);
    expect(listener("TCP", { DelayLoop: 21 }).etag).not.toBe(etag);
  });

  it("reads the binding's state the other way round on UDP", () => {
    const states = [0, 1, 2].map(
      (BindStatus) => (listener("UDP", { BindStatus }).settings as { bindStatus: string }).bindStatus,
    );
    expect(states).toEqual(["NORMAL", "ABNORMAL", "DNS_FAILURE"]);
  });

  it("is shown as far as it goes when fields are missing, null, of another type, or words nobody knows", () => {
    const odd = {
      ListenerStatus: "9",
      Scheduler: "brand-new",
      CreateTime: "soon",
      HealthCheck: {},
      SessionPersist: [],
    };
    const never = { Protocol: "QUIC", RealServerSet: null, TLSSupportVersion: null };
    expect(listener("TCP", { ...odd, ...never })).toMatchObject({
      protocol: "TCP",
      nativeProtocol: "TCP",
      status: "UNKNOWN",
      nativeStatus: "9",
      algorithm: null,
      createdAt: null,
      settings: { healthCheck: null },
    });
    expect(readListener({ ListenerId: "l" })).toMatchObject({ id: "l", port: null, status: null });
    expect(listener("TCP", { Port: null, Scheduler: "RR" })).toMatchObject({
      portRanges: [],
      algorithm: "ROUND_ROBIN",
    });
  });

  it.each([
    ["milliseconds", 1_730_540_000_123, "2024-11-02T09:33:20.123Z"],
    ["a text", "2024-11-02T10:00:00Z", "2024-11-02T10:00:00Z"],
    ["zero", 0, null],
  ])("reads %s as the time it was made", (_, CreateTime, expected) => {
    expect(listener("TCP", { CreateTime }).createdAt).toBe(expected);
  });

  it("cannot be read without an id, or with an invalid port", () => {
    expect(() => readListener({ Port: 1, ListenerStatus: 0 })).toThrow(/ListenerId/);
    for (const Port of ["ninety", 0, 70_000, {}]) {
      expect(() => readListener({ ListenerId: "l", Port })).toThrow(/listener l .*Port/);
    }
  });
});

describe("a pool", () => {
  it("of a TCP listener is the listener's", () => {
    const pool = layer4Pool("TCP", { SessionPersist: 60 });
    expect(pool).toMatchObject({
      ref: { kind: "pool", key: `${PARENT}/listener-o0f3at99`, hint: "TCP" },
      isImplicit: true,
      name: "test1",
      algorithm: "ROUND_ROBIN",
      protocol: null,
      settings: null,
      sessionPersistence: { type: "SOURCE_IP", timeoutSeconds: 60, cookieName: null },
      listenerRefs: [{ kind: "listener", key: `${PARENT}/listener-o0f3at99`, hint: "TCP" }],
    });
    expect(membersOf(pool)).toMatchObject([
      {
        ref: { kind: "member", key: `${PARENT}/listener-o0f3at99/rs-04v3s12t:8080` },
        address: "203.0.113.20",
        port: 8080,
        weight: 1,
        health: "HEALTHY",
        targetId: "rs-04v3s12t",
      },
    ]);
    expect(toHealthMonitor(pool)).toEqual({
      nativeId: null,
      enabled: true,
      protocol: "TCP",
      port: null,
      path: null,
      intervalSeconds: 20,
      timeoutSeconds: 20,
      healthyThreshold: 1,
      unhealthyThreshold: 1,
    });
  });

  it("of an HTTPS listener is a rule", () => {
    const pool = rulePool();
    expect(pool).toMatchObject({
      ref: { kind: "pool", key: `${PARENT}/listener-9vub5ymx/rule-f13hgptl`, hint: "HTTPS" },
      nativeId: "rule-f13hgptl",
      isImplicit: false,
      name: "www.example.com/",
      protocol: "HTTP",
      algorithm: "WEIGHTED_ROUND_ROBIN",
      sessionPersistence: null,
      settings: {
        domain: "www.example.com",
        path: "/",
        realServerType: "IP",
        forwardProtocol: "HTTP",
        forwardHost: "default",
        serverNameIndicationSwitch: false,
        checkMethod: "HEAD",
        checkStatusCodes: [200],
        failedThreshold: 4,
        bindStatus: "ABNORMAL",
      },
    });
    expect(membersOf(pool)).toMatchObject([{ health: "UNHEALTHY", weight: 7 }]);
    expect(toHealthMonitor(pool)).toMatchObject({ protocol: "HTTP", path: "/ok", intervalSeconds: 10 });
    expect(rulePool({ CheckParams: null, HealthCheck: 0 }).settings).toMatchObject({ checkStatusCodes: null });
  });

  it("without probes calls its members unmonitored, although the cloud says normal", () => {
    expect(membersOf(layer4Pool("TCP", { HealthCheck: 0 }))).toMatchObject([{ health: "UNMONITORED" }]);
    expect(toHealthMonitor(layer4Pool("TCP", { HealthCheck: 0 }))).toMatchObject({ enabled: false });
  });

  it("reports each member that cannot be read, and a list that is not one", () => {
    const good = { RealServerId: "rs-1", RealServerIP: "203.0.113.1", RealServerPort: 80 };
    const { items, problems } = listed(layer4Pool("TCP", { RealServerSet: [good, { RealServerId: "rs-2" }, null] }));
    expect(items).toMatchObject([{ address: "203.0.113.1", weight: null, health: "UNKNOWN" }]);
    expect(problems).toMatchObject([{ code: "UNREADABLE", nativeId: "rs-2" }, { code: "UNREADABLE" }]);
    expect(() => listed(layer4Pool("TCP", { RealServerSet: "none" }))).toThrow(/RealServerSet/);
  });

  it("whose checks nobody can tell has members of unknown health", () => {
    expect(membersOf(layer4Pool("TCP", { HealthCheck: "perhaps" }))).toMatchObject([{ health: "UNKNOWN" }]);
  });

  it("checks the port that traffic uses where the cloud says 0", () => {
    expect(toHealthMonitor(layer4Pool("UDP", { CheckPort: 0 })).port).toBeNull();
  });

  it("tells pings of UDP from probes of a port", () => {
    expect(toHealthMonitor(layer4Pool("UDP"))).toMatchObject({ protocol: "PING" });
    const probed = layer4Pool("UDP", { CheckType: "PORT", CheckPort: 53 });
    expect(toHealthMonitor(probed)).toMatchObject({ protocol: "UDP", port: 53 });
  });
});

describe("a parent", () => {
  it("is a channel", () => {
    const wire = {
      Domain: "x.example",
      IP: "192.0.2.1",
      IPList: [{ IP: "192.0.2.1" }, { IP: "192.0.2.2" }],
      TagSet: [{ TagKey: "team", TagValue: "shop" }],
      CreateTime: 1_735_689_600,
    };
    expect(channel(wire)).toMatchObject({
      ref: { kind: "accelerator", key: PARENT },
      name: "checkout-edge",
      status: "ACTIVE",
      nativeStatus: "RUNNING",
      addresses: ["x.example", "192.0.2.1", "192.0.2.2"],
      tags: [{ key: "team", value: "shop" }],
      createdAt: "2025-01-01T00:00:00Z",
    });
    expect(channel({ ProxyId: undefined, InstanceId: "link-old" }).nativeId).toBe("link-old");
  });

  it("or a group", () => {
    const group = toParent(readGroup({ GroupId: "lg-1", GroupName: "games", Status: "MOVING" }), account);
    expect(group).toMatchObject({ nativeId: "lg-1", name: "games", status: "UPDATING", addresses: [], tags: [] });
  });

  it.each([
    ["CREATING", "CREATING"],
    ["DESTROYING", "DELETING"],
    ["ADJUSTING", "UPDATING"],
    ["CREATE_FAILED", "ERROR"],
    ["ISOLATED", "ERROR"],
    ["CLOSED", "UNKNOWN"],
    ["SOMETHING_NEW", "UNKNOWN"],
  ])("in state %s is %s", (status, expected) => expect(parentStatusOf(status)).toBe(expected));

  it.each(["CLOSED", "ISOLATED"])("stops its listeners in state %s", (Status) => {
    expect(channel({ Status }).freeze).toMatchObject({ isFrozen: true, reasons: [Status] });
  });

  it.each(["RUNNING", "CLOSING", "SOMETHING_NEW", null])("does not stop its listeners in state %s", (Status) => {
    expect(channel({ Status }).freeze).toEqual({ isFrozen: false, effect: null, reasons: [] });
  });
});

it("translates schedulers there and back", () => {
  for (const algorithm of account.capabilities.algorithms) expect(algorithmOf(SCHEDULERS[algorithm]!)).toBe(algorithm);
  expect(algorithmOf("new-one")).toBeNull();
  expect(algorithmOf(null)).toBeNull();
});

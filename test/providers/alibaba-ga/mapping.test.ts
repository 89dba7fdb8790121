import { describe, expect, it } from "vitest";
import { ProviderCapabilities } from "../../../src/model/capabilities.js";
import { CloudAccount } from "../../../src/model/cloud-account.js";
import { poolEtag } from "../../../src/model/pool.js";
import { flatten } from "../../../src/providers/alibaba-ga/client.js";
import { alibabaGa } from "../../../src/providers/alibaba-ga/index.js";
import {
  nativePool,
  toHealthMonitor,
  toListener,
  toParent,
  toPool,
} from "../../../src/providers/alibaba-ga/mapping.js";
import { healthOf, toMember, typeOfAddress } from "../../../src/providers/alibaba-ga/members.js";
import { readListener, readMember, readParent, readPool } from "../../../src/providers/alibaba-ga/wire.js";

const capabilities = Object.assign(new ProviderCapabilities(), alibabaGa.capabilities, { provider: "ALIBABA_GA" });
const account = new CloudAccount({ id: "acme", provider: "ALIBABA_GA", region: null, capabilities });

const listenerJson = (more: object = {}) => ({
  ListenerId: "lsr-1",
  AcceleratorId: "ga-1",
  Name: "edge",
  Description: "",
  Protocol: "HTTPS",
  State: "active",
  Type: "Standard",
  ClientAffinity: "SOURCE_IP",
  CreateTime: 1_735_689_600_000,
  PortRanges: [{ FromPort: 443, ToPort: 443 }],
  BackendPorts: [{ FromPort: "8443", ToPort: "8443" }],
  Certificates: [{ Id: "449-cn-hangzhou", Type: "Server" }],
  ProxyProtocol: false,
  SecurityPolicyId: "tls_cipher_policy_1_2_strict_with_1_3",
  HttpVersion: "http2",
  IdleTimeout: 15,
  RequestTimeout: 60,
  XForwardedForConfig: { XRealIpEnabled: true },
  ServiceManaged: false,
  ...more,
});
const listenerFrom = (more?: object) => toListener(readListener(listenerJson(more)), account);

describe("a listener", () => {
  it("has everything that the cloud tells", () => {
    const listener = listenerFrom();
    expect(listener).toMatchObject({
      ref: { accountId: "acme", kind: "listener", key: "lsr-1", hint: "ga-1" },
      parentRef: { accountId: "acme", kind: "accelerator", key: "ga-1" },
      name: "edge",
      description: null,
      protocol: "HTTPS",
      portRanges: [{ fromPort: 443, toPort: 443 }],
      status: "ACTIVE",
      nativeStatus: "active",
      clientAffinity: "SOURCE_IP",
      algorithm: null,
      tls: {
        certificateIds: ["449-cn-hangzhou"],
        clientCaCertificateIds: [],
        versions: ["TLSv1.2", "TLSv1.3"],
        policy: "tls_cipher_policy_1_2_strict_with_1_3",
      },
      timeouts: { idleSeconds: 15, requestSeconds: 60 },
      tags: null,
      createdAt: "2025-01-01T00:00:00Z",
      updatedAt: null,
    });
    expect(listener.tls?.ciphers).toContain("TLS_AES_128_GCM_SHA256");
    expect(listener.settings).toMatchObject({
      proxyProtocol: false,
      httpVersion: "http2",
      backendPort: 8443,
      xRealIpEnabled: true,
      xForwardedForGaIdEnabled: false,
    });
    expect((listener.settings as { type: string }).type).toBe("Standard");
  });

  it.each([
    ["a number of milliseconds", 1_735_689_600_000],
    ["a text of milliseconds", "1735689600000"],
    ["a number of seconds", 1_735_689_600],
    ["a text of seconds", "1735689600"],
  ])("was created at the same moment when that is %s", (_, CreateTime) => {
    expect(listenerFrom({ CreateTime }).createdAt).toBe("2025-01-01T00:00:00Z");
  });

  it.each([
    ["init", "CREATING"],
    ["creating", "CREATING"],
    ["active", "ACTIVE"],
    ["updating", "UPDATING"],
    ["configuring", "UPDATING"],
    ["deleting", "DELETING"],
    ["levitating", "UNKNOWN"],
  ])("in the state %s is %s", (State, status) => {
    expect(listenerFrom({ State })).toMatchObject({ status, nativeStatus: State });
  });

  it("may have its protocol in lower case, or none, which is TCP", () => {
    expect(listenerFrom({ Protocol: "udp" }).protocol).toBe("UDP");
    expect(listenerFrom({ Protocol: "" }).protocol).toBe("TCP");
    expect(listenerFrom({ Protocol: "QUIC" })).toMatchObject({ protocol: "OTHER", nativeProtocol: "QUIC" });
  });

  it("knows no versions of a policy that is new, and has no TLS without HTTPS", () => {
    expect(listenerFrom({ SecurityPolicyId: "tls_cipher_policy_9" }).tls).toMatchObject({
      policy: "tls_cipher_policy_9",
      versions: null,
      ciphers: null,
    });
    expect(listenerFrom({ Protocol: "TCP" }).tls).toBeNull();
  });

  it("keeps its etag whichever product manages it, and loses it with its headers", () => {
    const { etag } = listenerFrom();
    expect(listenerFrom({ ServiceManaged: true, ServiceId: "alb", State: "updating" }).etag).toBe(etag);
    expect(listenerFrom({ XForwardedForConfig: { XRealIpEnabled: false } }).etag).not.toBe(etag);
    expect(listenerFrom({ IdleTimeout: 16 }).etag).not.toBe(etag);
  });
});

describe("an accelerator", () => {
  const json = (State: string) => ({
    AcceleratorId: "ga-1",
    Name: "",
    State,
    DnsName: "a.example.com",
    SecondDnsName: "",
    CreateTime: 1_735_689_600,
    Tags: [{ Key: "team", Value: "edge" }],
  });

  it("has names for addresses, and tags", () => {
    expect(toParent(readParent(json("active")), account)).toMatchObject({
      name: null,
      status: "ACTIVE",
      addresses: ["a.example.com"],
      tags: [{ key: "team", value: "edge" }],
      createdAt: "2025-01-01T00:00:00Z",
    });
  });

  it.each([
    ["binding", "UPDATING"],
    ["unbinding", "UPDATING"],
    ["configuring", "UPDATING"],
    ["finacialLocked", "ERROR"],
  ])("in the state %s is %s", (State, status) => {
    expect(toParent(readParent(json(State)), account).status).toBe(status);
  });

  it("has no time of creation when the cloud tells one that no calendar has", () => {
    const wire = readParent({ ...json("active"), CreateTime: Number.MAX_SAFE_INTEGER });
    expect(toParent(wire, account)).toMatchObject({ status: "ACTIVE", createdAt: null });
    expect(listenerFrom({ CreateTime: Number.MAX_SAFE_INTEGER }).createdAt).toBeNull();
  });
});

const endpointJson = (more: object = {}) => ({
  EndpointId: "ep-1",
  Type: "Ip",
  Endpoint: "192.0.2.1",
  Weight: 100,
  ...more,
});
const groupJson = (more: object = {}) => ({
  EndpointGroupId: "epg-1",
  AcceleratorId: "ga-1",
  ListenerId: "lsr-1",
  Name: "eu",
  State: "active",
  EndpointGroupRegion: "eu-central-1",
  EndpointGroupType: "default",
  TrafficPercentage: 60,
  EndpointRequestProtocol: "HTTPS",
  HealthCheckEnabled: true,
  HealthCheckProtocol: "http",
  HealthCheckPort: 80,
  HealthCheckPath: "/health",
  HealthCheckIntervalSeconds: 3,
  ThresholdCount: 4,
  EndpointConfigurations: [endpointJson()],
  PortOverrides: [{ ListenerPort: 443, EndpointPort: 8443 }],
  ...more,
});
const poolFrom = (more?: object) => toPool(readPool(groupJson(more)), account);

describe("a pool", () => {
  it("has a share with a fraction, when the cloud says so", () => {
    expect(poolFrom({ TrafficPercentage: 75.5 }).trafficPercentage).toBe(75.5);
  });

  it("has everything that the cloud tells", () => {
    const pool = poolFrom({ EndpointGroupIpList: ["198.51.100.1"], ForwardingRuleIds: ["frule-1"] });
    expect(pool).toMatchObject({
      ref: { key: "epg-1", hint: "ga-1" },
      listenerRefs: [{ kind: "listener", key: "lsr-1", hint: "ga-1" }],
      region: "eu-central-1",
      name: "eu",
      protocol: "HTTPS",
      isImplicit: false,
      status: "ACTIVE",
      trafficPercentage: 60,
      settings: {
        endpointGroupType: "default",
        portOverrides: [{ listenerPort: 443, endpointPort: 8443 }],
        clientIpPreservation: false,
      },
    });
    expect(pool.settings).toMatchObject({ endpointGroupIps: ["198.51.100.1"], forwardingRuleIds: ["frule-1"] });
  });

  it("has one threshold for both directions, and no timeout", () => {
    expect(toHealthMonitor(readPool(groupJson()))).toEqual({
      nativeId: null,
      enabled: true,
      protocol: "HTTP",
      port: 80,
      path: "/health",
      intervalSeconds: 3,
      timeoutSeconds: null,
      healthyThreshold: 4,
      unhealthyThreshold: 4,
    });
  });

  it("keeps its etag whatever addresses the cloud uses, and loses it with its overrides", () => {
    const etagOf = (more?: object) => poolEtag(poolFrom(more), [], null);
    expect(etagOf({ EndpointGroupIpList: ["198.51.100.9"] })).toBe(etagOf());
    expect(etagOf({ PortOverrides: [] })).not.toBe(etagOf());
  });
});

describe("a member", () => {
  const memberFrom = (endpoint: object, group: object = {}) => {
    const pool = poolFrom(group);
    return toMember(readMember(endpointJson(endpoint)), pool, nativePool(pool));
  };
  const healthFrom = (endpoint: object, items: Parameters<typeof healthOf>[2]["items"]) => {
    const pool = poolFrom({ EndpointConfigurations: [endpointJson(endpoint)] });
    const health = healthOf(pool, nativePool(pool), { items, problems: [] });
    return health instanceof Map ? [...health] : [];
  };
  const seen = (...statuses: readonly string[]) => [
    { poolId: "epg-1", members: statuses.map((status) => ({ id: "ep-1", address: "192.0.2.1", status })) },
  ];

  it("is named by what the cloud reaches it by", () => {
    expect(memberFrom({})).toMatchObject({
      address: "192.0.2.1",
      port: null,
      weight: 100,
      nativeId: "ep-1",
      targetType: "Ip",
      targetId: null,
    });
    expect(memberFrom({ Type: "ENI", Endpoint: "eni-1", SubAddress: "10.0.0.5" })).toMatchObject({
      address: "10.0.0.5",
      targetId: "eni-1",
    });
    expect(memberFrom({ Type: "ENI", Endpoint: "eni-1" })).toMatchObject({ address: "eni-1", targetId: null });
    expect(
      memberFrom({ Type: "IpTarget", Endpoint: "10.0.0.6", VpcId: "vpc-1", VSwitchIds: ["vsw-1", "vsw-2"] }),
    ).toMatchObject({ address: "10.0.0.6", targetId: "vpc-1", subnetId: "vsw-1" });
  });

  it("has the same id whether the cloud told its own or not", () => {
    expect(memberFrom({ EndpointId: undefined }).id).toBe(memberFrom({}).id);
  });

  it("is as healthy as the checks say, the worst port counting", () => {
    const { key } = memberFrom({}).ref;
    expect(healthFrom({}, seen("normal"))).toEqual([[key, "HEALTHY"]]);
    expect(healthFrom({}, seen("normal", "Abnormal"))).toEqual([[key, "UNHEALTHY"]]);
    expect(healthFrom({}, seen("init"))).toEqual([[key, "UNKNOWN"]]);
    expect(healthFrom({}, [{ ...seen("normal")[0]!, poolId: "epg-2" }])).toEqual([[key, "UNKNOWN"]]);
    expect(healthFrom({ EndpointId: undefined }, seen("abnormal"))).toEqual([[key, "UNHEALTHY"]]);
  });

  it("does not have to be asked for when nothing is checked, or no traffic is sent to it", () => {
    expect(memberFrom({}).health).toBeNull();
    expect(memberFrom({}, { HealthCheckEnabled: false }).health).toBe("UNMONITORED");
    expect(memberFrom({ Weight: 0 }).health).toBe("DRAINING");
  });

  it.each([
    ["203.0.113.9", null, "Ip"],
    ["2001:db8::1", null, "Ip"],
    ["10.1.2.3", "vpc-1", "IpTarget"],
    ["10.1.2.3", "eni-1", "ENI"],
    ["www.example.com", null, "Domain"],
    ["i-bp1abc", null, "ECS"],
    ["lb-bp1abc", null, "SLB"],
    ["alb-abc", null, "ALB"],
    ["nlb-abc", null, "NLB"],
    ["eni-bp1abc", null, "ENI"],
    ["i-am.example.com", null, "Domain"],
  ])("at %s with the target %s is of type %s", (address, targetId, type) => {
    expect(typeOfAddress(address, targetId)).toBe(type);
  });
});

it("writes nested parameters out flat, counting from 1", () => {
  expect(
    flatten({ A: undefined, B: true, C: [{ D: 1 }, { D: 2, E: ["x"] }], F: { G: "g", H: undefined }, I: [] }),
  ).toEqual({
    B: "true",
    "C.1.D": "1",
    "C.2.D": "2",
    "C.2.E.1": "x",
    "F.G": "g",
  });
});

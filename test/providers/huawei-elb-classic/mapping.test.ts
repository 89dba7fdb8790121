import { describe, expect, it } from "vitest";
import {
  toHealthMonitor,
  toListener,
  toMember,
  toParent,
  toPool,
} from "../../../src/providers/huawei-elb-classic/mapping.js";
import {
  readHealthcheck,
  readJob,
  readListener,
  readLoadBalancer,
  readMember,
} from "../../../src/providers/huawei-elb-classic/wire.js";
import { account, wireListener } from "./account.js";
import { seedResponse } from "./seed-document.js";

const loadBalancer = (fields: Record<string, unknown> = {}) =>
  readLoadBalancer({
    id: "7d24c1b0e3f5468a9c0d1e2f3a4b5c6d",
    name: "lb-edge",
    type: "External",
    status: "ACTIVE",
    admin_state_up: 1,
    vip_address: "203.0.113.40",
    create_time: "2020-03-01 07:59:30",
    ...fields,
  });

describe("a listener", () => {
  it("is that of the seed document's example response, although its protocol and doubled key surprise", () => {
    const listener = toListener(readListener(JSON.parse(seedResponse)), account);
    expect(listener).toMatchObject({
      ref: { accountId: "classic", kind: "listener", key: "248425d7b97dc26920eb23720115e068" },
      parentRef: { accountId: "classic", kind: "load-balancer", key: "0b07acf06d243925bc24a0ac7445267a" },
      nativeId: "248425d7b97dc26920eb23720115e068",
      urn: "classic:listener:248425d7b97dc26920eb23720115e068",
      name: "listener1",
      description: "",
      protocol: "TCP",
      portRanges: [{ fromPort: 88, toPort: 88 }],
      status: "ACTIVE",
      nativeStatus: "ACTIVE",
      clientAffinity: "SOURCE_IP",
      algorithm: "ROUND_ROBIN",
      tls: null,
      timeouts: { idleSeconds: null, requestSeconds: null },
      frozen: { isFrozen: false },
      tags: null,
      settings: {
        backendProtocol: "HTTP",
        backendPort: 80,
        tcpDraining: true,
        tcpDrainingTimeoutMinutes: 5,
        cookieTimeoutMinutes: 100,
        adminStateUp: true,
        memberNumber: null,
        healthcheckId: null,
      },
      createdAt: "2015-09-15T07:41:17Z",
      updatedAt: "2015-09-15T07:41:17Z",
    });
  });

  it.each([
    ["ACTIVE", "ACTIVE"],
    ["PENDING_CREATE", "CREATING"],
    ["ERROR", "ERROR"],
    ["MOVING", "UNKNOWN"],
  ])("in state %s is %s", (native, status) => {
    expect(toListener(wireListener({ status: native }), account)).toMatchObject({ status, nativeStatus: native });
  });

  it.each([
    [{ protocol: "HTTP", session_sticky: true }, "COOKIE"],
    [{ protocol: "HTTPS", session_sticky: true }, "COOKIE"],
    [{ protocol: "UDP", session_sticky: true }, "SOURCE_IP"],
    [{ protocol: "HTTP", session_sticky: false }, "NONE"],
  ])("with %j keeps clients by %s", (fields, affinity) => {
    expect(toListener(wireListener(fields), account).clientAffinity).toBe(affinity);
  });

  it.each([
    ["roundrobin", "ROUND_ROBIN"],
    ["leastconn", "LEAST_CONNECTIONS"],
    ["source", "SOURCE_IP"],
    ["dice", null],
  ])("with %s balances by %s", (native, algorithm) => {
    expect(toListener(wireListener({ lb_algorithm: native }), account).algorithm).toBe(algorithm);
  });

  it("has its minutes told in seconds", () => {
    expect(toListener(wireListener({ tcp_timeout: 5, udp_timeout: null }), account).timeouts?.idleSeconds).toBe(300);
    expect(toListener(wireListener({ protocol: "UDP", udp_timeout: 2 }), account).timeouts?.idleSeconds).toBe(120);
    expect(toListener(wireListener({ protocol: "HTTP", tcp_timeout: 5 }), account).timeouts).toBeNull();
  });

  it("may have 1 where true is meant", () => {
    expect(toListener(wireListener({ tcp_draining: 1 }), account).settings).toMatchObject({ tcpDraining: true });
  });

  it.each([
    ["TLSv1.2 TLSv1.1 TLSv1", "Extended", ["TLSv1.2", "TLSv1.1", "TLSv1"], 27],
    ["TLS 1.2 TLS 1.1 TLS 1.0", "Extended", ["TLSv1.2", "TLSv1.1", "TLSv1"], 27],
    ["TLSv1.2", "Default", ["TLSv1.2"], 4],
    ["TLSv1.2", "Strict", ["TLSv1.2"], 2],
  ])("with %s and %s has its TLS spelled out", (ssl_protocols, ssl_ciphers, versions, ciphers) => {
    const wire = wireListener({ protocol: "HTTPS", certificate_id: "c1", ssl_protocols, ssl_ciphers });
    const { tls } = toListener(wire, account);
    expect(tls).toMatchObject({ certificateIds: ["c1"], clientCaCertificateIds: [], versions, policy: ssl_ciphers });
    expect(tls?.ciphers).toHaveLength(ciphers);
  });

  it("has no ciphers named under a policy that nobody knows", () => {
    const wire = wireListener({ protocol: "HTTPS", ssl_ciphers: "Newest" });
    expect(toListener(wire, account).tls).toMatchObject({ policy: "Newest", ciphers: null, versions: null });
  });

  it("is frozen when its load balancer is, and only then", () => {
    const stopped = wireListener({ admin_state_up: false });
    expect(toListener(wireListener(), account).frozen?.isFrozen).toBe(false);
    expect(toListener(stopped, account).frozen).toBeNull();
    expect(toListener(stopped, account, loadBalancer({ admin_state_up: 0 })).frozen?.isFrozen).toBe(false);
    expect(toListener(stopped, account, loadBalancer({ admin_state_up: 2 })).frozen?.isFrozen).toBe(true);
  });

  it("keeps its etag when only what the cloud reports changes", () => {
    const before = toListener(wireListener(), account);
    const busier = toListener(wireListener({ member_number: 3, healthcheck_id: "h1", admin_state_up: false }), account);
    const changed = toListener(wireListener({ tcp_draining_timeout: 7 }), account);
    expect(busier.etag).toBe(before.etag);
    expect(changed.etag).not.toBe(before.etag);
  });

  it("of an unknown protocol is shown with the cloud's word", () => {
    const listener = toListener(wireListener({ protocol: "QUIC" }), account);
    expect(listener).toMatchObject({ protocol: "OTHER", nativeProtocol: "QUIC" });
    expect(toListener(wireListener({ protocol: "tcp" }), account)).toMatchObject({
      protocol: "TCP",
      nativeProtocol: "tcp",
    });
  });

  it.each(["id", "loadbalancer_id"])("without %s cannot be read", (field) => {
    expect(() => wireListener({ [field]: undefined })).toThrow(field);
  });

  it("is shown without what else the cloud leaves out", () => {
    const bare = wireListener({ port: undefined, status: undefined, protocol: undefined });
    expect(toListener(bare, account)).toMatchObject({ portRanges: [], status: "UNKNOWN", protocol: "OTHER" });
  });
});

describe("the pool that a listener implies", () => {
  it("bears the listener's key and what it says of balancing", () => {
    const wire = wireListener({
      protocol: "HTTP",
      backend_protocol: "HTTP",
      session_sticky: true,
      cookie_timeout: 100,
    });
    expect(toPool(wire, account)).toMatchObject({
      ref: { accountId: "classic", kind: "pool", key: wire.id },
      listenerRefs: [{ accountId: "classic", kind: "listener", key: wire.id }],
      parentRef: { kind: "load-balancer", key: wire.loadBalancerId },
      name: "ssh-jump",
      isImplicit: true,
      protocol: "HTTP",
      algorithm: "ROUND_ROBIN",
      status: "ACTIVE",
      sessionPersistence: { type: "HTTP_COOKIE", cookieName: null, timeoutSeconds: 6_000 },
      region: "eu-west-0",
    });
  });

  it("keeps clients by address on layer 4, or not at all", () => {
    expect(toPool(wireListener({ session_sticky: true }), account).sessionPersistence?.type).toBe("SOURCE_IP");
    expect(toPool(wireListener(), account).sessionPersistence).toBeNull();
  });
});

describe("a member", () => {
  const wire = readMember({
    id: "3a3b1c7b4f9d4a0e9f5f1c8f7c1f2a10",
    server_id: "dbecb618-2259-405f-ab17-9b68c4f541b0",
    server_address: "172.16.0.31",
    address: "100.64.4.17",
    status: "ACTIVE",
    health_status: "NORMAL",
  });

  it("is known by its server's own address", () => {
    const listener = wireListener({ healthcheck_id: "h1" });
    expect(toMember(wire, account, listener)).toMatchObject({
      ref: { kind: "member", key: `${listener.id}/3a3b1c7b4f9d4a0e9f5f1c8f7c1f2a10` },
      nativeId: "3a3b1c7b4f9d4a0e9f5f1c8f7c1f2a10",
      address: "172.16.0.31",
      port: 22,
      weight: null,
      health: "HEALTHY",
      targetId: "dbecb618-2259-405f-ab17-9b68c4f541b0",
    });
  });

  it.each([
    ["NORMAL", "h1", "HEALTHY"],
    ["ABNORMAL", "h1", "UNHEALTHY"],
    ["UNAVAILABLE", "h1", "UNKNOWN"],
    ["UNAVAILABLE", null, "UNMONITORED"],
  ])("that is %s under the check %s is %s", (healthStatus, healthcheck_id, health) => {
    expect(toMember({ ...wire, healthStatus }, account, wireListener({ healthcheck_id })).health).toBe(health);
  });
});

it("tells a health check in the model's words", () => {
  const wire = readHealthcheck({
    id: "h1",
    listener_id: "l1",
    healthcheck_protocol: "http",
    healthcheck_uri: "/healthz",
    healthcheck_connect_port: 8080,
    healthy_threshold: 3,
    unhealthy_threshold: 4,
    healthcheck_timeout: 10,
    healthcheck_interval: 5,
  });
  expect(toHealthMonitor(wire)).toEqual({
    nativeId: "h1",
    enabled: true,
    protocol: "HTTP",
    port: 8080,
    path: "/healthz",
    intervalSeconds: 5,
    timeoutSeconds: 10,
    healthyThreshold: 3,
    unhealthyThreshold: 4,
  });
});

it("tells a load balancer in the model's words", () => {
  expect(toParent(loadBalancer(), account)).toMatchObject({
    ref: { kind: "load-balancer", key: "7d24c1b0e3f5468a9c0d1e2f3a4b5c6d" },
    name: "lb-edge",
    status: "ACTIVE",
    addresses: ["203.0.113.40"],
    createdAt: "2020-03-01T07:59:30Z",
  });
  expect(loadBalancer({ admin_state_up: false }).adminState).toBe(0);
  expect(loadBalancer({ admin_state_up: true }).adminState).toBe(1);
});

it("finds a failed job's reason under either pair of names", () => {
  const job = { job_id: "j1", status: "FAIL" };
  const seen = { id: "j1", status: "FAIL", errorCode: "ELB.2021", failReason: "bad address" };
  expect(readJob({ ...job, error_code: "ELB.2021", fail_reason: "bad address" })).toEqual(seen);
  expect(readJob({ ...job, code: "ELB.2021", message: "bad address", error_code: null })).toEqual(seen);
});

it.each([
  ["2015-09-15 07:41:17", "2015-09-15T07:41:17Z"],
  ["2015-09-15T07:41:17.250Z", "2015-09-15T07:41:17.250Z"],
  ["yesterday", null],
  [null, null],
])("takes times for UTC and what is none for none: %s", (create_time, createdAt) =>
  expect(toListener(wireListener({ create_time }), account).createdAt).toBe(createdAt),
);

import { describe, expect, it } from "vitest";
import {
  tagsOf,
  toHealthMonitor,
  toListener,
  toMember,
  toParent,
  toPool,
} from "../../../src/providers/huawei-elb/mapping.js";
import { readHealthMonitor, readLoadBalancer, readMember } from "../../../src/providers/huawei-elb/wire.js";
import { account, wireListener, wirePool } from "./account.js";
import { appCookie, httpCookie, plain } from "./seed-document.js";

const https = { protocol: "TERMINATED_HTTPS", default_tls_container_ref: "c1", tls_ciphers_policy: "tls-1-2" };

describe("a listener", () => {
  it("has what the cloud says, and nothing that is the pool's", () => {
    const fields = {
      keepalive_timeout: 300,
      default_pool_id: "c61310de-9a06-4f0c-850c-6f4797b9984c",
      tags: ["env=test"],
    };
    expect(toListener(wireListener(fields), account)).toMatchObject({
      ref: { accountId: "shared", kind: "listener", key: "0c8f6d6b-5a0e-4d55-9f2f-3b7f6a1f2c11" },
      parentRef: { accountId: "shared", kind: "load-balancer", key: "3d77894d-2ffe-4411-ac0a-0d57689779b8" },
      nativeId: "0c8f6d6b-5a0e-4d55-9f2f-3b7f6a1f2c11",
      name: "ssh-jump",
      description: "",
      protocol: "TCP",
      portRanges: [{ fromPort: 2222, toPort: 2222 }],
      status: "ACTIVE",
      nativeStatus: null,
      clientAffinity: null,
      algorithm: null,
      tls: null,
      timeouts: { idleSeconds: 300, requestSeconds: null },
      frozen: null,
      tags: [{ key: "env", value: "test" }],
      settings: {
        http2Enabled: false,
        forwardedElbIp: null,
        forwardedHost: null,
        defaultPoolId: "c61310de-9a06-4f0c-850c-6f4797b9984c",
        defaultTlsContainerId: null,
        connectionLimit: -1,
        adminStateUp: true,
        clientTimeoutSeconds: null,
      },
      createdAt: "2024-05-06T07:08:09Z",
      updatedAt: "2024-05-06T07:08:10Z",
    });
  });

  it.each([
    ["TCP", "TCP"],
    ["UDP", "UDP"],
    ["HTTP", "HTTP"],
    ["TERMINATED_HTTPS", "HTTPS"],
  ])("for %s is one for %s", (native, protocol) => {
    expect(toListener(wireListener({ protocol: native }), account).protocol).toBe(protocol);
  });

  it("of an unknown protocol is shown with the cloud's word", () => {
    const listener = toListener(wireListener({ protocol: "QUIC" }), account);
    expect(listener).toMatchObject({ protocol: "OTHER", nativeProtocol: "QUIC" });
    expect(toListener(wireListener({ protocol: "tcp" }), account)).toMatchObject({
      protocol: "TCP",
      nativeProtocol: "tcp",
    });
  });

  it("on port 0 passes all ports on", () => {
    expect(toListener(wireListener({ protocol_port: 0 }), account).portRanges).toEqual([
      { fromPort: 1, toPort: 65_535 },
    ]);
  });

  it("has its default certificate first, and its authority", () => {
    const fields = { ...https, sni_container_refs: ["c2", "c3"], client_ca_tls_container_ref: "ca" };
    const listener = toListener(wireListener(fields), account);
    expect(listener.tls).toMatchObject({ certificateIds: ["c1", "c2", "c3"], clientCaCertificateIds: ["ca"] });
    expect(listener.settings).toMatchObject({ defaultTlsContainerId: "c1" });
  });

  it.each([
    ["tls-1-2-strict", ["TLSv1.2"], 12],
    ["tls-1-2", ["TLSv1.2"], 18],
    ["tls-1-1", ["TLSv1.1", "TLSv1.2"], 18],
    ["tls-1-0", ["TLSv1", "TLSv1.1", "TLSv1.2"], 18],
    ["tls-1-0-inherit", ["TLSv1", "TLSv1.1", "TLSv1.2"], 33],
  ])("with the policy %s has its TLS spelled out", (policy, versions, ciphers) => {
    const { tls } = toListener(wireListener({ ...https, tls_ciphers_policy: policy }), account);
    expect(tls).toMatchObject({ policy, versions });
    expect(new Set(tls?.ciphers).size).toBe(ciphers);
  });

  it("has no versions named under a policy that nobody knows", () => {
    const { tls } = toListener(wireListener({ ...https, tls_ciphers_policy: "tls-1-3" }), account);
    expect(tls).toMatchObject({ policy: "tls-1-3", versions: null, ciphers: null });
  });

  it.each([
    [{}, { forwardedElbIp: false, forwardedHost: true }],
    [{ "X-Forwarded-ELB-IP": true }, { forwardedElbIp: true, forwardedHost: true }],
    [{ "X-Forwarded-Host": false }, { forwardedElbIp: false, forwardedHost: false }],
    [null, { forwardedElbIp: false, forwardedHost: true }],
  ])("with the headers %j has the defaults for what is missing", (insert_headers, settings) => {
    expect(toListener(wireListener({ protocol: "HTTP", insert_headers }), account).settings).toMatchObject(settings);
  });

  it("tells a server's time as the model's request timeout, and the client's among the settings", () => {
    const fields = { protocol: "HTTP", keepalive_timeout: 60, client_timeout: 20, member_timeout: 30 };
    const listener = toListener(wireListener(fields), account);
    expect(listener.timeouts).toEqual({ idleSeconds: 60, requestSeconds: 30 });
    expect(listener.settings).toMatchObject({ clientTimeoutSeconds: 20 });
  });

  it("without its times, as in answers to changes, has none", () => {
    expect(toListener(wireListener(), account).timeouts).toBeNull();
  });

  it("keeps its etag when only what the cloud reports changes", () => {
    const before = toListener(wireListener(), account);
    const fields = { connection_limit: 100, admin_state_up: false, client_timeout: 5 };
    const reported = toListener(wireListener(fields), account);
    const changed = toListener(wireListener({ default_pool_id: "c61310de-9a06-4f0c-850c-6f4797b9984c" }), account);
    expect(reported.etag).toBe(before.etag);
    expect(changed.etag).not.toBe(before.etag);
  });

  it("without an id cannot be read", () => {
    expect(() => wireListener({ id: undefined })).toThrow("`id`");
  });

  it.each([
    ["protocol", undefined, { protocol: "OTHER", nativeProtocol: "" }],
    ["protocol_port", null, { portRanges: [] }],
    ["loadbalancers", [], { parentRef: null }],
    ["insert_headers", "none", { name: "listener-1" }],
  ])("without %s is shown as far as it goes", (field, value, expected) => {
    expect(toListener(wireListener({ [field]: value, name: "listener-1" }), account)).toMatchObject(expected);
  });
});

describe("a pool", () => {
  it.each([
    ["plain", plain, null],
    ["appCookie", appCookie, { type: "APP_COOKIE", cookieName: "my_cookie", timeoutSeconds: 60 }],
    ["httpCookie", httpCookie, { type: "HTTP_COOKIE", cookieName: null, timeoutSeconds: 86_400 }],
  ])("is that of the seed document's response %s", (_name, { response }, sessionPersistence) => {
    const { pool } = response;
    expect(toPool(wirePool(pool), account)).toMatchObject({
      ref: { accountId: "shared", kind: "pool", key: pool.id },
      parentRef: { accountId: "shared", kind: "load-balancer", key: pool.loadbalancers[0]!.id },
      listenerRefs: pool.listeners.map(({ id }) => ({ accountId: "shared", kind: "listener", key: id })),
      protocol: "HTTP",
      algorithm: "WEIGHTED_ROUND_ROBIN",
      sessionPersistence,
      settings: { adminStateUp: true },
    });
  });

  it.each([
    ["ROUND_ROBIN", "WEIGHTED_ROUND_ROBIN"],
    ["LEAST_CONNECTIONS", "LEAST_CONNECTIONS"],
    ["SOURCE_IP", "SOURCE_IP"],
    ["DICE", null],
  ])("with %s balances by %s", (native, algorithm) => {
    expect(toPool(wirePool({ lb_algorithm: native }), account).algorithm).toBe(algorithm);
  });

  it("may be of no load balancer and of an unknown protocol", () => {
    const pool = toPool(wirePool({ loadbalancers: [], protocol: "PROXY" }), account);
    expect(pool).toMatchObject({ parentRef: null, protocol: null });
  });

  it("that keeps clients in a way that nobody knows is shown without it", () => {
    expect(toPool(wirePool({ session_persistence: { type: "MAGIC" } }), account).sessionPersistence).toBeNull();
  });
});

describe("a member", () => {
  const member = (fields: Record<string, unknown>, algorithm = "ROUND_ROBIN") =>
    toMember(
      readMember({
        id: "c0042496-e220-44f6-914b-e6ca33bab503",
        address: "192.168.44.11",
        protocol_port: 8080,
        subnet_id: "33d8b01a-bbe6-41f4-bc45-78a1d284d503",
        weight: 10,
        operating_status: "ONLINE",
        ...fields,
      }),
      account,
      wirePool({ lb_algorithm: algorithm }),
    );

  it("has what the cloud says", () => {
    expect(member({})).toMatchObject({
      ref: {
        accountId: "shared",
        kind: "member",
        key: "c61310de-9a06-4f0c-850c-6f4797b9984c/c0042496-e220-44f6-914b-e6ca33bab503",
      },
      nativeId: "c0042496-e220-44f6-914b-e6ca33bab503",
      address: "192.168.44.11",
      port: 8080,
      weight: 10,
      health: "HEALTHY",
      targetType: null,
      targetId: null,
      subnetId: "33d8b01a-bbe6-41f4-bc45-78a1d284d503",
    });
  });

  it.each([
    ["ONLINE", 10, "ROUND_ROBIN", "HEALTHY"],
    ["OFFLINE", 10, "ROUND_ROBIN", "UNHEALTHY"],
    ["NO_MONITOR", 10, "ROUND_ROBIN", "UNMONITORED"],
    ["DISABLED", 10, "ROUND_ROBIN", "DRAINING"],
    ["DISABLE", 10, "ROUND_ROBIN", "DRAINING"],
    ["SLEEPY", 10, "ROUND_ROBIN", "UNKNOWN"],
    ["ONLINE", 0, "LEAST_CONNECTIONS", "DRAINING"],
    ["OFFLINE", 0, "LEAST_CONNECTIONS", "UNHEALTHY"],
    ["ONLINE", 0, "SOURCE_IP", "HEALTHY"],
  ])("that is %s with weight %i under %s is %s", (operating_status, weight, algorithm, health) => {
    expect(member({ operating_status, weight }, algorithm).health).toBe(health);
  });
});

describe("a health monitor", () => {
  const monitor = (fields: Record<string, unknown> = {}) =>
    toHealthMonitor(
      readHealthMonitor({
        id: "2dca3867-98c5-4cde-8f2c-b89ae6bd7e36",
        type: "HTTP",
        delay: 10,
        timeout: 5,
        max_retries: 3,
        max_retries_down: 4,
        monitor_port: null,
        url_path: "/healthz",
        admin_state_up: true,
        ...fields,
      }),
    );

  it("has what the cloud says", () => {
    expect(monitor()).toEqual({
      nativeId: "2dca3867-98c5-4cde-8f2c-b89ae6bd7e36",
      enabled: true,
      protocol: "HTTP",
      port: null,
      path: "/healthz",
      intervalSeconds: 10,
      timeoutSeconds: 5,
      healthyThreshold: 3,
      unhealthyThreshold: 4,
    });
    expect(monitor({ admin_state_up: false }).enabled).toBe(false);
  });

  it("asks for a path only over HTTP, whatever the answer shows", () => {
    expect(monitor({ type: "UDP_CONNECT", url_path: "/" })).toMatchObject({ protocol: "UDP", path: null });
    expect(monitor({ type: "TCP", url_path: "" })).toMatchObject({ protocol: "TCP", path: null });
  });
});

describe("a load balancer", () => {
  const loadBalancer = (fields: Record<string, unknown> = {}) =>
    toParent(
      readLoadBalancer({
        id: "3d77894d-2ffe-4411-ac0a-0d57689779b8",
        name: "lb-2",
        vip_subnet_id: "4f5e8efe-fbbe-405e-b48c-a41202ef697c",
        vip_address: "192.168.2.4",
        operating_status: "ONLINE",
        provisioning_status: "ACTIVE",
        tags: ["team=web"],
        created_at: "2018-07-25T01:54:13",
        ...fields,
      }),
      account,
    );

  it("has what the cloud says", () => {
    expect(loadBalancer()).toMatchObject({
      ref: { accountId: "shared", kind: "load-balancer", key: "3d77894d-2ffe-4411-ac0a-0d57689779b8" },
      name: "lb-2",
      status: "ACTIVE",
      nativeStatus: "ACTIVE",
      addresses: ["192.168.2.4"],
      tags: [{ key: "team", value: "web" }],
      createdAt: "2018-07-25T01:54:13Z",
    });
  });

  it.each([
    ["ACTIVE", "ACTIVE"],
    ["PENDING_CREATE", "CREATING"],
    ["PENDING_UPDATE", "UPDATING"],
    ["PENDING_DELETE", "DELETING"],
    ["ERROR", "ERROR"],
    ["MOVING", "UNKNOWN"],
    [undefined, "ACTIVE"],
  ])("in state %s is %s", (provisioning_status, status) => {
    expect(loadBalancer({ provisioning_status }).status).toBe(status);
  });

  it("says when it is frozen", () => {
    expect(loadBalancer({ operating_status: "FROZEN" })).toMatchObject({
      status: "ACTIVE",
      nativeStatus: "FROZEN",
      freeze: { isFrozen: true },
    });
    expect(loadBalancer({ operating_status: "ONLINE" }).freeze).toMatchObject({ isFrozen: false });
  });

  it("may have neither address nor tags", () => {
    expect(loadBalancer({ vip_address: "", tags: null })).toMatchObject({ addresses: [], tags: null });
  });
});

it("tags are split at the first equals sign", () => {
  expect(tagsOf(["query=a=b", "bare", "empty="])).toEqual([
    { key: "query", value: "a=b" },
    { key: "bare", value: "" },
    { key: "empty", value: "" },
  ]);
});

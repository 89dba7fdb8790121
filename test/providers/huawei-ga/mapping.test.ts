import { describe, expect, it } from "vitest";
import { toHealthMonitor, toListener, toMember, toParent, toPool } from "../../../src/providers/huawei-ga/mapping.js";
import { readAccelerator, readHealthCheck } from "../../../src/providers/huawei-ga/wire.js";
import { account, wireEndpoint, wireGroup, wireListener } from "./account.js";

const listener = (fields: Record<string, unknown> = {}) => toListener(wireListener(fields), account);

describe("a listener", () => {
  it("reads as the model has it", () => {
    expect(
      listener({
        tags: [
          { key: "env", value: "prod" },
          { key: "note", value: null },
        ],
      }),
    ).toMatchObject({
      ref: { accountId: "ga", kind: "listener", key: "6f2d4b0e-8f9d-4d1c-9a27-0b1f3c5d7e91" },
      parentRef: { accountId: "ga", kind: "accelerator", key: "ac1bf54f-6a23-4074-af77-800648d25bc8" },
      name: "game-udp",
      region: null,
      protocol: "UDP",
      portRanges: [{ fromPort: 7000, toPort: 7099, size: 100 }],
      status: "ACTIVE",
      nativeStatus: "ACTIVE",
      clientAffinity: "NONE",
      algorithm: null,
      tls: null,
      timeouts: null,
      tags: [
        { key: "env", value: "prod" },
        { key: "note", value: "" },
      ],
      createdAt: "2024-11-02T10:00:00.120Z",
      updatedAt: "2024-11-02T10:00:31.004Z",
    });
  });

  const later = "2024-11-02T10:00:31.004Z";
  it.each([
    ["ACTIVE", later, "ACTIVE"],
    ["PENDING", "2024-11-02T10:00:00.120Z", "CREATING"],
    ["PENDING", later, "UPDATING"],
    ["ERROR", later, "ERROR"],
    ["DELETING", later, "DELETING"],
    ["SOMETHING", later, "UNKNOWN"],
  ])("in state %s, last changed at %s, is %s", (status, updated_at, expected) => {
    expect(listener({ status, updated_at })).toMatchObject({ status: expected, nativeStatus: status });
  });

  it.each([
    [undefined, null, null],
    [null, null, null],
    [{ status: 0, effect: 1, scene: [] }, null, 0],
    [
      { status: 1, effect: 1, scene: ["ARREAR"] },
      { isFrozen: true, effect: expect.stringMatching(/can be released/), reasons: ["ARREAR"] },
      1,
    ],
    [
      { status: 1, effect: 2, scene: ["POLICE"] },
      { isFrozen: true, effect: expect.stringMatching(/cannot be released/), reasons: ["POLICE"] },
      1,
    ],
    [{ status: 1, effect: 3 }, { isFrozen: true, effect: expect.stringMatching(/cannot be renewed/), reasons: [] }, 1],
    [
      { status: 2, effect: 1, scene: ["VERIFY"] },
      { isFrozen: false, effect: expect.stringMatching(/Terminated/), reasons: ["VERIFY"] },
      2,
    ],
  ])("with frozen_info %j says so", (frozen_info, expected, frozenStatus) => {
    const read = listener({ frozen_info });
    expect(read.frozen).toEqual(expected);
    expect(read.settings).toMatchObject({ domainId: "99a3fff0d03c428eac3678da6a7d0f24", frozenStatus });
  });

  it("keeps its etag while only the cloud's doings change", () => {
    const frozen_info = { status: 1, effect: 1, scene: [] };
    expect(listener({ frozen_info, status: "PENDING", updated_at: "2025-01-01T00:00:00Z" }).etag).toBe(listener().etag);
    expect(listener({ name: "other" }).etag).not.toBe(listener().etag);
    expect(listener({ tags: [{ key: "a", value: "b" }] }).etag).not.toBe(listener().etag);
  });

  it("of an unknown protocol is shown with the cloud's word, and a malformed one is refused", () => {
    expect(listener({ protocol: "QUIC" })).toMatchObject({ protocol: "OTHER", nativeProtocol: "QUIC" });
    expect(() => listener({ port_ranges: [{ from_port: "x", to_port: 1 }] })).toThrow(/`port_ranges` is missing or/);
    expect(() => listener({ accelerator_id: undefined })).toThrow(/`accelerator_id` is missing or/);
  });
});

describe("what belongs to a listener", () => {
  it("may have a share with a fraction, when the cloud says so", () => {
    expect(toPool(wireGroup({ traffic_dial_percentage: 75.5 }), account, null).trafficPercentage).toBe(75.5);
  });

  it("is a pool for each region", () => {
    const parent = { accountId: "ga", kind: "accelerator", key: "ac" } as const;
    expect(toPool(wireGroup(), account, parent)).toMatchObject({
      ref: { kind: "pool", key: "b3f1d6c2-2c7a-4a55-8d9e-5e1f2a3b4c5d" },
      parentRef: parent,
      listenerRefs: [{ accountId: "ga", kind: "listener", key: "6f2d4b0e-8f9d-4d1c-9a27-0b1f3c5d7e91" }],
      region: "ap-southeast-1",
      trafficPercentage: 80,
      isImplicit: false,
      protocol: null,
      algorithm: null,
    });
    expect(toPool(wireGroup({ listeners: [] }), account, null)).toMatchObject({ parentRef: null, listenerRefs: [] });
  });

  it.each([
    ["INITIAL", "UNKNOWN"],
    ["HEALTHY", "HEALTHY"],
    ["UNHEALTHY", "UNHEALTHY"],
    ["NO_MONITOR", "UNMONITORED"],
    [null, "UNKNOWN"],
  ])("is a member whose health %s is %s", (health_state, health) => {
    expect(toMember(wireEndpoint({ health_state }), account)).toMatchObject({
      ref: { kind: "member", key: "b3f1d6c2-2c7a-4a55-8d9e-5e1f2a3b4c5d/e1c0a9f7-64d0-4c8e-9b42-7f3d5a1b2c3d" },
      address: "203.0.113.25",
      port: null,
      weight: 10,
      health,
      targetType: "EIP",
      targetId: "8a6b9c1d-7e54-4b0f-9c3a-2d1e0f9b8a76",
      subnetId: null,
    });
  });

  it("is a member named by what it stands for when it has no address", () => {
    const wire = wireEndpoint({
      resource_type: "CUSTOM_DOMAIN_NAME",
      resource_id: "origin.example.com",
      ip_address: "",
    });
    expect(toMember(wire, account).address).toBe("origin.example.com");
  });

  it("is a health monitor in seconds, with the threshold that nobody can change", () => {
    const check = {
      id: "c",
      status: "ACTIVE",
      endpoint_group_id: "g",
      protocol: "TCP",
      port: 7000,
      interval: 10,
      timeout: 5,
      max_retries: 2,
      enabled: true,
    };
    expect(toHealthMonitor(readHealthCheck(check))).toEqual({
      nativeId: "c",
      enabled: true,
      protocol: "TCP",
      port: 7000,
      path: null,
      intervalSeconds: 10,
      timeoutSeconds: 5,
      healthyThreshold: 2,
      unhealthyThreshold: 3,
    });
  });
});

it("an accelerator has the addresses that it was given so far", () => {
  const ip_sets = [
    { ip_type: "IPV4", ip_address: "198.51.100.10", area: "OUTOFCM" },
    { ip_type: "IPV6", area: "OUTOFCM" },
  ];
  const wire = readAccelerator({
    id: "ac",
    name: "edge-1",
    status: "PENDING",
    ip_sets,
    tags: [{ key: "a", value: null }],
  });
  expect(toParent(wire, account)).toMatchObject({
    freeze: { isFrozen: false, effect: null, reasons: [] },
    ref: { kind: "accelerator", key: "ac" },
    addresses: ["198.51.100.10"],
    tags: [{ key: "a", value: "" }],
    createdAt: null,
  });
});

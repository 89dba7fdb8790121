import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Listener } from "../../../src/model/listener.js";
import type { Pool } from "../../../src/model/pool.js";
import { connectRecorded, type Recorded } from "./recorder.js";
import {
  create,
  createPool,
  membersOf,
  monitorOf,
  parentNamed,
  poolNamed,
  reread,
  rereadPool,
  server,
} from "./steps.js";

let provider: Recorded;
let listener: Listener;
beforeEach(async () => {
  provider = await connectRecorded();
  listener = await create(provider, { protocol: "TCP", port: 1000 });
});
afterEach(() => provider.stop());

const sent = (action: string) =>
  provider.requests.filter((request) => request.action === action).map(({ body }) => body);
const check = { intervalSeconds: 10, timeoutSeconds: 5, healthyThreshold: 3 };

async function createOnParent(input: object = {}) {
  const parent = await parentNamed(provider, "elb-next");
  const whole = { parentId: parent.id, protocol: "TCP" as const, ...input };
  return provider.service.createPool({ input: whole, listener: null, parent: parent.ref }, provider.call());
}

describe("creating a pool", () => {
  it.each([
    ["TCP", "TCP"],
    ["UDP", "UDP"],
    ["HTTP", "HTTP"],
  ] as const)("takes the protocol from a listener for %s", async (protocol, expected) => {
    const on = await create(provider, { protocol, port: 2000 });
    expect((await createPool(provider, on)).protocol).toBe(expected);
    expect(sent("CreatePool")).toEqual([
      { pool: { protocol: expected, lb_algorithm: "ROUND_ROBIN", listener_id: on.nativeId } },
    ]);
  });

  it("sends members and health monitor, in the subnet of the load balancer where none is said", async () => {
    const members = [server(1), server(2, { weight: 0, subnetId: "33d8b01a-bbe6-41f4-bc45-78a1d284d503" })];
    const healthMonitor = { ...check, port: 9000, unhealthyThreshold: 4 };
    const pool = await createPool(provider, listener, {
      name: "whole",
      algorithm: "SOURCE_IP",
      members,
      healthMonitor,
    });
    const { vipSubnetId } = (await parentNamed(provider, "elb-next")).native as { vipSubnetId: string };
    const common = { protocol_port: 8080 };
    expect(sent("CreateMember")).toEqual([
      { member: { ...common, address: "10.20.9.1", subnet_id: vipSubnetId } },
      { member: { ...common, address: "10.20.9.2", subnet_id: "33d8b01a-bbe6-41f4-bc45-78a1d284d503", weight: 0 } },
    ]);
    expect(sent("CreateHealthmonitor")).toEqual([
      {
        healthmonitor: {
          pool_id: pool.nativeId,
          type: "TCP",
          delay: 10,
          timeout: 5,
          max_retries: 3,
          max_retries_down: 4,
          monitor_port: 9000,
        },
      },
    ]);
    expect(await membersOf(provider, pool)).toHaveLength(2);
    expect(await monitorOf(provider, pool)).toMatchObject({ port: 9000, protocol: "TCP", enabled: true });
    expect(pool).toMatchObject({ name: "whole", algorithm: "SOURCE_IP", listenerRefs: [listener.ref] });
  });

  it("keeps checks that are to wait switched off, and makes none that nobody describes", async () => {
    const off = await createPool(provider, listener, { healthMonitor: { ...check, enabled: false } });
    expect(await monitorOf(provider, off)).toMatchObject({ enabled: false, intervalSeconds: 10 });
    const none = await createOnParent({ healthMonitor: { enabled: false } });
    expect(await monitorOf(provider, none)).toBeNull();
  });

  it("says which member was not taken, and that the pool is there", async () => {
    const bad = server(2, { subnetId: "no-subnet" });
    const outcome = await createPool(provider, listener, { members: [server(1), bad] }).catch(
      (error: unknown) => error,
    );
    expect(outcome).toMatchObject({ code: "INVALID_INPUT", inputPath: ["members", "1"] });
  });

  it("finds the one whose answer was lost behind its listener", async () => {
    provider.cloud.faults.add({ fault: { kind: "drop" }, actions: "CreatePool", times: 1 });
    expect(await createPool(provider, listener, { name: "lost" })).toMatchObject({ name: "lost" });
    expect(sent("CreatePool")).toHaveLength(1);
  });

  it("finds the one whose answer was lost on its load balancer by what was not there before", async () => {
    const before = await createOnParent({ name: "same" });
    provider.requests.length = 0;
    provider.cloud.faults.add({ fault: { kind: "drop" }, actions: "CreatePool", times: 1 });
    const pool = await createOnParent({ name: "same" });
    expect(pool.nativeId).not.toBe(before.nativeId);
    expect(sent("CreatePool")).toHaveLength(1);
  });

  it("makes parts whose answers were lost once", async () => {
    for (const action of ["CreateMember", "CreateHealthmonitor"])
      provider.cloud.faults.add({ fault: { kind: "drop" }, actions: action, times: 1 });
    const pool = await createPool(provider, listener, { members: [server(1)], healthMonitor: check });
    expect(await membersOf(provider, pool)).toHaveLength(1);
    expect(await monitorOf(provider, pool)).not.toBeNull();
  });

  it("is refused by the cloud behind a listener that has one", async () => {
    await createPool(provider, listener);
    await expect(createPool(provider, listener)).rejects.toMatchObject({
      code: "ALREADY_EXISTS",
      nativeCode: "OnePoolPerListener",
    });
  });
});

describe("updating a pool", () => {
  const update = async (name: string, change: object) => {
    const pool = await poolNamed(provider, name);
    return provider.service.updatePool(pool, { id: pool.id, ...change }, provider.call());
  };

  it("sends what changes", async () => {
    await update("search", { name: "found", algorithm: "LEAST_CONNECTIONS" });
    await update("portal", { sessionPersistence: null });
    await update("billing", { sessionPersistence: { type: "APP_COOKIE", cookieName: "c", timeoutSeconds: 120 } });
    await update("billing", { description: null, settings: { huaweiElb: { adminStateUp: true } } });
    expect(sent("UpdatePool")).toEqual([
      { pool: { name: "found", lb_algorithm: "LEAST_CONNECTIONS" } },
      { pool: { session_persistence: null } },
      { pool: { session_persistence: { type: "APP_COOKIE", cookie_name: "c", persistence_timeout: 2 } } },
      { pool: { description: "", admin_state_up: true } },
    ]);
    expect((await poolNamed(provider, "portal")).sessionPersistence).toBeNull();
  });

  it("changes, switches off and sets up checks", async () => {
    await update("search", { healthMonitor: { intervalSeconds: 20 } });
    await update("search", { healthMonitor: { enabled: false } });
    await update("coap", { healthMonitor: { enabled: true, port: 5684 } });
    const checked = await update("billing", { healthMonitor: { ...check, protocol: "HTTP", path: "/ready" } });
    await update("staging", { healthMonitor: { enabled: false } });
    expect(sent("UpdateHealthmonitor")).toEqual([
      { healthmonitor: { delay: 20 } },
      { healthmonitor: { admin_state_up: false } },
      { healthmonitor: { monitor_port: 5684, admin_state_up: true } },
    ]);
    expect(sent("CreateHealthmonitor")).toHaveLength(1);
    expect(await monitorOf(provider, checked)).toMatchObject({
      protocol: "HTTP",
      path: "/ready",
      unhealthyThreshold: 3,
    });
    expect(await monitorOf(provider, await poolNamed(provider, "search"))).toMatchObject({
      enabled: false,
      intervalSeconds: 20,
    });
  });
});

describe("setting members", () => {
  it("adds, reweighs and only then removes", async () => {
    const pool = await createPool(provider, listener, { members: [server(1, { weight: 5 }), server(2), server(3)] });
    provider.cloud.clearCalls();
    await provider.service.setPoolMembers(pool, [server(4), server(1, { weight: 6 }), server(2)], provider.call());
    const actions = provider.cloud.calls.map(({ action }) => action).filter((action) => /Member$/.test(action));
    expect(actions).toEqual(["CreateMember", "UpdateMember", "DeleteMember"]);
    const members = await membersOf(provider, (await rereadPool(provider, pool))!);
    expect(members.map(({ address, weight }) => [address, weight]).sort()).toEqual([
      ["10.20.9.1", 6],
      ["10.20.9.2", 1],
      ["10.20.9.4", 1],
    ]);
  });

  it("tells the same address on another port apart, and moves a server to another subnet", async () => {
    const pool = await createPool(provider, listener, { members: [server(1), server(2)] });
    const subnetId = "33d8b01a-bbe6-41f4-bc45-78a1d284d503";
    const wanted = [server(1), server(1, { port: 9090 }), server(2, { subnetId })];
    const after = await provider.service.setPoolMembers(pool, wanted, provider.call());
    const members = await membersOf(provider, after);
    expect(members.map(({ address, port }) => `${address}:${port}`).sort()).toEqual([
      "10.20.9.1:8080",
      "10.20.9.1:9090",
      "10.20.9.2:8080",
    ]);
    expect(members.find(({ address }) => address === "10.20.9.2")?.subnetId).toBe(subnetId);
  });

  it("keeps to the cloud's rate", async () => {
    const started = Date.now();
    await createPool(provider, listener, { members: [1, 2, 3, 4, 5, 6, 7].map((number) => server(number)) });
    expect(Date.now() - started).toBeGreaterThan(1_700);
  });
});

describe("deleting a pool", () => {
  it("with cascade takes members, monitor and the listener's link away first", async () => {
    const pool = await createPool(provider, listener, { members: [server(1)], healthMonitor: check });
    await provider.service.deletePool(pool, { cascade: true }, provider.call());
    expect(await rereadPool(provider, pool)).toBeUndefined();
    const left = provider.cloud.emulator.snapshot();
    expect(left.members).not.toContainEqual(expect.objectContaining({ address: "10.20.9.1" }));
    await provider.service.deletePool(pool, { cascade: true }, provider.call());
  });

  it("with cascade does not touch the pool that its listener has meanwhile", async () => {
    const pool = await createPool(provider, listener);
    await provider.service.deletePool(pool, { cascade: false }, provider.call());
    const successor = await createPool(provider, listener);
    await provider.service.deletePool(pool, { cascade: true }, provider.call());
    expect(await rereadPool(provider, successor)).toMatchObject({ listenerRefs: [listener.ref] });
  });

  it("without cascade is refused while it has members or a monitor", async () => {
    for (const wanted of [{ members: [server(1)] }, { healthMonitor: check }]) {
      const on = await create(provider, { protocol: "TCP", port: wanted.members ? 3001 : 3002 });
      const pool = await createPool(provider, on, wanted);
      const deletion = provider.service.deletePool(pool, { cascade: false }, provider.call());
      await expect(deletion).rejects.toMatchObject({ code: "RESOURCE_IN_USE" });
    }
  });
});

describe("more than the account's rate allows before the deadline", () => {
  const cascade = { cascade: true };
  const soon = () => provider.call({ deadlineAt: Date.now() + 2_000 });

  it.each<[string, string, (pool: Pool) => Promise<unknown>]>([
    ["deleting a pool", "cascade", (pool) => provider.service.deletePool(pool, cascade, soon())],
    [
      "deleting its listener",
      "cascade",
      () => reread(provider, listener).then((one) => provider.service.deleteListener(one!, cascade, soon())),
    ],
    ["setting members", "members", (pool) => provider.service.setPoolMembers(pool, [server(9)], soon())],
  ])("is refused before anything is deleted: %s", async (_, path, change) => {
    await provider.stop();
    provider = await connectRecorded({ limits: { requestsPerSecond: { CreateMember: 100, DeleteMember: 1 } } });
    listener = await create(provider, { protocol: "TCP", port: 1000 });
    const members = [1, 2, 3, 4, 5].map((number) => server(number));
    const pool = (await rereadPool(provider, await createPool(provider, listener, { members })))!;
    provider.cloud.clearCalls();
    await expect(change(pool)).rejects.toMatchObject({ code: "INVALID_INPUT", inputPath: [path] });
    expect(provider.cloud.calls.filter(({ action }) => !action.startsWith("List"))).toEqual([]);
  });

  it("is refused before a pool is created", async () => {
    const members = Array.from({ length: 20 }, (_, index) => server(index + 1));
    const input = { listenerId: listener.id, members };
    provider.cloud.clearCalls();
    const creating = provider.service.createPool({ input, listener, parent: listener.parentRef! }, soon());
    await expect(creating).rejects.toMatchObject({ code: "INVALID_INPUT", inputPath: ["members"] });
    expect(provider.cloud.calls).toEqual([]);
  });
});

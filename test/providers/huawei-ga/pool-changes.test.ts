import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Listener } from "../../../src/model/listener.js";
import type { Pool } from "../../../src/model/pool.js";
import { connectRecorded, type Recorded } from "./recorder.js";
import { create, createPool, eip, membersOf, monitorOf, poolsOf, reread, rereadPool } from "./steps.js";

let provider: Recorded;
let listener: Listener;
async function start(options?: Parameters<typeof connectRecorded>[0]) {
  provider = await connectRecorded(options);
  listener = await create(provider, {
    name: "game-udp",
    protocol: "UDP",
    portRanges: [{ fromPort: 7000, toPort: 7099 }],
  });
}
beforeEach(() => start());
afterEach(() => provider.stop());

const actions = () => provider.requests.map(({ action }) => action);
const bodyOf = (action: string) => provider.requests.findLast((one) => one.action === action)?.body;
const forget = () => {
  provider.requests.length = 0;
};
const drop = (pattern: string) => provider.cloud.faults.add({ fault: { kind: "drop" }, actions: pattern, times: 1 });
const addresses = async (pool: Pool) => (await membersOf(provider, pool)).map(({ address }) => address).sort();

describe("creating a pool", () => {
  it("without parts is one call", async () => {
    forget();
    const pool = await createPool(provider, listener, {
      name: "eg-hk",
      region: "ap-southeast-1",
      trafficPercentage: 80,
    });
    expect(provider.requests).toHaveLength(1);
    expect(bodyOf("CreateEndpointGroup")).toEqual({
      endpoint_group: {
        name: "eg-hk",
        region_id: "ap-southeast-1",
        traffic_dial_percentage: 80,
        listeners: [{ id: listener.nativeId }],
      },
    });
    expect(pool).toMatchObject({
      region: "ap-southeast-1",
      trafficPercentage: 80,
      parentRef: listener.parentRef,
      listenerRefs: [{ key: listener.ref.key }],
    });
  });

  it("with members and a health monitor waits until it can hold them", async () => {
    await provider.stop();
    await start({ pace: 0.2 });
    const members = [eip(1, 20), { address: "203.0.113.7" }, { address: "origin.example.com", weight: 0 }];
    const pool = await createPool(provider, listener, {
      members,
      healthMonitor: { enabled: true, intervalSeconds: 12 },
    });
    expect(pool.status).toBe("ACTIVE");
    expect(
      (await membersOf(provider, pool)).map(({ address, weight, targetType, targetId }) => ({
        address,
        weight,
        targetType,
        targetId,
      })),
    ).toEqual(
      expect.arrayContaining([
        { address: "203.0.113.1", weight: 20, targetType: "EIP", targetId: eip(1).targetId },
        { address: "203.0.113.7", weight: 1, targetType: "CUSTOM_IP", targetId: "203.0.113.7" },
        { address: "origin.example.com", weight: 0, targetType: "CUSTOM_DOMAIN_NAME", targetId: "origin.example.com" },
      ]),
    );
    expect(bodyOf("CreateHealthCheck")).toEqual({
      health_check: {
        endpoint_group_id: pool.nativeId,
        protocol: "TCP",
        port: 7000,
        interval: 12,
        timeout: 5,
        max_retries: 3,
        enabled: true,
      },
    });
  });

  it("with a monitor that is off makes none, unless there is more to it", async () => {
    const off = await createPool(provider, listener, { healthMonitor: { enabled: false } });
    expect(await monitorOf(provider, off)).toBeNull();
    const other = await createPool(provider, listener, {
      region: "ap-southeast-1",
      healthMonitor: { enabled: false, port: 81 },
    });
    expect(await monitorOf(provider, other)).toMatchObject({ enabled: false, port: 81 });
  });

  it("finds what it made when the answer was lost", async () => {
    drop("CreateEndpointGroup");
    drop("CreateEndpoint$");
    drop("CreateHealthCheck");
    const pool = await createPool(provider, listener, { members: [eip(1), eip(2)], healthMonitor: { port: 80 } });
    expect(await addresses(pool)).toEqual(["203.0.113.1", "203.0.113.2"]);
    expect(await monitorOf(provider, pool)).toMatchObject({ port: 80 });
    expect(await poolsOf(provider, listener)).toHaveLength(1);
  });

  it.each([
    ["a second one in a region", { region: "ap-southeast-1" }, "ALREADY_EXISTS", ["region"]],
    ["an invalid region", { region: "mars-1" }, "INVALID_INPUT", ["region"]],
  ])("tells of %s", async (_what, wanted, code, inputPath) => {
    await createPool(provider, listener, { region: "ap-southeast-1" });
    await expect(createPool(provider, listener, wanted)).rejects.toMatchObject({ code, inputPath });
  });

  it("says what was made when a part of it is refused, and which part", async () => {
    const members = [eip(1), { ...eip(2), targetType: "ECS" }];
    const creating = createPool(provider, listener, { region: "la-south-2", members });
    await expect(creating).rejects.toMatchObject({
      code: "INVALID_INPUT",
      nativeCode: "GA.9106",
      inputPath: ["members", "1"],
    });
    const [pool] = await poolsOf(provider, listener);
    expect(await addresses(pool!)).toEqual(["203.0.113.1"]);
  });

  it("is refused for a group that turns out broken", async () => {
    await provider.stop();
    await start({ pace: 0.05 });
    await vi.waitFor(async () => expect((await reread(provider, listener))?.status).toBe("ACTIVE"));
    provider.cloud.faults.add({ fault: { kind: "error" } });
    await expect(createPool(provider, listener, { members: [eip(1)] })).rejects.toMatchObject({
      code: "PROVIDER_REJECTED",
    });
  });
});

describe("changing a pool", () => {
  it("sends only what changes", async () => {
    const pool = await createPool(provider, listener, { description: "d" });
    forget();
    const changed = await provider.service.updatePool(
      pool,
      { id: pool.id, name: null, description: null, trafficPercentage: 0 },
      provider.call(),
    );
    expect(bodyOf("UpdateEndpointGroup")).toEqual({ endpoint_group: { description: "", traffic_dial_percentage: 0 } });
    expect(actions()).toEqual(["UpdateEndpointGroup"]);
    expect(changed).toMatchObject({
      name: "origins",
      description: "",
      trafficPercentage: 0,
      parentRef: pool.parentRef,
    });
  });

  it("makes, changes and switches off its health monitor", async () => {
    const pool = await createPool(provider, listener);
    const update = async (healthMonitor: object | null) => {
      await provider.service.updatePool(pool, { id: pool.id, healthMonitor }, provider.call());
      return monitorOf(provider, pool);
    };
    expect(await update({ enabled: false })).toBeNull();
    expect(await update(null)).toBeNull();
    expect(await update({ enabled: true })).toMatchObject({
      enabled: true,
      port: 7000,
      intervalSeconds: 10,
      timeoutSeconds: 5,
      healthyThreshold: 3,
    });
    forget();
    expect(await update({ intervalSeconds: 30, unhealthyThreshold: 3 })).toMatchObject({
      enabled: true,
      intervalSeconds: 30,
      timeoutSeconds: 5,
    });
    expect(bodyOf("UpdateHealthCheck")).toEqual({ health_check: { interval: 30 } });
    expect(await update({ enabled: false })).toMatchObject({ enabled: false, intervalSeconds: 30 });
    await expect(update({ timeoutSeconds: 60 })).rejects.toMatchObject({ code: "INVALID_INPUT" });
  });
});

describe("the members of a pool", () => {
  const set = (pool: Pool, members: Parameters<typeof provider.service.setPoolMembers>[1]) =>
    provider.service.setPoolMembers(pool, members, provider.call());

  it("are put in, reweighted in place and taken out, each by one call", async () => {
    const pool = await createPool(provider, listener, { members: [eip(1, 5), eip(2, 5), eip(3, 5)] });
    const before = await membersOf(provider, pool);
    forget();
    await set(pool, [eip(1), eip(2, 50), eip(4, 7)]);
    expect(actions().sort()).toEqual([
      "CreateEndpoint",
      "DeleteEndpoint",
      "ListEndpoints",
      "ShowEndpointGroup",
      "UpdateEndpoint",
    ]);
    expect(bodyOf("UpdateEndpoint")).toEqual({ endpoint: { weight: 50 } });
    const after = await membersOf(provider, pool);
    expect(after.map(({ address, weight }) => [address, weight]).sort()).toEqual([
      ["203.0.113.1", 5],
      ["203.0.113.2", 50],
      ["203.0.113.4", 7],
    ]);
    const ids = (members: typeof after) =>
      members
        .filter(({ address }) => /[12]$/.test(address))
        .map(({ id }) => id)
        .sort();
    expect(ids(after)).toEqual(ids(before));
  });

  it("are known again by address alone", async () => {
    const pool = await createPool(provider, listener, { members: [eip(1)] });
    forget();
    await set(pool, [{ address: "203.0.113.1" }]);
    expect(actions()).toEqual(["ListEndpoints"]);
  });

  it("make room first when there is none for all", async () => {
    await provider.stop();
    await start({ pace: 0.1 });
    const numbers = Array.from({ length: 10 }, (_, index) => index + 1);
    const pool = await createPool(provider, listener, { members: numbers.map((number) => eip(number)) });
    await set(
      pool,
      numbers.map((number) => eip(number + 5)),
    );
    expect(await addresses(pool)).toEqual(numbers.map((number) => `203.0.113.${number + 5}`).sort());
  });

  it("give way to one of the same id, also when they are on their way out already", async () => {
    await provider.stop();
    await start({ pace: 0.2 });
    const pool = await createPool(provider, listener, { members: [eip(1)] });
    await set(pool, [{ ...eip(1), targetType: "ELB" }]);
    expect((await membersOf(provider, pool)).map(({ targetType }) => targetType)).toEqual(["ELB"]);
    await set(pool, []);
    await set(pool, [{ ...eip(1), targetType: "ELB" }]);
    expect(await addresses(pool)).toEqual(["203.0.113.1"]);
  });

  it("are reported by their position when they are refused", async () => {
    const pool = await createPool(provider, listener, { region: "la-south-2" });
    await expect(set(pool, [eip(1), { ...eip(2), targetType: "ELB" }])).rejects.toMatchObject({
      code: "INVALID_INPUT",
      inputPath: ["members", "1"],
    });
  });
});

describe("deleting a pool", () => {
  it("is refused while something is in it, unless that may go too", async () => {
    const pool = await createPool(provider, listener, { members: [eip(1)], healthMonitor: { port: 80 } });
    await expect(provider.service.deletePool(pool, { cascade: false }, provider.call())).rejects.toMatchObject({
      code: "RESOURCE_IN_USE",
    });
    await provider.service.deletePool(pool, { cascade: true }, provider.call());
    expect(await rereadPool(provider, pool)).toBeUndefined();
    for (const cascade of [false, true]) await provider.service.deletePool(pool, { cascade }, provider.call());
  });
});

describe("more than the account's rate allows before the deadline", () => {
  const cascade = { cascade: true };
  const soon = () => provider.call({ deadlineAt: Date.now() + 1_500 });
  const isRead = (action: string) => /^(List|Show)/.test(action);

  it.each<[string, string, (pool: Pool) => Promise<unknown>]>([
    ["deleting a pool", "cascade", (pool) => provider.service.deletePool(pool, cascade, soon())],
    ["deleting its listener", "cascade", () => provider.service.deleteListener(listener, cascade, soon())],
    ["setting members", "members", (pool) => provider.service.setPoolMembers(pool, [], soon())],
  ])("is refused before anything is deleted: %s", async (_, path, change) => {
    await provider.stop();
    await start({ limits: { requestsPerSecond: { DeleteEndpoint: 1 } } });
    const members = [1, 2, 3, 4].map((number) => eip(number));
    const pool = await createPool(provider, listener, { members });
    forget();
    await expect(change(pool)).rejects.toMatchObject({ code: "INVALID_INPUT", inputPath: [path] });
    expect(actions().filter((action) => !isRead(action))).toEqual([]);
  });

  it("is refused before a pool is created", async () => {
    await provider.stop();
    await start({ limits: { requestsPerSecond: { CreateEndpoint: 1 } } });
    forget();
    const input = {
      listenerId: listener.id,
      name: "many",
      region: "eu-west-0",
      members: [1, 2, 3, 4].map((n) => eip(n)),
    };
    const creating = provider.service.createPool({ input, listener, parent: listener.parentRef! }, soon());
    await expect(creating).rejects.toMatchObject({ code: "INVALID_INPUT", inputPath: ["members"] });
    expect(actions()).toEqual([]);
  });
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Listener } from "../../../src/model/listener.js";
import { connectRecorded, type Recorded } from "./recorder.js";
import { listenerNamed, membersOf, monitorOf, parentNamed, poolsOf } from "./steps.js";

let provider: Recorded;
beforeAll(async () => {
  provider = await connectRecorded();
});
afterAll(() => provider.stop());
beforeEach(() => {
  provider.requests.length = 0;
});
afterEach(() => provider.cloud.faults.clear());

async function readAll(limit: number): Promise<Listener[]> {
  const items: Listener[] = [];
  for (let after: string | null = null; ; ) {
    const page = await provider.service.listListeners({}, { after, limit }, provider.call());
    items.push(...page.items);
    if (page.next === null) return items;
    after = page.next;
  }
}

describe("a list", () => {
  it("is the same in pages of any size, by the cloud's markers", async () => {
    const whole = await readAll(201);
    expect(whole).toHaveLength(25);
    const ids = whole.map(({ ref }) => ref.key);
    expect(ids).toEqual([...ids].sort());
    expect((await readAll(4)).map(({ ref }) => ref.key)).toEqual(ids);
    expect(provider.requests[2]?.query).toBe(`limit=4&marker=${ids[3]}`);
  });

  it.each([
    [404, "GA.9002"],
    [400, "GA.9001"],
  ])("goes on after an item that is gone, where the cloud answers %i %s to its marker", async (status, code) => {
    const ids = (await readAll(201)).map(({ ref }) => ref.key);
    const body = JSON.stringify({ error_code: code, error_msg: "no such marker", request_id: "r" });
    provider.cloud.faults.add({ fault: { kind: "respond", status, body }, actions: "ListListeners", times: 1 });
    const after = `${ids[5]!.slice(0, -1)}~`;
    const page = await provider.service.listListeners({}, { after, limit: 3 }, provider.call());
    expect(page.items.map(({ ref }) => ref.key)).toEqual(ids.slice(6, 9));
    expect(page).toMatchObject({ next: ids[8], totalCount: 25 });
  });

  it("does not take another failure for that", async () => {
    const body = JSON.stringify({ error_code: "GA.9001", error_msg: "bad limit", request_id: "r" });
    provider.cloud.faults.add({ fault: { kind: "respond", status: 400, body }, actions: "ListListeners" });
    const first = provider.service.listListeners({}, { after: null, limit: 3 }, provider.call());
    await expect(first).rejects.toMatchObject({ code: "INVALID_INPUT" });
    const later = provider.service.listListeners({}, { after: "x", limit: 3 }, provider.call());
    await expect(later).rejects.toMatchObject({ code: "INVALID_INPUT" });
  });

  it.each([
    [["ACTIVE"] as const, "limit=9&status=ACTIVE"],
    [["CREATING", "UPDATING"] as const, "limit=9&status=PENDING"],
    [["ACTIVE", "ERROR"] as const, "limit=9"],
    [["UNKNOWN"] as const, "limit=9"],
  ])("of those that are %j is filtered by the cloud where it can", async (statuses, query) => {
    await provider.service.listListeners({ statuses }, { after: null, limit: 9 }, provider.call());
    expect(
      [...new URLSearchParams(provider.requests[0]?.query)]
        .map((pair) => pair.join("="))
        .sort()
        .join("&"),
    ).toBe(query);
  });

  it("of one accelerator's listeners or pools has only those", async () => {
    const parent = await parentNamed(provider, "iot");
    const { items } = await provider.service.listListeners(
      { parent: parent.ref },
      { after: null, limit: 50 },
      provider.call(),
    );
    expect(items).toHaveLength(8);
    const pools = await provider.service.listPools({ parent: parent.ref }, { after: null, limit: 50 }, provider.call());
    expect(pools.items).toHaveLength(9);
    expect(pools.items.every(({ parentRef }) => parentRef?.key === parent.ref.key)).toBe(true);
    const some = await provider.service.listPools(
      { parent: parent.ref, nameContains: "MQTT" },
      { after: null, limit: 50 },
      provider.call(),
    );
    expect(some.items.map(({ name }) => name).sort()).toEqual(["mqtt-fleet-eu-west-101", "mqtt-fleet-la-south-2"]);
  });
});

describe("what belongs to a listener", () => {
  it("is a pool for each region, with its share, members and health monitor", async () => {
    const pools = await poolsOf(provider, await listenerNamed(provider, "checkout-edge"));
    expect(pools.map(({ region, trafficPercentage }) => [region, trafficPercentage]).sort()).toEqual([
      ["ap-southeast-1", 100],
      ["ap-southeast-2", 60],
      ["eu-west-101", 100],
    ]);
    const hongKong = pools.find(({ region }) => region === "ap-southeast-1")!;
    const members = await membersOf(provider, hongKong);
    expect(members.map(({ health }) => health).sort()).toEqual(["HEALTHY", "HEALTHY", "UNHEALTHY"]);
    expect(await monitorOf(provider, hongKong)).toMatchObject({ enabled: true, port: 443, unhealthyThreshold: 3 });
  });

  it("is nothing, or unmonitored, or broken, or frozen, where it is", async () => {
    expect(await poolsOf(provider, await listenerNamed(provider, "syslog"))).toEqual([]);
    const [unmonitored] = await poolsOf(provider, await listenerNamed(provider, "metrics-ingest"));
    expect(await monitorOf(provider, unmonitored!)).toBeNull();
    expect((await membersOf(provider, unmonitored!))[0]?.health).toBe("UNMONITORED");
    expect((await poolsOf(provider, await listenerNamed(provider, "replay")))[0]?.status).toBe("ERROR");
    expect((await listenerNamed(provider, "legacy-erp")).frozen).toMatchObject({ isFrozen: true, reasons: ["ARREAR"] });
  });

  it("fails under its own key only", async () => {
    const pools = await poolsOf(provider, await listenerNamed(provider, "checkout-edge"));
    const body = JSON.stringify({ error_code: "GA.9001", error_msg: "odd", request_id: "r" });
    provider.cloud.faults.add({ fault: { kind: "respond", status: 400, body }, actions: "ListEndpoints", times: 1 });
    const found = [...(await provider.service.membersOfPools(pools, provider.call())).values()];
    expect(found.filter((one) => one instanceof Error)).toHaveLength(1);
    expect(found.filter((one) => !(one instanceof Error))).toHaveLength(2);
  });

  it("is never taken for nothing when the list of all fails", async () => {
    const listeners = (await provider.service.listListeners({}, { after: null, limit: 5 }, provider.call())).items;
    provider.cloud.faults.add({
      fault: { kind: "respond", status: 403, body: '{"error_code":"APIGW.0302"}' },
      actions: "ListEndpointGroups",
    });
    await expect(provider.service.poolsOfListeners(listeners, provider.call())).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});

describe("an IAM user", () => {
  it("reads as well as an access key, with one token for all calls, and with another one when that is refused", async () => {
    const { huaweiGa } = await import("../../../src/providers/huawei-ga/index.js");
    const { createTransport } = await import("../../../src/transport/create-transport.js");
    const { Secret } = await import("../../../src/config/secret.js");
    const { silentLog } = await import("../../support/silent-log.js");
    const { account, config, cloud, call } = provider;
    const credentials = {
      userName: cloud.credentials["user name"],
      password: new Secret(cloud.credentials["user password"]!),
      userDomainName: cloud.credentials["user domain name"],
      iamEndpoint: cloud.endpoint,
    };
    const transport = createTransport({ log: silentLog });
    const service = huaweiGa.connect({
      account,
      config: Object.assign(Object.create(config), { credentials }),
      transport,
    });
    cloud.clearCalls();
    const read = () => service.listListeners({}, { after: null, limit: 1 }, call());
    await Promise.all([read(), service.listParents({}, { after: null, limit: 1 }, call())]);
    await read();
    expect(cloud.countCalls("POST /v3/auth/tokens")).toBe(1);
    cloud.faults.add({ fault: { kind: "expired" } });
    expect((await read()).items).toHaveLength(1);
    expect(cloud.countCalls("POST /v3/auth/tokens")).toBe(2);
    await service.close();
    await transport.close();
  });
});

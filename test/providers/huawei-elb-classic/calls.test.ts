import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Listener } from "../../../src/model/listener.js";
import type { Pool } from "../../../src/model/pool.js";
import { huaweiElbClassic } from "../../../src/providers/huawei-elb-classic/index.js";
import type { Page } from "../../../src/providers/provider.js";
import { allListed } from "../../support/listed.js";
import { connectSandboxed } from "../../support/sandboxed-provider.js";
import type { Classic } from "./recorder.js";

const all = { after: null, limit: 201 };

/** How often each action was called. */
function countsOf({ cloud }: Classic): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { action } of cloud.calls) counts[action] = (counts[action] ?? 0) + 1;
  return counts;
}

describe("the number of upstream calls with 100 listeners", () => {
  let provider: Classic;
  let listeners: readonly Listener[];
  beforeAll(async () => {
    provider = await connectSandboxed(huaweiElbClassic, { listeners: 100 });
    ({ items: listeners } = await provider.service.listListeners({}, all, provider.call()));
  });
  afterAll(() => provider.stop());
  beforeEach(() => provider.cloud.clearCalls());

  const counted = () => countsOf(provider);

  it("is one for one listener by id", async () => {
    const found = await provider.service.readListeners([listeners[7]!.ref], provider.call());
    expect(found.size).toBe(1);
    expect(counted()).toEqual({ ShowListener: 1 });
  });

  it("is one for 100 listeners by id", async () => {
    const found = await provider.service.readListeners(
      listeners.map(({ ref }) => ref),
      provider.call(),
    );
    expect(found.size).toBe(100);
    expect(counted()).toEqual({ ListListeners: 1 });
  });

  it("is one for 100 listeners flat", async () => {
    expect((await provider.service.listListeners({}, all, provider.call())).items).toHaveLength(100);
    expect(counted()).toEqual({ ListListeners: 1 });
  });

  it("grows by one for their parents", async () => {
    const parents = [...new Map(listeners.map(({ parentRef }) => [parentRef!.key, parentRef!])).values()];
    expect((await provider.service.readParents(parents, provider.call())).size).toBe(parents.length);
    expect(counted()).toEqual({ ShowLoadbalancer: 1 });
  });

  it("does not grow for their pools, and grows by one for the members and the health monitor of each", async () => {
    const { service, call } = provider;
    const pools = allListed(await service.poolsOfListeners(listeners, call()));
    expect(pools).toHaveLength(100);
    expect(counted()).toEqual({});
    const members = await service.membersOfPools(pools, call());
    expect(allListed(members)).toHaveLength(200);
    expect(counted()).toEqual({ ListMembers: 100 });
    await service.healthMonitorsOfPools(pools, call());
    expect(counted()).toEqual({ ListMembers: 100, ShowHealthcheck: 100 });
  });
});

describe("the number of upstream calls with the usual inventory", () => {
  let provider: Classic;
  beforeAll(async () => {
    provider = await connectSandboxed(huaweiElbClassic);
  });
  afterAll(() => provider.stop());
  beforeEach(() => provider.cloud.clearCalls());

  const actions = () => provider.cloud.calls.map(({ action }) => action);

  it("is one for all listeners of several parents, plus one for the frozen parent", async () => {
    const { service, call } = provider;
    const { items } = await service.listParents({}, all, call());
    provider.cloud.clearCalls();
    const found = await service.listenersOfParents(items, call());
    expect(allListed(found)).toHaveLength(24);
    expect(actions()).toEqual(["ListListeners", "ShowLoadbalancer"]);
  });

  it("is zero for the members of an empty pool", async () => {
    const { service, call } = provider;
    const { items } = await service.listPools({ nameContains: "staging-web" }, all, call());
    provider.cloud.clearCalls();
    expect(allListed(await service.membersOfPools(items, call()))).toEqual([]);
    expect([...(await service.healthMonitorsOfPools(items, call())).values()]).toEqual([null]);
    expect(actions()).toEqual([]);
  });

  it("is two for a create, whose answer does not count as the listener", async () => {
    const { service, call } = provider;
    const { items } = await service.listParents({ nameContains: "lb-edge" }, all, call());
    const parent = items[0]!;
    provider.cloud.clearCalls();
    const input = { parentId: parent.id, name: "counted", protocol: "TCP", portRanges: [{ fromPort: 7000 }] } as const;
    await service.createListeners(
      [{ parent: parent.ref, input: { ...input, portRanges: [...input.portRanges] } }],
      call(),
    );
    expect(actions()).toEqual(["CreateListener", "ShowListener"]);
  });
});

describe("an inventory of 2,400 listeners", () => {
  let provider: Classic;
  beforeAll(async () => {
    const limits = { requestsPerSecond: { "*": 1_000 } };
    provider = await connectSandboxed(huaweiElbClassic, { listeners: 2_400, limits });
  });
  afterAll(() => provider.stop());

  it.each(["listListeners", "listPools"] as const)("is read whole for the first page only: %s", async (list) => {
    const { service, call, cloud } = provider;
    const places: string[] = [];
    let after: string | null = null;
    do {
      cloud.clearCalls();
      const page: Page<Listener | Pool> = await service[list]({}, { after, limit: 200 }, call());
      expect(page.items).toHaveLength(200);
      places.push(...page.items.map(({ ref }) => `${ref.hint}/${ref.key}`));
      const counts = countsOf(provider);
      if (after === null) expect(counts).toEqual({ ListListeners: 1 });
      else {
        const shown = new Set(page.items.map(({ ref }) => ref.hint));
        expect(counts).toEqual({ ListLoadbalancers: 1, ListListeners: expect.any(Number) });
        expect(counts.ListListeners).toBeLessThanOrEqual(shown.size + 2);
        expect(page.parents?.map(({ ref }) => ref.key).sort()).toEqual([...shown].sort());
      }
      after = page.next;
    } while (after !== null);
    expect(places).toHaveLength(2_400);
    expect(places).toEqual([...new Set(places)].sort());
  });
});

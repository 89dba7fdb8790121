import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Listener } from "../../../src/model/listener.js";
import { allListed } from "../../support/listed.js";
import { actionsOf, allListeners, CHECKOUT, connectRecorded, create, type Gaap, parentRef } from "./recorder.js";

const all = { after: null, limit: 201 };

/** How often each action was called. */
function counted(provider: Gaap): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const action of actionsOf(provider)) counts[action] = (counts[action] ?? 0) + 1;
  return counts;
}

describe("the number of upstream calls with 100 listeners on two channels", () => {
  let provider: Gaap;
  let listeners: readonly Listener[];
  beforeAll(async () => {
    provider = await connectRecorded({ listeners: 100 });
    listeners = await allListeners(provider);
  });
  afterAll(() => provider.stop());
  beforeEach(() => {
    provider.requests.length = 0;
  });

  it("is one for one listener by id", async () => {
    expect((await provider.service.readListeners([listeners[7]!.ref], provider.call())).size).toBe(1);
    expect(actionsOf(provider)).toEqual([`Describe${listeners[7]!.protocol}Listeners`]);
  });

  it("is four for one listener by an id without its protocol", async () => {
    const { accountId, kind, key } = listeners[7]!.ref;
    const found = await provider.service.readListeners([{ accountId, kind, key }], provider.call());
    expect([...found.keys()]).toEqual([key]);
    expect(actionsOf(provider)).toHaveLength(4);
  });

  it("is one per channel and protocol for 100 listeners by id", async () => {
    const found = await provider.service.readListeners(
      listeners.map(({ ref }) => ref),
      provider.call(),
    );
    expect(found.size).toBe(100);
    expect(counted(provider)).toEqual({ DescribeTCPListeners: 2, DescribeUDPListeners: 2 });
  });

  it("is two for the channels and one per channel and protocol for 100 listeners flat", async () => {
    expect(await allListeners(provider)).toHaveLength(100);
    expect(counted(provider)).toEqual({
      DescribeProxies: 1,
      DescribeProxyGroupList: 1,
      // Two channels and the group, which has no listeners.
      DescribeTCPListeners: 3,
      DescribeUDPListeners: 3,
      DescribeHTTPListeners: 3,
      DescribeHTTPSListeners: 3,
    });
  });

  it("is smaller when the filter allows only one protocol", async () => {
    const page = await provider.service.listListeners({ protocols: ["UDP"] }, all, provider.call());
    expect(page.items).toHaveLength(50);
    expect(counted(provider)).toEqual({ DescribeProxies: 1, DescribeProxyGroupList: 1, DescribeUDPListeners: 3 });
  });

  it("grows by one for their parents", async () => {
    const parents = [...new Map(listeners.map(({ parentRef: ref }) => [ref!.key, ref!])).values()];
    expect((await provider.service.readParents(parents, provider.call())).size).toBe(2);
    expect(counted(provider)).toEqual({ DescribeProxies: 1 });
  });

  it("does not grow for their pools, members and health monitors", async () => {
    const { service, call } = provider;
    const pools = allListed(await service.poolsOfListeners(listeners, call()));
    expect(pools).toHaveLength(100);
    expect(allListed(await service.membersOfPools(pools, call()))).toHaveLength(200);
    expect((await service.healthMonitorsOfPools(pools, call())).size).toBe(100);
    expect(actionsOf(provider)).toEqual([]);
  });
});

describe("the number of upstream calls with the usual inventory", () => {
  let provider: Gaap;
  beforeAll(async () => {
    provider = await connectRecorded();
  });
  afterAll(() => provider.stop());
  beforeEach(() => {
    provider.requests.length = 0;
  });

  it("is zero for protocols that a channel does not support", async () => {
    const { service, call } = provider;
    const found = await service.readParents([parentRef(provider, "link-7q2mf0xw")], call());
    provider.requests.length = 0;
    const listeners = await service.listenersOfParents([...found.values()] as never[], call());
    expect(allListed(listeners)).toHaveLength(7);
    expect(counted(provider)).toEqual({ DescribeTCPListeners: 1, DescribeUDPListeners: 1 });
  });

  it("is one for each listener's rules, and one for ten rules by id", async () => {
    const { service, call } = provider;
    const listeners = await allListeners(provider);
    const layer7 = listeners.filter(({ protocol }) => protocol === "HTTP" || protocol === "HTTPS");
    provider.requests.length = 0;
    const pools = allListed(await service.poolsOfListeners(layer7, call()));
    expect(counted(provider)).toEqual({ DescribeRules: layer7.length });
    provider.requests.length = 0;
    expect(
      (
        await service.readPools(
          pools.map(({ ref }) => ref),
          call(),
        )
      ).size,
    ).toBe(pools.length);
    expect(counted(provider)).toEqual({ DescribeRulesByRuleIds: 1 });
  });

  it("is two for many creates that differ only in their ports", async () => {
    const ports = Array.from({ length: 20 }, (_, index) => 20_000 + index);
    const outcomes = await create(provider, { name: "many", protocol: "TCP" }, ports);
    expect(outcomes).toMatchObject(ports.map((fromPort) => ({ portRanges: [{ fromPort }] })));
    expect(counted(provider)).toEqual({ CreateTCPListeners: 1, DescribeTCPListeners: 1 });
  });

  it("is small for a filter by port, which the cloud applies", async () => {
    const query = { parent: parentRef(provider, CHECKOUT), coversPort: 443 };
    const page = await provider.service.listListeners(query, all, provider.call());
    expect(page).toMatchObject({ items: [{ name: "checkout-tls" }], next: null, totalCount: 1 });
    expect(provider.requests.map(({ body }) => body.Port)).toEqual([443, 443, 443, 443]);
  });
});

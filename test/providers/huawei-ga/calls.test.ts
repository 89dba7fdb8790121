import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Listener } from "../../../src/model/listener.js";
import type { Pool } from "../../../src/model/pool.js";
import { allListed } from "../../support/listed.js";
import { connectRecorded, type Recorded } from "./recorder.js";

const all = { after: null, limit: 201 };

describe("upstream calls with 100 listeners", () => {
  let provider: Recorded;
  let listeners: readonly Listener[];
  let pools: readonly Pool[];
  beforeAll(async () => {
    provider = await connectRecorded({ listeners: 100 });
    ({ items: listeners } = await provider.service.listListeners({}, all, provider.call()));
    pools = allListed(await provider.service.poolsOfListeners(listeners, provider.call()));
  });
  afterAll(() => provider.stop());
  beforeEach(() => {
    provider.cloud.clearCalls();
    provider.requests.length = 0;
  });

  /** How often each action was called. */
  function counted(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { action } of provider.cloud.calls) counts[action] = (counts[action] ?? 0) + 1;
    return counts;
  }

  it("are one for one listener by id", async () => {
    const found = await provider.service.readListeners([listeners[7]!.ref], provider.call());
    expect(found.size).toBe(1);
    expect(counted()).toEqual({ ShowListener: 1 });
  });

  it.each([2, 100])("are one for %i listeners by id", async (number) => {
    const refs = listeners.slice(0, number).map(({ ref }) => ref);
    expect((await provider.service.readListeners(refs, provider.call())).size).toBe(number);
    expect(counted()).toEqual({ ListListeners: 1 });
  });

  it("are one for 100 listeners flat", async () => {
    const { items, next, totalCount } = await provider.service.listListeners({}, all, provider.call());
    expect([items.length, next, totalCount]).toEqual([100, null, 100]);
    expect(counted()).toEqual({ ListListeners: 1 });
  });

  it("grow by one for their parents, and one for the parents' listeners", async () => {
    const parentRefs = [...new Map(listeners.map(({ parentRef }) => [parentRef!.key, parentRef!])).values()];
    const parents = await provider.service.readParents(parentRefs, provider.call());
    expect(parents.size).toBe(10);
    expect(counted()).toEqual({ ListAccelerators: 1 });
    const found = [...parents.values()].flatMap((parent) => (parent instanceof Error ? [] : parent));
    expect(allListed(await provider.service.listenersOfParents(found, provider.call()))).toHaveLength(100);
    expect(counted()).toEqual({ ListAccelerators: 1, ListListeners: 1 });
  });

  it("grow by one for their pools, one for all health monitors, and one for the members of each", async () => {
    const { service, call } = provider;
    expect(allListed(await service.poolsOfListeners(listeners, call()))).toHaveLength(100);
    expect(counted()).toEqual({ ListEndpointGroups: 1 });
    expect((await service.healthMonitorsOfPools(pools, call())).size).toBe(100);
    expect(counted()).toEqual({ ListEndpointGroups: 1, ListHealthChecks: 1 });
    expect(allListed(await service.membersOfPools(pools, call()))).toHaveLength(200);
    expect(counted()).toEqual({ ListEndpointGroups: 1, ListHealthChecks: 1, ListEndpoints: 100 });
  });

  it("filter by the parent when its children are listed", async () => {
    const { service, call } = provider;
    await service.poolsOfListeners(listeners.slice(0, 1), call());
    await service.healthMonitorsOfPools(pools.slice(0, 1), call());
    const [parent] = (await service.listParents({}, { after: null, limit: 1 }, call())).items;
    await service.listenersOfParents([parent!], call());
    expect(provider.requests.map(({ query }) => query)).toEqual([
      `listener_id=${listeners[0]!.nativeId}&limit=2000`,
      `endpoint_group_id=${pools[0]!.nativeId}&limit=2000`,
      "limit=1",
      `accelerator_id=${parent!.nativeId}&limit=2000`,
    ]);
  });

  it("read a list that is filtered here once and whole", async () => {
    const query = { nameContains: "BULK-9", coversPort: 10_003, protocols: ["TCP" as const] };
    const { items } = await provider.service.listListeners(query, { after: null, limit: 5 }, provider.call());
    expect(items.map(({ name }) => name)).toEqual(["bulk-90"]);
    expect(counted()).toEqual({ ListListeners: 1 });
  });
});

describe("upstream calls for lists longer than a page", () => {
  let provider: Recorded;
  beforeAll(async () => {
    provider = await connectRecorded({ listeners: 4_100 });
  });
  afterAll(() => provider.stop());
  beforeEach(() => provider.cloud.clearCalls());

  it("are at most one for each listener, plus one for the first attempt", async () => {
    const { service, call, cloud } = provider;
    const { items } = await service.listListeners({}, { after: "e", limit: 2 }, call());
    cloud.clearCalls();
    const found = await service.readListeners(
      items.map(({ ref }) => ref),
      call(),
    );
    expect(found.size).toBe(2);
    expect(cloud.calls.map(({ action }) => action)).toEqual(["ListListeners", "ShowListener", "ShowListener"]);
  });

  it("read many listeners page by page, to the end", async () => {
    const { service, call, cloud } = provider;
    const { items } = await service.listListeners({}, all, call());
    cloud.clearCalls();
    expect(allListed(await service.poolsOfListeners(items, call()))).toHaveLength(201);
    expect(cloud.calls.map(({ action }) => action)).toEqual(Array.from({ length: 3 }, () => "ListEndpointGroups"));
  });
});
